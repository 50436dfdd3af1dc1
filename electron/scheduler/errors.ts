/**
 * An operation that makes no sense in this place or in this state: Python's `RuntimeError`.
 *
 * @example
 * try {
 *   getRunningLoop();
 * } catch (error) {
 *   print(error instanceof RuntimeError, error.message); // true no running event loop
 * }
 */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
}

/**
 * Asking a future for what it does not have yet, or finishing one that is finished.
 *
 * @example
 * function* main() {
 *   try {
 *     getRunningLoop().createFuture().result();
 *   } catch (error) {
 *     print(error instanceof InvalidStateError, error.message); // true Result is not set.
 *   }
 * }
 * await run(main());
 */
export class InvalidStateError extends Error {
  override readonly name = "InvalidStateError";
}

/**
 * A time limit passed. Its `cause` is the `CancelledError` that ended the work inside of the limit.
 *
 * @example
 * function* main() {
 *   try {
 *     yield* waitFor(sleep(60), 1);
 *   } catch (error) {
 *     print(error instanceof TimeoutError, error.cause instanceof CancelledError); // true true
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}

/**
 * `getNowait` of a queue without items.
 *
 * @example
 * try {
 *   new Queue().getNowait();
 * } catch (error) {
 *   print(error instanceof QueueEmpty); // true
 * }
 */
export class QueueEmpty extends Error {
  override readonly name = "QueueEmpty";
}

/**
 * `putNowait` into a queue at its `maxsize`.
 *
 * @example
 * const queue = new Queue<string>(1);
 * queue.putNowait("fits");
 * try {
 *   queue.putNowait("does not");
 * } catch (error) {
 *   print(error instanceof QueueFull); // true
 * }
 */
export class QueueFull extends Error {
  override readonly name = "QueueFull";
}

/**
 * `put` into a queue that was shut down, or `get` from one that is also empty.
 *
 * @example
 * const queue = new Queue<string>();
 * queue.shutdown();
 * try {
 *   queue.putNowait("too late");
 * } catch (error) {
 *   print(error instanceof QueueShutDown); // true
 * }
 */
export class QueueShutDown extends Error {
  override readonly name = "QueueShutDown";
}

/**
 * The barrier was aborted, or reset while tasks waited at it.
 *
 * @example
 * function* main() {
 *   const barrier = new Barrier(2);
 *   yield* barrier.abort();
 *   try {
 *     yield* barrier.wait();
 *   } catch (error) {
 *     print(error instanceof BrokenBarrierError); // true
 *   }
 * }
 * await run(main());
 */
export class BrokenBarrierError extends RuntimeError {
  override readonly name = "BrokenBarrierError";
}

/**
 * Under a virtual clock: tasks are left, but nothing is ready, no timer is set and nothing of the
 * host is awaited, so that nothing can ever happen again. The message names who waits for whom.
 *
 * @example
 * function* main() {
 *   yield* getRunningLoop().createFuture();
 * }
 * try {
 *   await run(main(), { clock: virtualClock() });
 * } catch (error) {
 *   print(error instanceof DeadlockError, error.message.split("\n")[1]);
 *   // true   Task-1 waits for a future that nobody finishes
 * }
 */
export class DeadlockError extends RuntimeError {
  override readonly name = "DeadlockError";
}

/**
 * Several errors at once: what a task group throws.
 *
 * @example
 * const group = new ExceptionGroup("two went wrong", [new Error("a"), new Error("b")]);
 * print(group.exceptions.length); // 2
 */
export class ExceptionGroup extends Error {
  override readonly name = "ExceptionGroup";
  readonly exceptions: readonly unknown[];

  constructor(message: string, exceptions: readonly unknown[]) {
    super(message);
    if (exceptions.length === 0) {
      throw new RangeError("second argument (exceptions) must be a non-empty sequence");
    }
    this.exceptions = exceptions;
  }
}

/**
 * The task or future was cancelled. Thrown into a coroutine where it waits, so that its `finally`
 * blocks run; a coroutine that catches it should throw it again.
 *
 * It is an `Error` to everybody who asks, but its constructor never runs `Error`'s: that would
 * capture a stack, which costs a thousand times as much as the object, and the stack of a
 * cancellation is the loop's own.
 *
 * @example
 * const error = new CancelledError("enough");
 * print(error instanceof Error, error.message); // true enough
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class CancelledError {
  /** What was given to `cancel(message)`; empty if nothing was. */
  readonly message: string;

  constructor(message?: string) {
    this.message = message ?? "";
  }
}

// The prototype chain below makes it true.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface CancelledError extends Error {
  readonly name: "CancelledError";
}

Object.setPrototypeOf(CancelledError, Error);
Object.setPrototypeOf(CancelledError.prototype, Error.prototype);
Object.defineProperties(CancelledError.prototype, {
  name: { value: "CancelledError", configurable: true, writable: true },
  stack: {
    configurable: true,
    get(this: CancelledError) {
      return this.message === "" ? "CancelledError" : `CancelledError: ${this.message}`;
    },
  },
});
