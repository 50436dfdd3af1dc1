import { Advice, Channel } from "../../shared/events";
import { peekError } from "../scheduler";
import type { ExceptionContext, Task } from "../scheduler";
import * as advice from "./advice";
import { MAX_NAMED_LEFTOVERS } from "./limits";
import type { Recorder } from "./recorder";
import { textOfError } from "./text";

/** Tells on the console what nobody else would hear of: errors that nobody looked at, and tasks that never end. */
export class UnseenErrors {
  readonly #recorder: Recorder;
  readonly #placeOf: (error: unknown) => string;
  /** Tasks that only the user can await: nobody else has them. */
  readonly #users: { readonly first: number; readonly last: number }[] = [];
  /** Tasks that the user awaited. */
  readonly #awaited = new Set<number>();
  /** Tasks whose error was told, and counts as unseen still. */
  #told: Task<unknown>[] = [];

  /** @param placeOf the file and line where an error came up; empty where that is not known */
  constructor(recorder: Recorder, placeOf: (error: unknown) => string = () => "") {
    this.#recorder = recorder;
    this.#placeOf = placeOf;
  }

  /** Tasks `first` to `last` were created for the user, who alone can await them. */
  leaveToUser(first: number, last: number): void {
    this.#users.push({ first, last });
  }

  /** The user awaits a task, and so hears of its error. */
  userAwaits(id: number): void {
    this.#awaited.add(id);
  }

  /**
   * A task failed. If it is one that only the user can await, and did not, its error is told at
   * once; a program is given the time to await its tasks until it ends.
   */
  taskFailed(id: number, error: string): void {
    const task = this.#recorder.taskOf(id);
    if (task === undefined || this.#awaited.has(id)) return;
    if (!this.#isUsers(id)) return;
    this.#tellUnseen(task, error, this.#placeOf(peekError(task)?.error));
    if (this.#told.push(task) === 1) setImmediate(() => this.lookAtTold());
  }

  /** Looks at the errors that were told, so that the scheduler neither keeps nor reports them. */
  lookAtTold(): void {
    const told = this.#told;
    this.#told = [];
    for (const task of told) task.exception();
  }

  /** What the scheduler reports. Pending tasks are left to `pendingAtEnd`, which tells of all together. */
  reported({ message, exception, task }: ExceptionContext): void {
    const id = task === undefined ? 0 : this.#recorder.idOf(task);
    if (message === advice.NEVER_RETRIEVED && task !== undefined) {
      this.#tellUnseen(task, textOfError(exception), this.#placeOf(exception));
    } else if (exception !== undefined) {
      const place = this.#placeOf(exception);
      const where = place === "" ? "" : ` (${place})`;
      this.#tell(Channel.ERROR, `${message}: ${textOfError(exception)}${where}`, id);
    } else if (task === undefined) {
      this.#tell(Channel.WARNING, advice.neverAwaited(message), 0, Advice.NEVER_AWAITED);
    }
  }

  /** Of `pending` tasks those outlive their program that it made itself. They are about to be cancelled. */
  outliving(pending: readonly Task<unknown>[]): void {
    const tasks = pending.filter((task) => !this.#isUsers(this.#recorder.idOf(task)));
    for (const task of tasks.slice(0, MAX_NAMED_LEFTOVERS)) {
      const id = this.#recorder.idOf(task);
      this.#tell(Channel.WARNING, advice.outliving(task.getName()), id, Advice.OUTLIVING);
    }
    const others = tasks.length - MAX_NAMED_LEFTOVERS;
    if (others <= 0) return;
    this.#tell(Channel.WARNING, advice.othersOutliving(others), 0, Advice.OUTLIVING);
  }

  /** `tasks` had not ended when their loop was closed. */
  pendingAtEnd(tasks: readonly Task<unknown>[]): void {
    if (tasks.length === 0) return;
    const named = tasks.slice(0, MAX_NAMED_LEFTOVERS).map((task) => task.getName());
    this.#tell(Channel.ERROR, advice.leftPending(named, tasks.length - named.length));
  }

  #tellUnseen(task: Task<unknown>, error: string, place: string): void {
    const text = advice.unseenError(task.getName(), error, place);
    this.#tell(Channel.ERROR, text, this.#recorder.idOf(task), Advice.UNSEEN_ERROR);
  }

  #isUsers(id: number): boolean {
    return this.#users.some(({ first, last }) => id >= first && id <= last);
  }

  #tell(channel: Channel, text: string, task = 0, kind: Advice = Advice.NONE): void {
    this.#recorder.print(channel, text, task, kind);
  }
}
