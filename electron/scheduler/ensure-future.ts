import { isCoroutine } from "./coroutine";
import type { Awaitable } from "./coroutine";
import { awaiting } from "./coroutine-function";
import type { EventLoop } from "./event-loop";
import { Future } from "./future";
import { requireRunningLoop } from "./running";

/**
 * A future for `awaitable`: itself if it is one, else a new task that waits for it.
 * @param loop the running one if nothing is given
 * @throws TypeError if it is no awaitable
 * @throws RangeError if it is a future of another loop
 *
 * @example
 * function* main() {
 *   const future = ensureFuture(sleep(1, "done"));
 *   print(ensureFuture(future) === future); // true
 *   return yield* future;
 * }
 * print(await run(main(), { clock: virtualClock() })); // done
 */
export function ensureFuture<T>(awaitable: Awaitable<T>, loop?: EventLoop): Future<T> {
  if (awaitable instanceof Future) {
    if (loop !== undefined && loop !== awaitable._loop) {
      throw new RangeError(
        "The future belongs to a different loop than the one specified as the loop argument",
      );
    }
    return awaitable;
  }
  const owner = loop ?? requireRunningLoop();
  if (isCoroutine(awaitable)) return owner.createTask(awaitable) as Future<T>;
  if (isAwaitable(awaitable)) return owner.createTask(awaiting(awaitable));
  throw new TypeError(
    isPromise(awaitable)
      ? "A future or a coroutine is required, not a promise: wrap it in fromPromise"
      : "A future, a coroutine or an awaitable is required",
  );
}

/** Lists and strings can be iterated too, but they give items, not one result. */
function isAwaitable(value: unknown): value is Awaitable<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === "function"
  );
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value;
}
