import { copyContext } from "./context";
import type { Context } from "./context";
import type { EventLoop } from "./event-loop";

/**
 * A callback in the queue of a loop: what `callSoon` returns.
 *
 * @example
 * function* main() {
 *   const handle = getRunningLoop().callSoon(print, "never printed");
 *   handle.cancel();
 *   yield* sleep(0);
 *   print(handle.cancelled()); // true
 * }
 * await run(main());
 */
export class Handle {
  readonly _loop: EventLoop;
  private _callback: ((...args: never[]) => unknown) | null;
  private _args: readonly unknown[];
  private readonly _context: Context;

  /** @param context null: a copy of the present one */
  constructor(
    loop: EventLoop,
    callback: (...args: never[]) => unknown,
    args: readonly unknown[],
    context: Context | null,
  ) {
    this._loop = loop;
    this._callback = callback;
    this._args = args;
    this._context = context ?? copyContext();
  }

  /** The callback will not be called, if it has not been yet. */
  cancel(): void {
    this._callback = null;
    this._args = [];
  }

  cancelled(): boolean {
    return this._callback === null;
  }

  getContext(): Context {
    return this._context;
  }

  _run(): void {
    const callback = this._callback as ((...args: unknown[]) => unknown) | null;
    if (callback === null) return;
    try {
      this._context.run(callback, ...this._args);
    } catch (error) {
      this._loop.callExceptionHandler({
        message: `Exception in callback ${callback.name || "(anonymous)"}()`,
        exception: error,
        handle: this,
      });
    }
  }

  /** The callback's name; empty if it has none, or was cancelled. */
  _name(): string {
    return this._callback?.name ?? "";
  }

  toString(): string {
    if (this._callback === null) return `<${this.constructor.name} cancelled>`;
    return `<${this.constructor.name} ${this._callback.name || "(anonymous)"}()>`;
  }
}

/**
 * What `callLater` and `callAt` return.
 *
 * @example
 * function* main() {
 *   const handle = getRunningLoop().callLater(1.5, print, "never printed");
 *   print(handle.when()); // 1.5
 *   handle.cancel();
 *   yield* sleep(2);
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class TimerHandle extends Handle {
  private readonly _when: number;

  constructor(
    loop: EventLoop,
    when: number,
    callback: (...args: never[]) => unknown,
    args: readonly unknown[],
    context: Context | null,
  ) {
    super(loop, callback, args, context);
    this._when = when;
  }

  /** When it is due, in seconds of the loop's time. */
  when(): number {
    return this._when;
  }

  override cancel(): void {
    if (!this.cancelled()) this._loop._timers.noteCancelled();
    super.cancel();
  }
}
