import { UNRETRIEVED } from "./flags";
import type { Future } from "./future";

const FIRST_SWEEP = 64;

/** The futures of a loop that failed, until somebody has looked at their errors. */
export class FailureLog {
  private failures: Future<unknown>[] = [];
  private sweepAt = FIRST_SWEEP;

  note(future: Future<unknown>): void {
    this.failures.push(future);
    if (this.failures.length < this.sweepAt) return;
    this.failures = this.failures.filter(isUnseen);
    // At least doubled, so that sweeping stays cheap however many are left.
    this.sweepAt = Math.max(FIRST_SWEEP, this.failures.length * 2);
  }

  /** Those whose errors nobody has looked at, oldest first; they are forgotten here. */
  take(): Future<unknown>[] {
    const unseen = this.failures.filter(isUnseen);
    this.failures = [];
    return unseen;
  }
}

function isUnseen(future: Future<unknown>): boolean {
  return (future._flags & UNRETRIEVED) !== 0;
}
