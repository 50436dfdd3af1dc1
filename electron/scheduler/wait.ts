import { isCoroutine } from "./coroutine";
import type { Coroutine } from "./coroutine";
import { coroutine } from "./coroutine-function";
import { FAILED, RETURNED, STATE_MASK } from "./flags";
import { Future, isFuture } from "./future";
import type { TimerHandle } from "./handle";
import { WaitKind } from "./observer";
import { requireRunningLoop } from "./running";
import type { Task } from "./task";
import type { Listener, Waitable } from "./waitable";

/**
 * For `wait`: until the first is done.
 *
 * @example
 * function* main() {
 *   const tasks = [createTask(sleep(1)), createTask(sleep(2))];
 *   const { done } = yield* wait(tasks, { returnWhen: FIRST_COMPLETED });
 *   print(done.size); // 1
 * }
 * await run(main(), { clock: virtualClock() });
 */
export const FIRST_COMPLETED = "FIRST_COMPLETED";

/**
 * For `wait`: until the first failed, or all are done.
 *
 * @example
 * function* fail() {
 *   yield* sleep(1);
 *   throw new Error("failed");
 * }
 * function* main() {
 *   const tasks = [createTask(fail()), createTask(sleep(2))];
 *   const { pending } = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
 *   print(pending.size); // 1
 * }
 * await run(main(), { clock: virtualClock() });
 */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";

/**
 * For `wait`: until all are done, whatever became of them.
 *
 * @example
 * function* main() {
 *   const tasks = [createTask(sleep(1)), createTask(sleep(2))];
 *   const { done } = yield* wait(tasks, { returnWhen: ALL_COMPLETED });
 *   print(done.size, getRunningLoop().time()); // 2 2
 * }
 * await run(main(), { clock: virtualClock() });
 */
export const ALL_COMPLETED = "ALL_COMPLETED";

export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

export interface WaitOptions {
  /** In seconds; no limit if nothing is given. */
  readonly timeout?: number | null | undefined;
  /** `ALL_COMPLETED` if nothing is given. */
  readonly returnWhen?: ReturnWhen | undefined;
}

/**
 * Waits until all of `futures` are done, or the first one is, or the first one failed. It throws
 * nothing that they throw, and cancels nothing when the time is over.
 * @throws TypeError for coroutines: make tasks of them, to find them in the sets
 * @throws RangeError if there is nothing to wait for
 *
 * @example
 * function* main() {
 *   const slow = createTask(sleep(5));
 *   const fast = createTask(sleep(1));
 *   const { done, pending } = yield* wait([slow, fast], { returnWhen: FIRST_COMPLETED });
 *   print(done.has(fast), pending.has(slow)); // true true
 * }
 * await run(main(), { clock: virtualClock() });
 */
export const wait: <F extends Future<unknown>>(
  futures: Iterable<F>,
  options?: WaitOptions,
) => Coroutine<{ done: Set<F>; pending: Set<F> }> = coroutine(function* wait<
  F extends Future<unknown>,
>(futures: Iterable<F>, options: WaitOptions = {}) {
  const returnWhen = options.returnWhen ?? ALL_COMPLETED;
  if (isFuture(futures) || isCoroutine(futures)) {
    throw new TypeError("expect a list of futures, not a single one");
  }
  const unique = new Set(futures);
  if (unique.size === 0) throw new RangeError("Set of Tasks/Futures is empty.");
  if (![FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED].includes(returnWhen)) {
    throw new RangeError(`Invalid return_when value: ${String(returnWhen)}`);
  }
  for (const future of unique) {
    if (isCoroutine(future)) {
      throw new TypeError("Passing coroutines is forbidden, use tasks explicitly.");
    }
    if (!isFuture(future)) throw new TypeError(`expect futures, not ${String(future)}`);
  }

  const waiter = new Waiter(unique, returnWhen);
  waiter._startTimer(options.timeout ?? null);
  for (const future of unique) future._addListener(waiter);
  try {
    yield* waiter;
  } finally {
    waiter._stopTimer();
    for (const future of unique) future._removeListener(waiter);
  }
  const done = new Set<F>();
  const pending = new Set<F>();
  for (const future of unique) (future.done() ? done : pending).add(future);
  return { done, pending };
});

/** What a `wait` waits for: done when enough of the futures are, or the time is over. */
class Waiter extends Future<void> implements Listener {
  private unfinished: number;
  private readonly futures: ReadonlySet<Future<unknown>>;
  private readonly returnWhen: ReturnWhen;
  private readonly caller: Task<unknown> | null;
  private timer: TimerHandle | null = null;

  constructor(futures: ReadonlySet<Future<unknown>>, returnWhen: ReturnWhen) {
    const loop = requireRunningLoop();
    super(loop, WaitKind.WAIT);
    this.unfinished = futures.size;
    this.futures = futures;
    this.returnWhen = returnWhen;
    this.caller = loop._current;
  }

  _startTimer(seconds: number | null): void {
    if (seconds !== null) this.timer = this._loop.callLater(seconds, () => this.release());
  }

  _stopTimer(): void {
    this.timer?.cancel();
  }

  _futureDone(future: Waitable): void {
    this.unfinished--;
    if (this.unfinished > 0 && this.returnWhen !== FIRST_COMPLETED && !this.isFirstError(future)) {
      return;
    }
    this._stopTimer();
    this.release();
  }

  private isFirstError(future: Waitable): boolean {
    if (this.returnWhen !== FIRST_EXCEPTION || (future._flags & STATE_MASK) !== FAILED) {
      return false;
    }
    // Whoever waits for the first error has looked at it.
    future._takeError();
    return true;
  }

  _awaiter(): Task<unknown> | null {
    return this.caller;
  }

  override _members(): ReadonlySet<Future<unknown>> {
    return this.futures;
  }

  private release(): void {
    if (this._isPending()) this._settle(RETURNED, undefined);
  }
}
