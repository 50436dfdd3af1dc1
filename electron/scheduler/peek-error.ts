import { CancelledError } from "./errors";
import { CANCELLED, FAILED, STATE_MASK } from "./flags";
import type { Future } from "./future";

/**
 * The error that a future failed with, or its cancellation, for observers: unlike `exception()`, a
 * look at it changes nothing, so that an error which nobody else has seen is still reported.
 * @returns null while it is pending, and if it has a result
 *
 * @example
 * function* main() {
 *   const future = getRunningLoop().createFuture<void>();
 *   print(peekError(future)); // null
 *   future.cancel("no longer needed");
 *   print(peekError(future)?.error.message); // no longer needed
 * }
 * await run(main());
 */
export function peekError(future: Future<unknown>): { readonly error: unknown } | null {
  const state = future._flags & STATE_MASK;
  const value = future._value;
  if (state === FAILED) return { error: value };
  if (state !== CANCELLED) return null;
  if (value instanceof CancelledError) return { error: value };
  return { error: new CancelledError(typeof value === "string" ? value : undefined) };
}
