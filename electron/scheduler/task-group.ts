import type { Coroutine } from "./coroutine";
import { CancelledError, ExceptionGroup, RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCELLED, RETURNED, STATE_MASK } from "./flags";
import { notifyJoined } from "./notify";
import { WaitKind } from "./observer";
import { requireRunningLoop } from "./running";
import type { Task, TaskOptions } from "./task";
import type { Listener, Waitable } from "./waitable";
import { Waiter } from "./waiter";
import type { WaitSubject } from "./waiter";

/**
 * Tasks that end before the code in its `with` ends. `taskGroup` makes a group and enters it; the
 * body gets it as its argument.
 *
 * The first error of a task that is not a cancellation cancels the other tasks and the body. When
 * all have ended, the errors come out of `with` as one `ExceptionGroup`.
 *
 * Invariant: every task in `tasks` has this group among its listeners, and leaves when it is told.
 *
 * @example
 * function* main() {
 *   const total = yield* taskGroup(function* (group) {
 *     const a = group.createTask(sleep(1, 1));
 *     const b = group.createTask(sleep(2, 2));
 *     return (yield* a) + (yield* b);
 *   });
 *   print(total, getRunningLoop().time()); // 3 2
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class TaskGroup implements Listener, WaitSubject {
  /** @internal */
  readonly _shownAs = null;
  private readonly tasks = new Set<Task<unknown>>();
  private loop: EventLoop | null = null;
  private parent: Task<unknown> | null = null;
  private exiting = false;
  private aborting = false;
  private parentCancelRequested = false;
  private errors: unknown[] = [];
  /** What the parent waits for while tasks are left. */
  private allDone: Waiter | null = null;

  /**
   * Creates a task that ends before the group does.
   *
   * @throws RuntimeError if the group has not been entered, has ended, or is cancelling its tasks.
   * The coroutine is closed then.
   */
  createTask<T>(coroutine: Coroutine<T>, options: TaskOptions = {}): Task<T> {
    const loop = this.loop;
    const refusal = this.refusal();
    if (loop === null || refusal !== null) {
      coroutine.return(undefined as T);
      throw new RuntimeError(`TaskGroup ${this} ${refusal}`);
    }
    const task = loop.createTask(coroutine, options);
    // Also when an eager task is done already: the body goes on until the loop says so.
    this.tasks.add(task);
    task._addListener(this);
    if (this.allDone !== null && loop._observer !== null) {
      notifyJoined(loop, this.parent as Task<unknown>, task as Task<unknown>);
    }
    return task;
  }

  /**
   * Runs `body`, waits for every task of the group, and returns what `body` returned. A group runs
   * one body.
   *
   * @throws ExceptionGroup with the errors of the tasks and, last, of the body
   * @throws CancelledError if the task that runs the body is cancelled, and nothing else went wrong
   * @throws RuntimeError if this group ran a body before
   */
  *with<T>(body: (group: this) => Coroutine<T>): Coroutine<T> {
    const parent = this.enter();
    let failure: { readonly error: unknown } | null = null;
    let value: T | undefined;
    let closed = true;
    try {
      value = yield* body(this);
      closed = false;
    } catch (error) {
      failure = { error };
      closed = false;
    } finally {
      // Closed from outside, it can no longer wait for its tasks.
      if (closed) this.abort();
    }
    yield* this.exit(parent, failure);
    return value as T;
  }

  toString(): string {
    const info = ["<TaskGroup"];
    if (this.tasks.size > 0) info.push(`tasks=${this.tasks.size}`);
    if (this.errors.length > 0) info.push(`errors=${this.errors.length}`);
    if (this.aborting) info.push("cancelling");
    else if (this.loop !== null) info.push("entered");
    return `${info.join(" ")}>`;
  }

  private refusal(): string | null {
    if (this.loop === null) return "has not been entered";
    if (this.exiting && this.tasks.size === 0) return "is finished";
    return this.aborting ? "is shutting down" : null;
  }

  private enter(): Task<unknown> {
    if (this.loop !== null) throw new RuntimeError(`TaskGroup ${this} has already been entered`);
    const loop = requireRunningLoop();
    const parent = loop._current;
    if (parent === null) {
      throw new RuntimeError(`TaskGroup ${this} cannot determine the parent task`);
    }
    this.loop = loop;
    this.parent = parent;
    return parent;
  }

  private *exit(
    parent: Task<unknown>,
    failure: { readonly error: unknown } | null,
  ): Coroutine<void> {
    this.exiting = true;
    const bodyFailed = failure !== null && !(failure.error instanceof CancelledError);
    let cancellation = bodyFailed ? null : failure;
    if (failure !== null && !this.aborting) this.abort();

    // The wait itself can be cancelled, and more than once.
    while (this.tasks.size > 0) {
      this.allDone = new Waiter(parent._loop, WaitKind.GROUP, this);
      try {
        yield* this.allDone;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        if (!this.aborting) {
          cancellation = { error };
          this.abort();
        }
      }
      this.allDone = null;
    }

    const errors = this.errors;
    this.errors = [];
    // What the group itself asked for, it takes back; what is left over came from outside.
    if (this.parentCancelRequested && parent.uncancel() === 0) cancellation = null;
    if (cancellation !== null && errors.length === 0) throw cancellation.error;
    if (bodyFailed) errors.push(failure?.error);
    if (errors.length === 0) return;
    if (parent.cancelling() > 0) {
      // The errors come out instead of the cancellation, which so has to be delivered once more,
      // at the next suspension.
      parent.uncancel();
      parent.cancel();
    }
    throw new ExceptionGroup("unhandled errors in a TaskGroup", errors);
  }

  private abort(): void {
    this.aborting = true;
    for (const task of this.tasks) if (!task.done()) task.cancel();
  }

  /** @internal */
  _awaiter(): Task<unknown> | null {
    return this.parent;
  }

  /** @internal */
  _members(): ReadonlySet<Task<unknown>> {
    return this.tasks;
  }

  /** @internal */
  _futureDone(future: Waitable): void {
    const task = future as Task<unknown>;
    this.tasks.delete(task);
    if (this.tasks.size === 0 && this.allDone?._isPending()) this.allDone._settle(RETURNED, true);
    if ((task._flags & STATE_MASK) === CANCELLED) return;
    const failure = task._takeError();
    if (failure === null) return;
    this.errors.push(failure.error);
    const parent = this.parent;
    if (parent === null || parent.done()) {
      task._loop.callExceptionHandler({
        message: `Task ${task} has errored out but its parent task ${parent} is already completed`,
        exception: failure.error,
        task,
      });
      return;
    }
    if (this.aborting || this.parentCancelRequested) return;
    // Whatever the body waits for is cut short; `exit` takes the cancel back.
    this.abort();
    this.parentCancelRequested = true;
    parent.cancel();
  }
}

/**
 * Runs `body` with a group of tasks, waits for every task of it, and returns what `body` returned.
 *
 * @throws ExceptionGroup with the errors of the tasks and, last, of the body
 * @throws CancelledError if the task that runs the body is cancelled, and nothing else went wrong
 *
 * @example
 * function* main() {
 *   try {
 *     yield* taskGroup(function* (group) {
 *       group.createTask(sleep(60), { name: "cancelled" });
 *       yield* sleep(1);
 *       throw new Error("the body failed");
 *     });
 *   } catch (error) {
 *     print(error.exceptions[0].message); // the body failed
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function* taskGroup<T>(body: (group: TaskGroup) => Coroutine<T>): Coroutine<T> {
  return yield* new TaskGroup().with(body);
}
