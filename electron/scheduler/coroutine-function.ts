import { COROUTINE } from "./coroutine";
import type { Awaitable, Coroutine, Suspension } from "./coroutine";
import { RuntimeError } from "./errors";
import { noteCreated } from "./never-awaited";
import { finish, suspendInto } from "./traps";

const NEW = 0;
const RUNNING = 1;
const RETURNED = 2;
const FAILED = 3;
const TAKEN = 4;

/**
 * One call of a `coroutine(fn)` function: a coroutine that the driver runs on a stack of its own
 * instead of the native one.
 *
 * A native `yield*` hands every resumption down through all the levels above the innermost one.
 * Here the first `next` suspends the caller with the request to run this frame; the driver keeps
 * the innermost generator at hand and resumes it directly. When it ends, the caller is resumed once
 * and finds the result here.
 */
export class Frame<T> implements Coroutine<T> {
  declare readonly [COROUTINE]: true;
  declare _generator: Coroutine<T>;
  /** What runs on when this frame has ended; null in the frame that a task began with. */
  declare _callerGenerator: Coroutine<unknown> | null;
  declare _callerFrame: Frame<unknown> | null;
  declare _state: number;
  declare private value: unknown;
  declare readonly _name: string;

  constructor(generator: Coroutine<T>, name: string) {
    this._generator = generator;
    this._callerGenerator = null;
    this._callerFrame = null;
    this._state = NEW;
    this.value = undefined;
    this._name = name;
    noteCreated(this);
  }

  get _started(): boolean {
    return this._state !== NEW;
  }

  next(resumed?: unknown): IteratorResult<Suspension, T> {
    if (resumed === undefined) {
      this._begin();
      return suspendInto(this);
    }
    const state = this._state;
    this._state = TAKEN;
    if (state === RETURNED) {
      const value = this.value as T;
      this.value = undefined;
      return finish(value);
    }
    if (state === FAILED) throw this.value;
    throw new RuntimeError("coroutine is being awaited already");
  }

  throw(error: unknown): IteratorResult<Suspension, T> {
    this._state = TAKEN;
    throw error;
  }

  return(value: T): IteratorResult<Suspension, T> {
    this._state = TAKEN;
    return this._generator.return(value);
  }

  [Symbol.iterator](): this {
    return this;
  }

  toString(): string {
    return `${this._name}()`;
  }

  /** Marks it as begun. */
  _begin(): void {
    if (this._state === RUNNING) throw new RuntimeError("coroutine is being awaited already");
    if (this._state !== NEW) throw new RuntimeError("cannot reuse already awaited coroutine");
    this._state = RUNNING;
  }

  _returned(value: unknown): void {
    this._state = RETURNED;
    this.value = value;
  }

  _threw(error: unknown): void {
    this._state = FAILED;
    this.value = error;
  }
}

Object.defineProperty(Frame.prototype, COROUTINE, { value: true });

/**
 * Wraps a generator function so that its awaits may be nested to any depth, at a cost that does not
 * grow with it. Plain generators overflow the native stack near 4,500 levels.
 *
 * It pays where a function awaits itself. Everywhere else a plain generator is a little faster. Leave
 * the generator function itself without a name: inside of it, the name would mean the function that
 * is not wrapped.
 * @param name for messages; the function's own if nothing is given
 *
 * @example
 * const depth = coroutine(function* (levels: number): Coroutine<number> {
 *   return levels === 0 ? 0 : 1 + (yield* depth(levels - 1));
 * });
 * print(await run(depth(100_000))); // 100000
 */
export function coroutine<A extends readonly unknown[], T>(
  body: (...args: A) => Generator<Suspension, T, unknown> | Coroutine<T>,
  name: string = body.name || "(anonymous)",
): (...args: A) => Coroutine<T> {
  return (...args) => new Frame<T>(body(...args), name);
}

/** A coroutine that waits for `awaitable`. */
export function* awaiting<T>(awaitable: Awaitable<T>): Coroutine<T> {
  return yield* awaitable;
}
