import { Channel } from "../../shared/events";
import { LabError } from "../../shared/result";
import type { SessionId, SessionStatus } from "../../shared/session";
import { CancelledError, Runner } from "../scheduler";
import type { Clock, Coroutine, EventLoop, ExceptionContext, Task } from "../scheduler";
import * as advice from "./advice";
import { EventLog } from "./event-log";
import { MAX_NAMED_LEFTOVERS } from "./limits";
import type { Publication } from "./publisher";
import { Recorder } from "./recorder";
import { textOfError, textOfValue } from "./text";
import { equip } from "./tools";
import type { Tools } from "./tools";

export interface SessionOptions {
  readonly id: SessionId;
  readonly epoch: number;
  /** A clock for each run. */
  readonly newClock: () => Clock;
  /** What coroutines can use to fetch; made once, since requests are recorded. */
  readonly fetcher: (recorder: Recorder) => Tools["fetchPost"];
  /** Told whenever the status changed. */
  readonly onStatus: (status: SessionStatus) => void;
}

/** One run of the scheduler, from its `main` to the end of everybody's clean-up. */
interface Run {
  readonly loop: EventLoop;
  readonly main: Task<unknown>;
  /** The time for its clean-up is over. */
  isLetGo: boolean;
  /** Resolves at the end, and never rejects. */
  readonly ended: Promise<void>;
}

/**
 * One epoch of a session: its events, its tasks, and what can be done to them from outside.
 *
 * It runs at most one loop at a time. After a stop it may be started again: its record goes on.
 */
export class Session implements Publication {
  readonly id: SessionId;
  readonly epoch: number;
  readonly log = new EventLog();
  readonly recorder: Recorder;
  readonly #options: SessionOptions;
  readonly #tools: Tools;
  /** Tasks that only the user can look at: nobody else has them. */
  readonly #users: { readonly first: number; readonly last: number }[] = [];
  /** Tasks that the user awaited. */
  readonly #watched = new Set<number>();
  /** Tasks whose error the user was told of. */
  readonly #told = new Set<number>();
  #phase: SessionStatus["phase"] = "empty";
  #program: string | null = null;
  #awaiting: SessionStatus["awaiting"] = null;
  #run: Run | null = null;
  #awaiters = 0;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.epoch = options.epoch;
    this.#options = options;
    this.recorder = new Recorder(this.log, (task, error) => this.#failed(task, error));
    this.#tools = {
      print: (text) => this.recorder.print(Channel.OUTPUT, text),
      fetchPost: options.fetcher(this.recorder),
    };
  }

  get status(): SessionStatus {
    const { id, epoch } = this;
    return { id, epoch, phase: this.#phase, program: this.#program, awaiting: this.#awaiting };
  }

  get isRunning(): boolean {
    return this.#phase === "running";
  }

  now(): number {
    return this.recorder.now();
  }

  /** What the user awaits directly, null for nothing. */
  set awaiting(awaiting: SessionStatus["awaiting"]) {
    this.#awaiting = awaiting;
    this.#options.onStatus(this.status);
  }

  /**
   * Starts a run. None may be there.
   * @param program what `main` belongs to, null for the playground
   */
  start(main: Coroutine<unknown>, call: string, program: string | null): void {
    const runner = new Runner({ clock: this.#options.newClock(), observer: this.recorder });
    const loop = runner.getLoop();
    loop.setExceptionHandler((_loop, context) => this.#unhandled(context));
    equip(loop, this.#tools);
    this.recorder.begin(loop);
    this.recorder.labelNextTask(call);
    const task = loop.createTask(main, { name: "main" });
    this.#program = program;
    const run = { loop, main: task, isLetGo: false };
    this.#run = Object.assign(run, { ended: this.#drive(runner, run) });
    this.#enter("running");
  }

  /** Tasks `first` to `last` were created for the user, who alone can await them. */
  leaveToUser(first: number, last: number): void {
    this.#users.push({ first, last });
  }

  /**
   * Creates a task that awaits another one, and says on the console what that gave.
   * @returns the new task's number
   * @throws LabError if there is no such task, or nothing runs that could await it
   */
  awaitTask(id: number): number {
    const task = this.#taskOf(id);
    const run = this.#run;
    if (run === null || this.#phase !== "running") {
      throw new LabError(
        "conflict",
        `${task.getName()} cannot be awaited: nothing runs any more in which a task could do so.`,
      );
    }
    const awaited = task.getName();
    this.#watched.add(id);
    this.#awaiters += 1;
    const number = this.recorder.nextTask;
    this.recorder.labelNextTask(`await ${awaited}`);
    const awaiter = run.loop.createTask(awaiting(task), { name: `await-${this.#awaiters}` });
    // Once it is told on the console, its error has been looked at.
    awaiter.addDoneCallback(() => this.#tellResult(awaited, resultOf(awaiter), number));
    return number;
  }

  /** Says on the console what awaiting gave. */
  #tellResult(awaited: string, result: string, task: number): void {
    this.recorder.print(Channel.RESULT, `${awaited} ${result}`, task);
  }

  /**
   * Asks a task to cancel itself.
   * @returns whether it accepted: a task that is over does not
   * @throws LabError if there is no such task
   */
  cancelTask(id: number, message?: string): boolean {
    return this.#taskOf(id).cancel(message);
  }

  /**
   * Cancels every pending task but `main`, in the order of their creation.
   * @returns how many accepted
   */
  cancelAll(): number {
    const run = this.#run;
    if (run === null) return 0;
    let accepted = 0;
    for (const task of this.#pending(run.loop)) {
      if (task !== run.main && task.cancel()) accepted += 1;
    }
    return accepted;
  }

  /**
   * Cancels everything, `main` included, and waits until it has cleaned up. Once more, it cancels
   * what is still there.
   * @param timeoutMs after so many milliseconds, what is pending is let go as it is
   */
  async stop(timeoutMs: number): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    this.#enter("stopping");
    this.cancelAll();
    run.main.cancel();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        run.isLetGo = true;
        run.loop.stop();
        resolve();
      }, timeoutMs);
    });
    await Promise.race([run.ended, timeout]);
    clearTimeout(timer);
    await run.ended;
  }

  async #drive(runner: Runner, run: Omit<Run, "ended">): Promise<void> {
    const { loop, main } = run;
    try {
      await loop.runUntilComplete(main);
    } catch (error) {
      this.#mainFailed(run, error);
    }
    if (this.#phase === "running") this.#enter("stopping");
    try {
      if (!run.isLetGo) await runner.close();
    } catch (error) {
      if (!run.isLetGo) this.#tell(Channel.ERROR, `The clean-up failed. ${textOfError(error)}`);
    }
    this.#tellLeftovers(loop);
    loop.close();
    this.recorder.end();
    this.#run = null;
    this.#awaiting = null;
    this.#enter("ended");
  }

  #mainFailed(run: Omit<Run, "ended">, error: unknown): void {
    if (run.isLetGo || (error instanceof CancelledError && this.#phase === "stopping")) return;
    this.#tell(Channel.ERROR, `main ended with ${textOfError(error)}`);
  }

  #tellLeftovers(loop: EventLoop): void {
    const names = this.#pending(loop).map((task) => task.getName());
    if (names.length === 0) return;
    const named = names.slice(0, MAX_NAMED_LEFTOVERS);
    this.#tell(Channel.ERROR, advice.leftPending(named, names.length - named.length));
  }

  /** What the scheduler reports because nobody else would hear of it. */
  #unhandled({ message, exception, task }: ExceptionContext): void {
    const id = task === undefined ? 0 : this.recorder.idOf(task);
    if (message === advice.NEVER_RETRIEVED && task !== undefined) {
      if (!this.#told.has(id)) {
        this.#tell(Channel.ERROR, advice.unseenError(task.getName(), textOfError(exception)), id);
      }
    } else if (exception === undefined) {
      // Left-over tasks are told together, at the end.
      if (task === undefined) this.#tell(Channel.WARNING, `${message}.`);
    } else this.#tell(Channel.ERROR, `${message}: ${textOfError(exception)}`, id);
  }

  #failed(id: number, error: string): void {
    const task = this.recorder.taskOf(id);
    const isUsers = this.#users.some(({ first, last }) => id >= first && id <= last);
    if (task === undefined || !isUsers || this.#watched.has(id)) return;
    this.#told.add(id);
    this.#tell(Channel.ERROR, advice.unseenError(task.getName(), error), id);
  }

  /** @throws LabError ("not-found") */
  #taskOf(id: number): Task<unknown> {
    const task = this.recorder.taskOf(id);
    if (task !== undefined) return task;
    const message =
      id < this.recorder.nextTask
        ? `Task ${id} is over and no longer remembered: only the last events are kept.`
        : `There is no task ${id} in this session.`;
    throw new LabError("not-found", message, "task");
  }

  #pending(loop: EventLoop): Task<unknown>[] {
    const pending: Task<unknown>[] = [];
    for (const task of this.recorder.tasks()) {
      if (!task.done() && task.getLoop() === loop) pending.push(task);
    }
    return pending;
  }

  #tell(channel: Channel, text: string, task = 0): void {
    this.recorder.print(channel, text, task);
  }

  #enter(phase: SessionStatus["phase"]): void {
    this.#phase = phase;
    this.#options.onStatus(this.status);
  }
}

function* awaiting(task: Task<unknown>): Coroutine<unknown> {
  return yield* task;
}

/** What awaiting a task that is done gives, in words. Looks at its error. */
export function resultOf(task: Task<unknown>): string {
  if (task.cancelled()) return "was cancelled: awaiting it threw CancelledError";
  const error = task.exception();
  return error === null ? `gave ${textOfValue(task.result())}` : `threw ${textOfError(error)}`;
}
