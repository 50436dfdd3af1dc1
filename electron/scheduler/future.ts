import { active, Context, valuesOf } from "./context";
import type { ContextSource } from "./context";
import type { Awaitable, Suspension } from "./coroutine";
import { describe } from "./describe";
import { InvalidStateError, RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCELLED, FAILED, kindFlags, PENDING, RETURNED, STATE_MASK, UNRETRIEVED } from "./flags";
import { WaitKind } from "./observer";
import { requireRunningLoop } from "./running";
import type { Task } from "./task";
import { finish, suspendOn } from "./traps";
import { Waitable } from "./waitable";
import type { Listener } from "./waitable";

export type DoneCallback<F> = (future: F) => unknown;

/**
 * A result that is not there yet. Tasks are futures; a bare future is for code that produces its
 * result by callback.
 *
 * `yield* future` waits for it inside a coroutine; `await future` does so outside of the scheduler.
 *
 * @example
 * function* main() {
 *   const loop = getRunningLoop();
 *   const future = loop.createFuture<string>();
 *   loop.callLater(1, () => future.setResult("now"));
 *   print(future.done()); // false
 *   return yield* future;
 * }
 * print(await run(main(), { clock: virtualClock() })); // now
 */
export class Future<T> extends Waitable implements Awaitable<T>, PromiseLike<T> {
  /**
   * @param loop the running loop if nothing is given
   * @param kind what a task that waits for it is told to wait for; for observers
   */
  constructor(loop: EventLoop = requireRunningLoop(), kind: WaitKind = WaitKind.FUTURE) {
    super(loop, kindFlags(kind), undefined);
  }

  /** Whether it has a result or an error, or was cancelled. */
  done(): boolean {
    return (this._flags & STATE_MASK) !== PENDING;
  }

  cancelled(): boolean {
    return (this._flags & STATE_MASK) === CANCELLED;
  }

  /**
   * The result, at once.
   * @throws the error that it failed with; `CancelledError` if it was cancelled;
   *   `InvalidStateError` if it is pending
   */
  result(): T {
    const state = this._flags & STATE_MASK;
    if (state === RETURNED) return this._value as T;
    if (state === PENDING) throw new InvalidStateError("Result is not set.");
    if (state === CANCELLED) throw this._makeCancelledError();
    this._flags &= ~UNRETRIEVED;
    throw this._value;
  }

  /**
   * The error that it failed with, or null if it has a result.
   * @throws `CancelledError` if it was cancelled; `InvalidStateError` if it is pending
   */
  exception(): unknown {
    const state = this._flags & STATE_MASK;
    if (state === PENDING) throw new InvalidStateError("Exception is not set.");
    if (state === CANCELLED) throw this._makeCancelledError();
    this._flags &= ~UNRETRIEVED;
    return state === FAILED ? this._value : null;
  }

  /** @throws `InvalidStateError` if it is done */
  setResult(result: T): void {
    this._requirePending();
    this._settle(RETURNED, result);
  }

  /** @throws `InvalidStateError` if it is done */
  setException(error: unknown): void {
    this._requirePending();
    this._fail(error);
  }

  /** Cancels it, unless it is done. Returns whether it was pending. */
  cancel(message?: string): boolean {
    return this._cancel(message);
  }

  /**
   * Calls `callback(future)` once it is done, in a later iteration of the loop. Callbacks run in
   * the order in which they were added.
   * @param options.context where it runs; a copy of the present context if nothing is given
   */
  addDoneCallback(callback: DoneCallback<this>, options?: { context?: Context }): void {
    this._addListener(
      new CallbackListener(
        callback as DoneCallback<never>,
        options?.context ?? valuesOf(active.context),
      ),
    );
  }

  /** Removes all instances of `callback`. Returns how many there were. */
  removeDoneCallback(callback: DoneCallback<this>): number {
    return this._removeListeners(
      (listener) => listener instanceof CallbackListener && listener.callback === callback,
    );
  }

  getLoop(): EventLoop {
    return this._loop;
  }

  /** The tasks that wait for it now, directly or through `gather`, `wait`, `shield` or a task group. */
  get awaitedBy(): ReadonlySet<Task<unknown>> {
    const tasks = new Set<Task<unknown>>();
    if (this._isPending()) {
      for (const listener of this._listeners()) {
        const task = listener._awaiter();
        if (task !== null) tasks.add(task);
      }
    }
    return tasks;
  }

  /** For `await` outside of the scheduler. */
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const promise = new Promise<T>((resolve, reject) => {
      const listener = new PromiseListener<T>(resolve, reject);
      // A future that is done answers even after its loop was closed.
      if (this._isPending()) this._addListener(listener);
      else listener._futureDone(this);
    });
    return promise.then(onFulfilled, onRejected);
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** For `yield*`: a future is its own iterator, so that waiting allocates nothing. */
  next(resumed?: unknown): IteratorResult<Suspension, T> {
    const state = this._flags & STATE_MASK;
    if (state === RETURNED) return finish(this._value as T);
    if (state === CANCELLED) throw this._makeCancelledError();
    if (state === FAILED) return finish(this.result());
    if (resumed !== undefined) throw new RuntimeError("await wasn't used with future");
    return suspendOn(this);
  }

  /** For `yield*`: an error that the loop throws into the coroutine which waits here. */
  throw(error: unknown): IteratorResult<Suspension, T> {
    throw error;
  }

  override toString(): string {
    return describe("Future", this, "pending", []);
  }

  override _shown(): Future<unknown> {
    return this;
  }

  _fail(error: unknown): void {
    this._settle(FAILED, error);
    this._flags |= UNRETRIEVED;
    this._loop._failures.note(this);
  }

  private _requirePending(): void {
    if (!this._isPending()) throw new InvalidStateError(`invalid state: ${String(this)}`);
  }
}

/**
 * Whether `value` is a future or a task.
 *
 * @example
 * function* main() {
 *   const coroutine = sleep(1);
 *   const task = createTask(coroutine);
 *   print(isFuture(task), isFuture(coroutine)); // true false
 *   yield* task;
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function isFuture(value: unknown): value is Future<unknown> {
  return value instanceof Future;
}

class CallbackListener implements Listener {
  readonly callback: DoneCallback<never>;
  private readonly context: ContextSource;

  constructor(callback: DoneCallback<never>, context: ContextSource) {
    this.callback = callback;
    this.context = context;
  }

  _futureDone(future: Waitable): void {
    const context = this.context instanceof Context ? this.context : new Context(this.context);
    try {
      context.run(this.callback as (future: Waitable) => unknown, future);
    } catch (error) {
      future._loop.callExceptionHandler({
        message: `Exception in callback ${this.callback.name || "(anonymous)"}()`,
        exception: error,
      });
    }
  }

  _awaiter(): null {
    return null;
  }
}

class PromiseListener<T> implements Listener {
  private readonly resolve: (value: T) => void;
  private readonly reject: (reason: unknown) => void;

  constructor(resolve: (value: T) => void, reject: (reason: unknown) => void) {
    this.resolve = resolve;
    this.reject = reject;
  }

  _futureDone(future: Waitable): void {
    const failure = future._takeError();
    if (failure === null) this.resolve(future._value as T);
    else this.reject(failure.error);
  }

  _awaiter(): null {
    return null;
  }
}
