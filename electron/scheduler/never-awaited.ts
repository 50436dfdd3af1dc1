import { running } from "./running";

/** A coroutine that knows whether somebody has begun it. Generators do not. */
interface Noted {
  readonly _started: boolean;
  toString(): string;
}

const FIRST_SWEEP = 256;

/**
 * The coroutines that a loop's program created and has not begun yet.
 *
 * Python notices a forgotten coroutine when it is collected. Here each one is looked at when the
 * next one is created: most have begun by then and leave no trace. The others are kept until they
 * begin, or until the end of the run, which reports them.
 */
export class CreationLog {
  private newest: Noted | null = null;
  private suspects: Noted[] = [];
  private sweepAt = FIRST_SWEEP;

  note(coroutine: Noted): void {
    const previous = this.newest;
    this.newest = coroutine;
    if (previous === null || previous._started) return;
    this.suspects.push(previous);
    if (this.suspects.length >= this.sweepAt) {
      this.suspects = this.suspects.filter(isForgotten);
      // At least doubled, so that sweeping stays cheap however many are left.
      this.sweepAt = Math.max(FIRST_SWEEP, this.suspects.length * 2);
    }
  }

  /** Those that were created but never begun, oldest first; they are forgotten here. */
  take(): Noted[] {
    if (this.newest !== null) this.suspects.push(this.newest);
    const found = this.suspects.filter(isForgotten);
    this.newest = null;
    this.suspects = [];
    return found;
  }
}

/** Called by every coroutine that is no generator, when it is made. */
export function noteCreated(coroutine: Noted): void {
  running.loop?._created.note(coroutine);
}

function isForgotten(coroutine: Noted): boolean {
  return !coroutine._started;
}
