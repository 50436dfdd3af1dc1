import type { Awaitable, Result } from "./coroutine";
import { ensureFuture } from "./ensure-future";
import { CancelledError } from "./errors";
import type { EventLoop } from "./event-loop";
import {
  CANCEL_PASSING,
  CANCEL_REQUESTED,
  CANCELLED,
  COLLECT_ERRORS,
  FAILED,
  PENDING,
  QUIET,
  RETURNED,
  STATE_MASK,
} from "./flags";
import { Future } from "./future";
import { WaitKind } from "./observer";
import { requireRunningLoop, running } from "./running";
import { isShared } from "./sleep";
import type { Task } from "./task";
import type { Listener, Waitable } from "./waitable";

type Results<A extends readonly unknown[]> = { -readonly [K in keyof A]: Result<A[K]> };
type Outcomes<A extends readonly unknown[]> = { -readonly [K in keyof A]: Result<A[K]> | Error };

/**
 * Waits for all of `awaitables` at once; coroutines become tasks. Gives their results in the order of
 * the arguments. The same awaitable twice is one task.
 *
 * The first error is passed on, and the others keep running. With `returnExceptions`, errors stand
 * among the results instead. Cancelling the gather cancels what it waits for.
 *
 * @example
 * function* main() {
 *   const [first, second] = yield* gather([sleep(2, "slow"), sleep(1, "fast")]);
 *   return `${first} ${second} ${getRunningLoop().time()}`;
 * }
 * print(await run(main(), { clock: virtualClock() })); // slow fast 2
 */
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options: { readonly returnExceptions: true },
): Future<Outcomes<A>>;
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options?: { readonly returnExceptions?: false | undefined },
): Future<Results<A>>;
export function gather<const A extends readonly Awaitable<unknown>[]>(
  awaitables: A,
  options?: { readonly returnExceptions?: boolean | undefined },
): Future<Outcomes<A>>;
export function gather(
  awaitables: readonly Awaitable<unknown>[],
  options?: { readonly returnExceptions?: boolean | undefined },
): Future<unknown> {
  const loop = running.loop ?? loopOf(awaitables);
  const outer = new Gathering(loop, options?.returnExceptions === true);
  outer._start(awaitables);
  return outer;
}

/** Outside of a running loop, as at the end of a run, the futures say whose they are. */
function loopOf(awaitables: readonly Awaitable<unknown>[]): EventLoop {
  for (const awaitable of awaitables) if (awaitable instanceof Future) return awaitable._loop;
  return requireRunningLoop();
}

/**
 * For observers: how many awaitables a gather waits for; null for any other future.
 *
 * @example
 * function* main() {
 *   const both = gather([sleep(1), sleep(2)]);
 *   print(gatheredCount(both), gatheredCount(getRunningLoop().createFuture())); // 2 null
 *   yield* both;
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function gatheredCount(future: Future<unknown>): number | null {
  return future instanceof Gathering ? future._count : null;
}

/** The future of a gather; it also listens to its children. */
class Gathering extends Future<unknown[]> implements Listener {
  declare private readonly children: Future<unknown>[];
  /** How many different children are not done, or have not been heard of. */
  declare private unfinished: number;
  declare private readonly caller: Task<unknown> | null;

  constructor(loop: EventLoop, collectErrors: boolean) {
    super(loop, WaitKind.GATHER);
    if (collectErrors) this._flags |= COLLECT_ERRORS;
    this.children = [];
    this.unfinished = 0;
    this.caller = loop._current;
  }

  _start(awaitables: readonly Awaitable<unknown>[]): void {
    if (awaitables.length === 0) {
      this._settle(RETURNED, []);
      return;
    }
    const done = new Set<Future<unknown>>();
    let tasks: Map<Awaitable<unknown>, Future<unknown>> | null = null;
    for (const awaitable of awaitables) {
      let child = tasks?.get(awaitable);
      if (child === undefined) {
        child = ensureFuture(awaitable, this._loop);
        if (child !== awaitable) {
          // Nobody else can reach a task that was made here.
          child._flags |= QUIET;
          if (!isShared(awaitable)) (tasks ??= new Map()).set(awaitable, child);
        }
      }
      this.children.push(child);
      if (!child._isPending()) done.add(child);
      else if (!child._hasNewestListener(this)) {
        child._addListener(this);
        this.unfinished++;
      }
    }
    this.unfinished += done.size;
    for (const child of done) this._futureDone(child);
  }

  _futureDone(child: Waitable): void {
    this.unfinished--;
    const state = child._flags & STATE_MASK;
    if (!this._isPending()) {
      // Too late to be told; the error counts as seen all the same.
      if (state === FAILED) child._takeError();
      return;
    }
    if ((this._flags & COLLECT_ERRORS) === 0 && state !== RETURNED) {
      this._fail(child._takeError()?.error);
      return;
    }
    if (this.unfinished > 0) return;
    // Not `map`: compiled code gives that up, each time anew, for more than 16,384 items.
    const results: unknown[] = [];
    for (const each of this.children) results.push(outcome(each));
    if ((this._flags & CANCEL_REQUESTED) !== 0) {
      const last = this.children[this.children.length - 1] as Future<unknown>;
      this._fail(last._makeCancelledError());
    } else {
      this._settle(RETURNED, results);
    }
  }

  _awaiter(): Task<unknown> | null {
    return this.caller;
  }

  override _members(): readonly Future<unknown>[] {
    return this.children;
  }

  get _count(): number {
    return this.children.length;
  }

  /** Cancels the children. The gather ends when they have. */
  override _cancel(message: string | undefined): boolean {
    const isCircle = (this._flags & CANCEL_PASSING) !== 0;
    if ((this._flags & STATE_MASK) !== PENDING || isCircle) return false;
    this._flags |= CANCEL_PASSING;
    let accepted = false;
    for (const child of this.children) if (child._cancel(message)) accepted = true;
    this._flags &= ~CANCEL_PASSING;
    if (accepted) this._flags |= CANCEL_REQUESTED;
    return accepted;
  }
}

function outcome(child: Future<unknown>): unknown {
  if ((child._flags & STATE_MASK) !== CANCELLED) {
    const failure = child._takeError();
    return failure === null ? child._value : failure.error;
  }
  const value = child._value;
  // Looked at without being taken: each one who asks the child gets the error.
  return new CancelledError(typeof value === "string" ? value : undefined);
}
