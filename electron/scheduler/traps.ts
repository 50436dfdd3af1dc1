import type { Frame } from "./coroutine-function";
import type { Suspension } from "./coroutine";
import type { Waitable } from "./waitable";

/**
 * How a coroutine suspends. These functions are the only ones that return `SUSPENDED`, and so the
 * only ones by which control comes back to the loop.
 *
 * The iterator under a `yield*` leaves what it waits for in `trap` and returns the one constant
 * object. `yield*` hands that very object through every level above, so the driver knows it by its
 * identity, and a suspension allocates nothing. No user code runs in between, so one record is
 * enough for all loops.
 */
export const SUSPENDED: IteratorYieldResult<Suspension> = { value: undefined, done: false };

const FINISHED: IteratorReturnResult<unknown> = { value: undefined, done: true };

/** Give way: run again in the next iteration. */
export const TRAP_YIELD = 0;
/** Wait for `trap.waitable`. */
const TRAP_WAIT = 1;
/** Run `trap.frame` to its end first; see `coroutine`. */
export const TRAP_CALL = 2;

interface Trap {
  op: typeof TRAP_YIELD | typeof TRAP_WAIT | typeof TRAP_CALL;
  waitable: Waitable | null;
  frame: Frame<unknown> | null;
}

export const trap: Trap = { op: TRAP_YIELD, waitable: null, frame: null };

/**
 * What the driver passes to `next` from the second step on. `yield*` passes `undefined` when it
 * begins, so an iterator can tell its first call from a resumption without keeping state.
 */
export const RESUMED = null;

export function suspendOnce(): typeof SUSPENDED {
  trap.op = TRAP_YIELD;
  return SUSPENDED;
}

export function suspendOn(waitable: Waitable): typeof SUSPENDED {
  trap.op = TRAP_WAIT;
  trap.waitable = waitable;
  return SUSPENDED;
}

export function suspendInto(frame: Frame<unknown>): typeof SUSPENDED {
  trap.op = TRAP_CALL;
  trap.frame = frame;
  return SUSPENDED;
}

/** The end of a `yield*`. The object is shared: whoever gets it reads `value` at once. */
export function finish<T>(value: T): IteratorReturnResult<T> {
  FINISHED.value = value;
  return FINISHED as IteratorReturnResult<T>;
}

/** Lets go of the last value that was handed over. */
export function forgetFinished(): void {
  FINISHED.value = undefined;
  trap.waitable = null;
  trap.frame = null;
}
