/**
 * What a coroutine hands to whoever drives it: nothing. What it waits for stands in the `trap`
 * record (see `traps.ts`); a bare `yield` gives the others one turn.
 */
export type Suspension = undefined;

/**
 * Whatever `yield*` can wait for inside a coroutine: coroutines, tasks, futures, and objects whose
 * iterator is a coroutine. `yield*` gives a `T`.
 */
export interface Awaitable<T> {
  [Symbol.iterator](): Iterator<Suspension, T, unknown>;
}

/**
 * A coroutine: the generator that a `function*` returns, or an object that behaves like one. It is
 * lazy, and it runs once.
 *
 * @example
 * function* greet(name: string): Coroutine<string> {
 *   yield* sleep(1);
 *   return `hello ${name}`;
 * }
 * print(await run(greet("you"), { clock: virtualClock() })); // hello you
 */
export interface Coroutine<T> extends Iterator<Suspension, T, unknown>, Awaitable<T> {
  next(value?: unknown): IteratorResult<Suspension, T>;
  throw(error: unknown): IteratorResult<Suspension, T>;
  return(value: T): IteratorResult<Suspension, T>;
  [Symbol.iterator](): Coroutine<T>;
}

/** What `yield*` gives for an awaitable of type `A`. */
export type Result<A> = A extends Awaitable<infer T> ? T : never;

/** Set on the prototype of the objects of this folder that are coroutines without being generators. */
export const COROUTINE = Symbol("coroutine");

interface Marked {
  readonly [COROUTINE]?: true;
  readonly [Symbol.toStringTag]?: unknown;
}

/** `instanceof` against what every generator of this realm inherits from: a test that engines inline. */
const NativeGenerator = function () {} as unknown as abstract new () => Generator;
NativeGenerator.prototype = Object.getPrototypeOf(function* () {}).prototype;

/**
 * Whether `value` is a coroutine: a generator, or what `sleep`, `wait` and the like return. A task
 * or a future is awaitable, but no coroutine.
 *
 * @example
 * print(isCoroutine(sleep(1)), isCoroutine(sleep)); // true false
 */
export function isCoroutine(value: unknown): value is Coroutine<unknown> {
  if (value instanceof NativeGenerator) return true;
  if (typeof value !== "object" || value === null) return false;
  const marked: Marked = value;
  // The tag is for generators of another realm, such as a program's own context.
  return marked[COROUTINE] === true || marked[Symbol.toStringTag] === "Generator";
}

const TAKEN = Symbol("taken");

/**
 * Marks `coroutine` as being run by a task.
 * @returns false if another task runs it or ran it already. Coroutines that are no generators tell
 *   that by themselves when they begin, and always get true.
 */
export function takeForTask(coroutine: Coroutine<unknown>): boolean {
  const marked: Coroutine<unknown> & Marked & { [TAKEN]?: true } = coroutine;
  if (!(marked instanceof NativeGenerator) && marked[COROUTINE] === true) return true;
  if (marked[TAKEN] === true) return false;
  marked[TAKEN] = true;
  return true;
}
