import type { WaitKind } from "./observer";

/*
 * The state of a future or task in one small integer, so that it costs one field and one load.
 */

export const PENDING = 0;
export const RETURNED = 1;
export const FAILED = 2;
export const CANCELLED = 3;
export const STATE_MASK = 3;

/** What stands in `_waiter`: nothing (0), one task, one other listener, or a list of both. */
export const WAITER_TASK = 1 << 2;
export const WAITER_LISTENER = 2 << 2;
export const WAITER_LIST = 3 << 2;
export const WAITER_MASK = 3 << 2;

/** It failed, and nobody has looked at the error yet. */
export const UNRETRIEVED = 1 << 4;
/** Nobody else can reach it, so nobody is told that it was pending at the end. */
export const QUIET = 1 << 5;
/** The next step throws `CancelledError` into the coroutine. */
export const MUST_CANCEL = 1 << 6;
/** The next step throws `_value` into the coroutine. */
export const THROW_NEXT = 1 << 7;
/** The coroutine took its first step. */
export const STARTED = 1 << 8;
/** A gather that was cancelled while children ran; a sleep whose timer is no longer wanted. */
export const CANCEL_REQUESTED = 1 << 9;
/** A gather that collects errors instead of passing the first one on. */
export const COLLECT_ERRORS = 1 << 10;

/** A call of `cancel` is on its way through this task: to meet it again means a circle. */
export const CANCEL_PASSING = 1 << 11;

const KIND_SHIFT = 12;

export function kindFlags(kind: WaitKind): number {
  return kind << KIND_SHIFT;
}

export function kindOf(flags: number): WaitKind {
  return (flags >> KIND_SHIFT) as WaitKind;
}
