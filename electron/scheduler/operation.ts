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
 * A subclass says what to do at its three turning points. Invariant: `waiter` is undefined before
 * the first step, what the task waits for while it waits, and null from the last step on.
 */
export abstract class Operation<T> implements Coroutine<T> {
  declare readonly [COROUTINE]: true;
  declare private waiter: Waiter | null | undefined;

  constructor() {
    this.waiter = undefined;
    noteCreated(this);
  }

  /** @internal For the report of those that were never awaited. */
  get _started(): boolean {
    return this.waiter !== undefined;
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
    if (waiter === undefined) {
      this.waiter = null;
      return this.begin();
    }
    if (waiter === null) throw new RuntimeError("cannot reuse already awaited coroutine");
    if (resumed === undefined) throw new RuntimeError("coroutine is being awaited already");
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
    this.waiter = null;
    if (waiter !== null && waiter !== undefined) this.abandon(waiter);
  }
}

Object.defineProperty(Operation.prototype, COROUTINE, { value: true });
