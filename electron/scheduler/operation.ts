import { COROUTINE } from "./coroutine";
import type { Coroutine, Suspension } from "./coroutine";
import { RuntimeError } from "./errors";
import { noteCreated } from "./never-awaited";
import { suspendOn } from "./traps";
import type { Waiter } from "./waiter";

/**
 * What `acquire`, `wait`, `get` and `put` return: a coroutine that is no generator. Where nothing
 * has to be waited for, it costs one small object and no step of the loop.
 *
 * A subclass says what to do at its three turning points. Invariant: `waiter` is what the task
 * waits for, and null before the first step and after the last.
 */
export abstract class Operation<T> implements Coroutine<T> {
  declare readonly [COROUTINE]: true;

  private waiter: Waiter | null = null;
  /** @internal For the report of those that were never awaited. */
  _started = false;

  constructor() {
    noteCreated(this);
  }

  /** Ends with `finish(value)`, or waits with `this.wait(waiter)`. */
  protected abstract begin(): IteratorResult<Suspension, T>;
  /** The waiter was woken. Ends or waits as `begin` does. */
  protected abstract resume(waiter: Waiter): IteratorResult<Suspension, T>;
  /** The task was cancelled, or closed, while it waited, or after the waiter was woken. */
  protected abstract abandon(waiter: Waiter): void;

  protected wait(waiter: Waiter): IteratorResult<Suspension, T> {
    this.waiter = waiter;
    return suspendOn(waiter);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(resumed?: unknown): IteratorResult<Suspension, T> {
    const waiter = this.waiter;
    if (waiter === null || resumed === undefined) {
      if (waiter !== null) throw new RuntimeError("coroutine is being awaited already");
      if (this._started) throw new RuntimeError("cannot reuse already awaited coroutine");
      this._started = true;
      return this.begin();
    }
    if (waiter.isCancelled()) return this.throw(waiter._makeCancelledError());
    this.waiter = null;
    return this.resume(waiter);
  }

  throw(error: unknown): never {
    this.close();
    throw error;
  }

  return(value: T): IteratorReturnResult<T> {
    this.close();
    return { value, done: true };
  }

  /** As a reader would write the call. */
  abstract toString(): string;

  private close(): void {
    const waiter = this.waiter;
    this._started = true;
    this.waiter = null;
    if (waiter !== null) this.abandon(waiter);
  }
}

Object.defineProperty(Operation.prototype, COROUTINE, { value: true });
