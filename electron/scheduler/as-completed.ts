import { isCoroutine, type Awaitable, type Coroutine, type Result } from "./coroutine";
import { ensureFuture } from "./ensure-future";
import { TimeoutError } from "./errors";
import { isFuture, type Future } from "./future";
import type { Handle } from "./handle";
import { WaitKind } from "./observer";
import { Queue } from "./queue";
import { requireRunningLoop } from "./running";
import { isShared } from "./sleep";
import type { Listener, Waitable } from "./waitable";

export interface AsCompletedOptions {
  /** For how many seconds to wait for all of them together; null, the default, for ever. */
  readonly timeout?: number | null | undefined;
}

/** Futures that are done; null in place of each that was not when the time was over. */
class Completions<T> extends Queue<Future<T> | null> {
  private readonly pending: ReadonlySet<Future<T>>;

  constructor(pending: ReadonlySet<Future<T>>) {
    super();
    this.pending = pending;
    this._shownAs = null;
  }

  override _members(): ReadonlySet<Future<T>> {
    return this.pending;
  }

  protected override getKind(): WaitKind {
    return WaitKind.AS_COMPLETED;
  }
}

/**
 * What `asCompleted` returns: an iterator over as many coroutines as there were awaitables.
 *
 * @example
 * function* main() {
 *   const results = asCompleted([sleep(2, "slow"), sleep(1, "fast")]);
 *   print(results instanceof AsCompleted); // true
 *   for (const next of results) print(yield* next); // fast, then: slow
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class AsCompleted<T> implements IterableIterator<Coroutine<T>>, Listener {
  private readonly pending: Set<Future<T>>;
  private readonly done: Completions<T>;
  private readonly timer: Handle | null = null;
  /** How many have not been handed out. */
  private left: number;

  constructor(awaitables: Iterable<Awaitable<T>>, timeout: number | null) {
    const loop = requireRunningLoop();
    const seen = new Set<Awaitable<T>>();
    this.pending = new Set<Future<T>>();
    this.done = new Completions(this.pending);
    for (const awaitable of awaitables) {
      if (seen.has(awaitable) && !isShared(awaitable)) continue;
      seen.add(awaitable);
      this.pending.add(ensureFuture(awaitable));
    }
    this.left = this.pending.size;
    for (const future of this.pending) future._addListener(this);
    if (this.left > 0 && timeout !== null) {
      this.timer = loop.callLater(timeout, () => this.expire());
    }
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** The next coroutine: it gives the value of the awaitable that is done next, or throws its error. */
  next(): IteratorResult<Coroutine<T>, undefined> {
    if (this.left === 0) return { value: undefined, done: true };
    this.left--;
    return { value: this.takeResult(), done: false };
  }

  /**
   * Waits for the awaitable that is done next, and gives its future or task, so that one can tell
   * which it was; null once all were handed out.
   * @throws TimeoutError if the time is over
   */
  *nextDone(): Coroutine<Future<T> | null> {
    if (this.left === 0) return null;
    this.left--;
    return yield* this.take();
  }

  private *takeResult(): Coroutine<T> {
    return (yield* this.take()).result();
  }

  private *take(): Coroutine<Future<T>> {
    const future = yield* this.done.get();
    if (future === null) throw new TimeoutError();
    return future;
  }

  private expire(): void {
    for (const future of this.pending) {
      future._removeListener(this);
      this.done.putNowait(null);
    }
    this.pending.clear();
  }

  /** @internal */
  _futureDone(future: Waitable): void {
    // The time may have been over before the loop came to tell.
    if (!this.pending.delete(future as Future<T>)) return;
    this.done.putNowait(future as Future<T>);
    if (this.pending.size === 0) this.timer?.cancel();
  }

  /** @internal */
  _awaiter(): null {
    return null;
  }
}

/**
 * Runs awaitables at the same time, and hands out their results in the order in which they are done.
 * The same awaitable twice counts once.
 *
 * @returns an iterator of coroutines, as many as there are awaitables
 * @throws TimeoutError from the coroutines that are left when the time is over; the tasks go on
 *
 * @example
 * function* main() {
 *   for (const next of asCompleted([sleep(2, "slow"), sleep(1, "fast")])) {
 *     print(yield* next, getRunningLoop().time()); // fast 1, then: slow 2
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function asCompleted<A extends Awaitable<unknown>>(
  awaitables: Iterable<A>,
  options: AsCompletedOptions = {},
): AsCompleted<Result<A>> {
  if (isFuture(awaitables) || isCoroutine(awaitables)) {
    throw new TypeError("asCompleted expects an iterable of awaitables, not a single one.");
  }
  return new AsCompleted(awaitables as Iterable<Awaitable<Result<A>>>, options.timeout ?? null);
}
