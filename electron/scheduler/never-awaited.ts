/** A coroutine that knows whether somebody has begun it. */
interface Noted {
  readonly _started: boolean;
  toString(): string;
}

const FIRST_SWEEP = 256;

/*
 * Python notices a forgotten coroutine when it is collected. Here each one is looked at when the
 * next one is created: most have begun by then and leave no trace. The others are kept until they
 * begin, or until the end of the run, which reports them.
 */
let newest: Noted | null = null;
let suspects: Noted[] = [];
let sweepAt = FIRST_SWEEP;

export function noteCreated(coroutine: Noted): void {
  const previous = newest;
  newest = coroutine;
  if (previous !== null && !previous._started) {
    suspects.push(previous);
    if (suspects.length >= sweepAt) sweep();
  }
}

/** The coroutines that were created but never begun since the last call, oldest first. */
export function takeNeverAwaited(): Noted[] {
  if (newest !== null) suspects.push(newest);
  newest = null;
  const found = suspects.filter((coroutine) => !coroutine._started);
  suspects = [];
  sweepAt = FIRST_SWEEP;
  return found;
}

function sweep(): void {
  suspects = suspects.filter((coroutine) => !coroutine._started);
  // At least doubled, so that sweeping stays cheap however many are left.
  sweepAt = Math.max(FIRST_SWEEP, suspects.length * 2);
}
