import type { Awaitable } from "./coroutine";
import { ensureFuture } from "./ensure-future";
import { InvalidStateError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCELLED, FAILED, RETURNED, STATE_MASK } from "./flags";
import { Future } from "./future";
import { WaitKind } from "./observer";
import type { Task } from "./task";
import type { Listener, Waitable } from "./waitable";

/**
 * Waits for `awaitable` without handing a cancellation down to it: if the waiting task is cancelled,
 * what it waited for goes on.
 *
 * @example
 * function* main() {
 *   const inner = createTask(sleep(2, "saved"));
 *   const outer = shield(inner);
 *   outer.cancel();
 *   print(outer.cancelled(), inner.cancelled()); // true false
 *   return yield* inner;
 * }
 * print(await run(main(), { clock: virtualClock() })); // saved
 */
export function shield<T>(awaitable: Awaitable<T>): Future<T> {
  const inner = ensureFuture(awaitable);
  if (inner.done()) return inner;
  const outer = new Shield<T>(inner._loop, inner);
  inner._addListener(outer);
  outer._addListener(outer);
  return outer;
}

/** The future of a shield; it listens to the inner one, and to itself. */
class Shield<T> extends Future<T> implements Listener {
  private readonly inner: Future<T>;
  private readonly caller: Task<unknown> | null;

  constructor(loop: EventLoop, inner: Future<T>) {
    super(loop, WaitKind.SHIELD);
    this.inner = inner;
    this.caller = loop._current;
  }

  _futureDone(future: Waitable): void {
    if (future === this) this.outerDone();
    else this.innerDone();
  }

  _awaiter(): Task<unknown> | null {
    return this.caller;
  }

  override _members(): readonly Future<unknown>[] {
    return [this.inner];
  }

  private innerDone(): void {
    const { inner } = this;
    if (this.cancelled()) return;
    const state = inner._flags & STATE_MASK;
    if (state === CANCELLED) this._cancel(undefined);
    else if (!this._isPending()) this.reportTwiceDone();
    else if (state === FAILED) this._fail(inner._takeError()?.error);
    else this._settle(RETURNED, inner._value);
  }

  /** Somebody set a result or an error by hand, and had the inner one end at the same time. */
  private reportTwiceDone(): void {
    this.inner._takeError();
    this._loop.callExceptionHandler({
      message: "Exception in callback innerDone()",
      exception: new InvalidStateError(`invalid state: ${this.toString()}`),
    });
  }

  /** Ended by itself, so it was cancelled: nobody is left to hear of an error of the inner one. */
  private outerDone(): void {
    const { inner } = this;
    if (!inner._isPending()) return;
    inner._removeListener(this);
    inner._removeListener(reportFailure);
    inner._addListener(reportFailure);
  }
}

const reportFailure: Listener = {
  _futureDone(inner) {
    if ((inner._flags & STATE_MASK) !== FAILED) return;
    const exception = inner._takeError()?.error;
    const name = exception instanceof Error ? exception.name : "An";
    inner._loop.callExceptionHandler({
      message: `${name} exception in shielded future`,
      exception,
      future: inner as Future<unknown>,
    });
  },
  _awaiter: () => null,
};
