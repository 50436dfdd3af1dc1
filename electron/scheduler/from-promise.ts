import { coroutine } from "./coroutine-function";
import type { Coroutine } from "./coroutine";
import { CancelledError } from "./errors";
import { createAbortController } from "./host";
import type { HostAbortSignal } from "./host";
import { WaitKind } from "./observer";
import { requireRunningLoop } from "./running";

/**
 * Waits for a promise of the host. `start` is called when the coroutine is awaited; cancelling the
 * task that waits aborts the signal, so that the work behind the promise can stop as well.
 *
 * @example
 * const answer = () => Promise.resolve(42);
 * function* main() {
 *   return yield* fromPromise(answer);
 * }
 * print(await run(main())); // 42
 */
export const fromPromise: <T>(start: (signal: HostAbortSignal) => PromiseLike<T>) => Coroutine<T> =
  coroutine(function* fromPromise<T>(
    start: (signal: HostAbortSignal) => PromiseLike<T>,
  ): Coroutine<T> {
    const loop = requireRunningLoop();
    const controller = createAbortController();
    const future = loop.createFuture<T>(WaitKind.PROMISE);
    const endHostWork = loop.beginHostWork();
    const settle = (action: () => void) => {
      // After a cancellation nobody waits any more; a late rejection is no news either.
      if (future._isPending()) action();
      endHostWork();
    };
    try {
      start(controller.signal).then(
        (value) => settle(() => future.setResult(value)),
        (reason: unknown) => settle(() => future.setException(reason)),
      );
      return yield* future;
    } catch (error) {
      if (error instanceof CancelledError && future.cancelled()) controller.abort(error);
      throw error;
    } finally {
      endHostWork();
    }
  });
