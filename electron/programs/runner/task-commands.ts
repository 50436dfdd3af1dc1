import { CancelOrigin, Channel } from "../../../shared/events";
import { LabError } from "../../../shared/result";
import type { Recorder } from "../../lab/recorder";
import { textOfError, textOfValue } from "../../lab/text";
import type { UnseenErrors } from "../../lab/unseen-errors";
import { peekError, shield } from "../../scheduler";
import type { Coroutine, EventLoop, Task } from "../../scheduler";
import type { CommandAnswer, ProgramCommand } from "../protocol";
import type { ProgramLoops } from "./program-loops";

/** Why a command cannot be carried out, in a sentence. */
class CommandError extends Error {}

/** What is done from outside to a program that runs: to its tasks, and to its loop. */
export class TaskCommands {
  readonly #loops: ProgramLoops;
  readonly #recorder: Recorder;
  readonly #unseen: UnseenErrors;
  #coroutines: Readonly<Record<string, unknown>> = {};
  #awaiters = 0;

  constructor(loops: ProgramLoops, unseen: UnseenErrors) {
    this.#loops = loops;
    this.#recorder = loops.recorder;
    this.#unseen = unseen;
  }

  set coroutines(functions: Readonly<Record<string, unknown>>) {
    this.#coroutines = functions;
  }

  perform(command: ProgramCommand): CommandAnswer {
    try {
      switch (command.do) {
        case "create":
          return { value: this.#create(command.coroutine, command.args) };
        case "await":
          return { value: this.#await(command.task) };
        case "cancel":
          return { value: this.#cancel(command.task, command.message ?? undefined) };
        case "cancel-all":
          return { value: this.#cancelAll() };
        case "steer":
          this.#loops.steer(command.time);
          return { value: true };
        case "step":
          return { value: this.#loops.step() };
        case "look":
          return { value: this.#loops.look() };
      }
    } catch (error) {
      const isSentence = error instanceof CommandError || error instanceof LabError;
      return { error: isSentence ? error.message : textOfError(error) };
    }
  }

  #create(name: string, args: readonly unknown[]): number {
    const coroutine = this.#coroutines[name];
    if (typeof coroutine !== "function") {
      throw new CommandError(`The program has no coroutine ${name} at its top level.`);
    }
    const loop = this.#loop();
    const number = this.#recorder.nextTask;
    loop.createTask(coroutine(...args) as Coroutine<unknown>);
    this.#unseen.leaveToUser(number, number);
    return number;
  }

  #await(id: number): number {
    const task = this.#taskOf(id);
    const awaited = task.getName();
    const loop = this.#loop();
    this.#unseen.userAwaits(id);
    this.#awaiters += 1;
    const number = this.#recorder.nextTask;
    this.#recorder.labelNextTask(`await ${awaited}`);
    const [main] = this.#pending(loop);
    const coro = task === main ? this.#awaitingMain(task) : awaiting(task);
    const awaiter = loop.createTask(coro, { name: `await-${this.#awaiters}` });
    awaiter.addDoneCallback(() => {
      const failure = peekError(awaiter);
      const result =
        failure === null
          ? `gave ${textOfValue(awaiter.result())}`
          : `threw ${textOfError(failure.error)}`;
      this.#recorder.print(Channel.RESULT, `await ${awaited} ${result}`, number);
      // Now that it was told, its error has been looked at.
      if (!awaiter.cancelled()) awaiter.exception();
    });
    return number;
  }

  #cancel(id: number, message: string | undefined): boolean {
    const task = this.#taskOf(id);
    return this.#recorder.cancelAs(CancelOrigin.USER, () => task.cancel(message));
  }

  #cancelAll(): number {
    const loop = this.#loop();
    const [, ...others] = this.#pending(loop);
    return this.#recorder.cancelAs(
      CancelOrigin.USER,
      () => others.filter((task) => task.cancel()).length,
    );
  }

  /** The loop's tasks that are not done; the first of them is its `main`. */
  #pending(loop: EventLoop): Task<unknown>[] {
    return [...this.#recorder.tasks()].filter((task) => !task.done() && task.getLoop() === loop);
  }

  /** A cancel passes on to what a task awaits; but cancelling all tasks leaves `main` alone. */
  *#awaitingMain(main: Task<unknown>): Coroutine<unknown> {
    this.#recorder.labelNextWait("await main");
    return yield* shield(main);
  }

  #loop(): EventLoop {
    const loop = this.#loops.current;
    if (loop === null) throw new CommandError("No event loop runs in the program now.");
    return loop;
  }

  #taskOf(id: number): Task<unknown> {
    const task = this.#recorder.taskOf(id);
    if (task === undefined) throw new CommandError(`The program has no task ${id}.`);
    return task;
  }
}

function* awaiting(task: Task<unknown>): Coroutine<unknown> {
  return yield* task;
}
