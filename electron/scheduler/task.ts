import { active, Context, valuesOf } from "./context";
import type { ContextSource } from "./context";
import { takeForTask } from "./coroutine";
import type { Coroutine } from "./coroutine";
import { Frame } from "./coroutine-function";
import { coroutineName, describe } from "./describe";
import { CancelledError, RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCEL_PASSING, CANCELLED, MUST_CANCEL, STATE_MASK, UNRETRIEVED } from "./flags";
import type { FAILED, RETURNED } from "./flags";
import { Future } from "./future";
import { notifyCancelRequested, notifyRenamed } from "./notify";
import { WaitKind } from "./observer";
import { step } from "./step";
import type { Listener, Waitable } from "./waitable";

function* endedCoroutine(): Coroutine<never> {
  throw new RuntimeError("cannot reuse already awaited coroutine");
}

/** Stands where a coroutine was that has ended. */
const ENDED = endedCoroutine();

export interface TaskOptions {
  /** `Task-1`, `Task-2` … of its loop if nothing is given. */
  readonly name?: string | undefined;
  /** Where its steps run; a copy of the present context if nothing is given. */
  readonly context?: Context | undefined;
  /** Run its first step at once, before `createTask` returns. */
  readonly eagerStart?: boolean | undefined;
}

/**
 * A coroutine that the loop runs: a future for its result.
 *
 * `cancel(message)` asks it to end: `CancelledError` is thrown into its coroutine where it waits, in
 * a later iteration of the loop. The coroutine may clean up, and may also refuse, so that a task for
 * which `cancel` returned true is not cancelled until `cancelled()` says so.
 *
 * Invariants while it is pending: it waits for `_waitingFor`, which has it among its listeners; or
 * its next step stands in the ready queue, and `_waitingFor` is null or done; or it is running, and
 * `_waitingFor` is null. So it is never in the queue twice.
 *
 * @example
 * function* work() {
 *   yield* sleep(1);
 *   return 42;
 * }
 * function* main() {
 *   const task = createTask(work(), { name: "work" });
 *   print(task.getName(), task.done()); // work false
 *   print(yield* task, task.done()); // 42 true
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Task<T> extends Future<T> implements Listener {
  /** The innermost generator: the one that the next step resumes. */
  declare _generator: Coroutine<unknown>;
  /** The frame of `_generator`, if a `coroutine(fn)` made it. */
  declare _frame: Frame<unknown> | null;
  declare _waitingFor: Waitable | null;
  declare _context: ContextSource;
  /** A number stands for `Task-` and that number. */
  declare _name: string | number;
  declare _cancelMessage: string | undefined;
  declare _cancels: number;
  /**
   * For the loop's observer, which may keep a number here, such as its own for the task: a look-up
   * for each event would cost more than to write the event down. 0 at first; the scheduler itself
   * never reads it.
   */
  declare observerTag: number;
  /** The loop's list of unfinished tasks, in the order of their creation. */
  declare _previous: Task<unknown> | null;
  declare _next: Task<unknown> | null;

  /** @internal Use `createTask`. */
  constructor(
    loop: EventLoop,
    coroutine: Coroutine<T>,
    name: string | number,
    context: Context | undefined,
  ) {
    super(loop, WaitKind.TASK);
    // A frame that has begun is a mistake that its own `next` reports, in the task's first step.
    if (coroutine instanceof Frame && !coroutine._started) {
      this._generator = coroutine._generator;
      this._frame = coroutine;
      coroutine._begin();
    } else {
      this._generator = takeForTask(coroutine) ? coroutine : endedCoroutine();
      this._frame = null;
    }
    this._waitingFor = null;
    this._context = context ?? valuesOf(active.context);
    this._name = name;
    this._cancelMessage = undefined;
    this._cancels = 0;
    this.observerTag = 0;
    this._previous = null;
    this._next = null;
  }

  /** How many cancel requests there were, less those that `uncancel` took back. */
  cancelling(): number {
    return this._cancels;
  }

  /**
   * Takes one cancel request back; for the code that made it. At zero, a cancellation that was not
   * delivered yet is dropped.
   * @returns how many requests are left
   */
  uncancel(): number {
    if (this._cancels > 0) {
      this._cancels--;
      if (this._cancels === 0) this._flags &= ~MUST_CANCEL;
    }
    return this._cancels;
  }

  getName(): string {
    return typeof this._name === "number" ? `Task-${this._name}` : this._name;
  }

  setName(name: string): void {
    this._name = name;
    if (this._loop._observer !== null) notifyRenamed(this._loop, this as Task<unknown>);
  }

  /** The coroutine that it was created with; null once a generator has ended. */
  getCoro(): Coroutine<T> | null {
    if (this._generator === ENDED) return null;
    let frame = this._frame;
    if (frame === null) return this._generator as Coroutine<T>;
    while (frame._callerGenerator !== null) {
      if (frame._callerFrame === null) return frame._callerGenerator as Coroutine<T>;
      frame = frame._callerFrame;
    }
    return frame as Frame<unknown> as Frame<T>;
  }

  /** The context that its steps run in. */
  getContext(): Context {
    const source = this._context;
    if (source instanceof Context) return source;
    const context = new Context(source);
    // While it runs, what it sets must land in the context that is handed out.
    if (this._loop._current === this && active.context === source) active.context = context;
    this._context = context;
    return context;
  }

  /** @throws RuntimeError always: a task's result is its coroutine's */
  override setResult(): never {
    throw new RuntimeError("Task does not support set_result operation");
  }

  /** @throws RuntimeError always: a task's error is its coroutine's */
  override setException(): never {
    throw new RuntimeError("Task does not support set_exception operation");
  }

  override toString(): string {
    return this._describe(true);
  }

  /** @param withWait says what it waits for too; one level only, since tasks may wait in a circle */
  _describe(withWait: boolean): string {
    const details = [`name='${this.getName()}'`];
    const coroutine = this.getCoro();
    if (coroutine !== null) details.push(`coro=<${coroutineName(coroutine)}>`);
    const waitable = this._waitingFor;
    if (withWait && waitable !== null) {
      details.push(
        `wait_for=${waitable instanceof Task ? waitable._describe(false) : String(waitable)}`,
      );
    }
    return describe("Task", this, this._cancels > 0 ? "cancelling" : "pending", details);
  }

  override _settle(
    state: typeof RETURNED | typeof FAILED | typeof CANCELLED,
    value: unknown,
  ): void {
    this._flags |= state;
    this._value = value;
    this._releaseCoroutine();
    this._loop._taskEnded(this as Task<unknown>);
    this._notifyWaiters();
  }

  _futureDone(): void {
    step(this);
  }

  _awaiter(): Task<unknown> {
    return this;
  }

  /**
   * Walks from task to task along what each waits for, down to what is no task: a chain may be
   * longer than the native stack, and it may be a circle, which ends where it closes.
   */
  override _cancel(message: string | undefined): boolean {
    this._flags &= ~UNRETRIEVED;
    if (!this._isPending()) return false;
    const { _loop: loop } = this;
    let task: Task<unknown> = this as Task<unknown>;
    let closesCircle = false;
    for (;;) {
      if ((task._flags & CANCEL_PASSING) !== 0) {
        closesCircle = true;
        break;
      }
      task._flags |= CANCEL_PASSING;
      if (loop._observer !== null) notifyCancelRequested(loop, task, message);
      task._cancels++;
      const waitable: Waitable | null = task._waitingFor;
      if (waitable instanceof Task && waitable._isPending()) {
        task = waitable;
        continue;
      }
      if (waitable === null || !waitable._cancel(message)) {
        task._flags |= MUST_CANCEL;
        task._cancelMessage = message;
      }
      break;
    }
    clearPassing(this);
    if (closesCircle) task._leaveCircle(message);
    return true;
  }

  override _makeCancelledError(): CancelledError {
    if ((this._flags & STATE_MASK) === CANCELLED) return super._makeCancelledError();
    return new CancelledError(this._cancelMessage);
  }

  /** A list of finished tasks must not hold their generators: those are larger than the tasks. */
  private _releaseCoroutine(): void {
    const frame = this._frame;
    this._generator = frame ?? ENDED;
    if (frame !== null) frame._generator = ENDED;
  }

  /** Tasks that wait for each other in a circle can only end if one of them is woken from outside. */
  private _leaveCircle(message: string | undefined): void {
    const waitable = this._waitingFor;
    if (waitable === null) return;
    waitable._removeListener(this as Task<unknown>);
    this._waitingFor = null;
    this._flags |= MUST_CANCEL;
    this._cancelMessage = message;
    this._loop._scheduleStep(this as Task<unknown>);
  }
}

function clearPassing(start: Waitable): void {
  let passed: Waitable | null = start;
  while (passed instanceof Task && (passed._flags & CANCEL_PASSING) !== 0) {
    passed._flags &= ~CANCEL_PASSING;
    passed = passed._waitingFor;
  }
}
