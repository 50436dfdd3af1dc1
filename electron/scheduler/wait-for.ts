import type { Awaitable, Coroutine } from "./coroutine";
import { awaiting, coroutine } from "./coroutine-function";
import { ensureFuture } from "./ensure-future";
import { CancelledError, TimeoutError } from "./errors";
import { Future } from "./future";
import { timeout } from "./timeout";
import type { Listener } from "./waitable";

/**
 * Waits for `awaitable`, but at most for `seconds`; then it is cancelled, and the wait ends when its
 * clean-up has. With zero or less, a coroutine is never started, and only a future that is done
 * already gives its result.
 * @param seconds null for no limit
 * @throws TimeoutError if the time was over; its `cause` is the `CancelledError`
 *
 * @example
 * function* main() {
 *   try {
 *     yield* waitFor(sleep(60), 1);
 *   } catch (error) {
 *     print(error instanceof TimeoutError, getRunningLoop().time()); // true 1
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export const waitFor: <T>(awaitable: Awaitable<T>, seconds: number | null) => Coroutine<T> =
  coroutine(function* waitFor<T>(awaitable: Awaitable<T>, seconds: number | null): Coroutine<T> {
    if (seconds === null || !(seconds <= 0)) {
      return yield* timeout(seconds, () => awaiting(awaitable));
    }
    const future = ensureFuture(awaitable);
    if (future.done()) return future.result();
    yield* cancelAndWait(future);
    try {
      return future.result();
    } catch (error) {
      if (error instanceof CancelledError) throw new TimeoutError("", { cause: error });
      throw error;
    }
  });

/** Waits on a future of its own, so that it can be cancelled itself while the other one refuses. */
function* cancelAndWait(future: Future<unknown>): Coroutine<void> {
  const waiter = new Future<void>(future._loop);
  const release: Listener = {
    _futureDone: () => {
      if (!waiter.done()) waiter.setResult();
    },
    _awaiter: () => null,
  };
  future._addListener(release);
  try {
    future.cancel();
    yield* waiter;
  } finally {
    future._removeListener(release);
  }
}
