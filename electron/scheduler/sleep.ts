import { COROUTINE } from "./coroutine";
import type { Coroutine, Suspension } from "./coroutine";
import { RuntimeError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCEL_REQUESTED, kindFlags, RETURNED, STARTED, STATE_MASK } from "./flags";
import { noteCreated } from "./never-awaited";
import { WaitKind } from "./observer";
import { requireRunningLoop, running } from "./running";
import { finish, suspendOn, suspendOnce } from "./traps";
import { Waitable } from "./waitable";

/**
 * Waits for `seconds`, then gives `result`. Zero or less gives the others one turn.
 * @throws RangeError if `seconds` is NaN, once it is awaited
 *
 * @example
 * function* main() {
 *   return yield* sleep(1.5, "rested");
 * }
 * print(await run(main(), { clock: virtualClock() })); // rested
 */
export function sleep(seconds: number): Coroutine<void>;
export function sleep<T>(seconds: number, result: T): Coroutine<T>;
export function sleep<T>(seconds: number, result?: T): Coroutine<T | undefined> {
  if (seconds <= 0) {
    if (result === undefined) return GIVE_WAY;
    return new GiveWay(result);
  }
  return new Sleep(seconds, result);
}

/**
 * A sleep: the coroutine, the timer and what the task waits for, in one object.
 *
 * As in asyncio, a timer that is due ends the sleep in one iteration, and the task runs in the next.
 */
export class Sleep<T> extends Waitable implements Coroutine<T> {
  declare readonly [COROUTINE]: true;
  /** The delay in seconds; once begun, the time at which it is due. */
  declare private due: number;

  constructor(seconds: number, result: T) {
    // It may be created outside of any loop; the one that begins it takes it.
    super(running.loop as EventLoop, kindFlags(WaitKind.SLEEP), result);
    this.due = seconds;
    noteCreated(this);
  }

  get _started(): boolean {
    return (this._flags & STARTED) !== 0;
  }

  next(resumed?: unknown): IteratorResult<Suspension, T> {
    if (resumed === undefined) {
      this.begin();
      return suspendOn(this);
    }
    if ((this._flags & STATE_MASK) === RETURNED) return finish(this._value as T);
    return this.throw(this._makeCancelledError());
  }

  throw(error: unknown): IteratorResult<Suspension, T> {
    this.stopTimer();
    throw error;
  }

  return(value: T): IteratorResult<Suspension, T> {
    this.stopTimer();
    return { value, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Called by the loop when the timer is due. */
  _wake(): void {
    if (this._isPending()) this._settle(RETURNED, this._value);
  }

  override _until(): number {
    return this.due;
  }

  /** Whether the timer is no longer wanted; asked by the heap. */
  cancelled(): boolean {
    return (this._flags & CANCEL_REQUESTED) !== 0;
  }

  override toString(): string {
    return "sleep()";
  }

  private begin(): void {
    if ((this._flags & STARTED) !== 0) {
      throw new RuntimeError("cannot reuse already awaited coroutine");
    }
    this._flags |= STARTED;
    const seconds = this.due;
    if (seconds !== seconds) throw new RangeError("Invalid delay: NaN (not a number)");
    const loop = requireRunningLoop();
    this._loop = loop;
    this.due = loop.time() + seconds;
    loop._addSleep(this.due, this);
  }

  /** Ends it. Before it has begun it has no timer, and maybe no loop. */
  private stopTimer(): void {
    const flags = this._flags;
    this._flags = flags | STARTED | CANCEL_REQUESTED;
    if ((flags & (STARTED | CANCEL_REQUESTED)) === STARTED) this._loop._timers.noteCancelled();
  }
}

Object.defineProperty(Sleep.prototype, COROUTINE, { value: true });

/** `sleep(0)`: one turn for the others. It keeps no state, so one object serves all. */
class GiveWay<T> implements Coroutine<T> {
  declare readonly [COROUTINE]: true;
  private readonly result: T;

  constructor(result: T) {
    this.result = result;
  }

  next(resumed?: unknown): IteratorResult<Suspension, T> {
    return resumed === undefined ? suspendOnce() : finish(this.result);
  }

  throw(error: unknown): IteratorResult<Suspension, T> {
    throw error;
  }

  return(value: T): IteratorResult<Suspension, T> {
    return { value, done: true };
  }

  [Symbol.iterator](): this {
    return this;
  }

  toString(): string {
    return "sleep()";
  }
}

Object.defineProperty(GiveWay.prototype, COROUTINE, { value: true });

const GIVE_WAY = new GiveWay<undefined>(undefined);

/** Whether several calls of `sleep` gave this one object: it stands for each of them, not for one coroutine. */
export function isShared(awaitable: unknown): boolean {
  return awaitable === GIVE_WAY;
}
