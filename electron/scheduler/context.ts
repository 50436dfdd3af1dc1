import { RuntimeError } from "./errors";
import { running } from "./running";

type Values = ReadonlyMap<ContextVar<unknown>, unknown>;

/**
 * What a task or a callback runs in. Bare values stand for a task's context that nobody has asked
 * for yet: values never change, so that a new task shares its creator's until it sets a variable,
 * and copying a context costs nothing.
 */
export type ContextSource = Values | Context;

const EMPTY: Values = new Map();

/**
 * The values that context variables have for a task, or for a callback.
 *
 * @example
 * const user = new ContextVar("user", "nobody");
 * const context = copyContext();
 * context.run(() => user.set("ada"));
 * print(user.get(), context.get(user)); // nobody ada
 */
export class Context {
  /** @internal */
  _values: Values;
  private _entered = false;

  /** An empty context; `copyContext()` gives one with the present values. */
  constructor(values: Values = EMPTY) {
    this._values = values;
  }

  /** Calls `callback` in this context: what it sets stays here. */
  run<A extends readonly unknown[], R>(callback: (...args: A) => R, ...args: A): R {
    if (this._entered) throw new RuntimeError("cannot enter context: it is already entered");
    const outer = presentContext();
    this._entered = true;
    active.context = this;
    try {
      return callback(...args);
    } finally {
      active.context = outer;
      this._entered = false;
    }
  }

  /** A context of its own with the same values. */
  copy(): Context {
    return new Context(this._values);
  }

  /** The value that `variable` has in this context; undefined if it has none here. */
  get<T>(variable: ContextVar<T>): T | undefined {
    return this._values.get(variable) as T | undefined;
  }

  has(variable: ContextVar<unknown>): boolean {
    return this._values.has(variable);
  }
}

/** The context of the code that runs now. */
export const active: { context: ContextSource } = { context: new Context() };

/** The context of the code that runs now, as an object: bare values become their task's context. */
function presentContext(): Context {
  const { context } = active;
  if (context instanceof Context) return context;
  return running.loop?._current?.getContext() ?? new Context(context);
}

export function valuesOf(context: ContextSource): Values {
  return context instanceof Context ? context._values : context;
}

/**
 * What `ContextVar.set` returns, and `reset` takes.
 *
 * @example
 * const level = new ContextVar("level", 0);
 * const token = level.set(1);
 * print(token.oldValue, level.get()); // null 1
 * level.reset(token);
 * print(level.get()); // 0
 */
export class Token<T> {
  readonly variable: ContextVar<T>;
  /** Whether the variable had a value before, and which. */
  readonly oldValue: { readonly value: T } | null;
  /** @internal */
  readonly _context: Context;
  /** @internal */
  _used = false;

  constructor(variable: ContextVar<T>, oldValue: { readonly value: T } | null, context: Context) {
    this.variable = variable;
    this.oldValue = oldValue;
    this._context = context;
  }
}

/**
 * A variable with a value of its own in every task: a task starts with a copy of its creator's
 * values, and what it sets is seen by itself and by what it creates later.
 *
 * @example
 * const request = new ContextVar<string>("request");
 * function* handle(id: string) {
 *   request.set(id);
 *   yield* sleep(1);
 *   return request.get();
 * }
 * function* main() {
 *   return yield* gather([handle("a"), handle("b")]);
 * }
 * print(await run(main(), { clock: virtualClock() })); // [ 'a', 'b' ]
 */
export class ContextVar<T> {
  readonly name: string;
  private readonly _default: { readonly value: T } | null;

  constructor(name: string, ...defaults: [] | [defaultValue: T]) {
    this.name = name;
    this._default = defaults.length === 0 ? null : { value: defaults[0] };
  }

  /** The value in the present context, else `fallback`, else the default; without any, an error. */
  get(...fallback: [] | [value: T]): T {
    const values = valuesOf(active.context);
    const value = values.get(this) as T | undefined;
    if (value !== undefined || values.has(this)) return value as T;
    if (fallback.length > 0) return fallback[0] as T;
    if (this._default !== null) return this._default.value;
    throw new ReferenceError(`The context variable ${this.name} has no value here.`);
  }

  /** Sets the value in the present context. Returns what `reset` needs to undo it. */
  set(value: T): Token<T> {
    const context = presentContext();
    const values = context._values;
    const oldValue = values.has(this) ? { value: values.get(this) as T } : null;
    context._values = new Map(values).set(this, value);
    return new Token<T>(this, oldValue, context);
  }

  /**
   * Puts back the value from before the `set` that returned `token`.
   * @throws RuntimeError if that was done before
   * @throws RangeError if another variable set it, or if it was set in another context
   */
  reset(token: Token<T>): void {
    if (token._used) throw new RuntimeError("The token has already been used once.");
    if (token.variable !== this) {
      throw new RangeError(`The token was created by ${token.variable.name}, not ${this.name}.`);
    }
    const context = presentContext();
    if (token._context !== context) {
      throw new RangeError("The token was created in a different context.");
    }
    token._used = true;
    const values = new Map(context._values);
    if (token.oldValue === null) values.delete(this);
    else values.set(this, token.oldValue.value);
    context._values = values;
  }
}

/**
 * A copy of the present context.
 *
 * @example
 * const level = new ContextVar("level", 0);
 * level.set(1);
 * const copy = copyContext();
 * level.set(2);
 * print(copy.get(level)); // 1
 */
export function copyContext(): Context {
  return new Context(valuesOf(active.context));
}
