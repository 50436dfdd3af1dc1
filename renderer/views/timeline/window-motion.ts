import type { TimeScale } from "./time-scale";
import { between } from "./time-scale";

/** How long a change of the window takes to be seen, in milliseconds. */
const DURATION_MS = 180;

/**
 * Turns leaps of the window into short movements, so that the eye can follow where things went.
 * What moves by itself (following) and what the hand moves is not touched.
 */
export class WindowMotion {
  #from: TimeScale | null = null;
  #startedAt = 0;
  #cause = "";

  /**
   * The scale to show at page time `now`, in milliseconds.
   * @param cause names what `wanted` follows from: where it changes, a movement begins
   * @param shown the scale that is on the screen
   */
  step(cause: string, shown: TimeScale, wanted: TimeScale, now: number, still: boolean): TimeScale {
    if (cause !== this.#cause) {
      const first = this.#cause === "";
      this.#cause = cause;
      this.#from = first || still ? null : shown;
      this.#startedAt = now;
    }
    if (this.#from === null) return wanted;
    const part = (now - this.#startedAt) / DURATION_MS;
    if (part >= 1) {
      this.#from = null;
      return wanted;
    }
    return between(this.#from, wanted, 1 - (1 - part) ** 3);
  }

  get moving(): boolean {
    return this.#from !== null;
  }

  /** The next scale is shown as it is. */
  reset(): void {
    this.#from = null;
    this.#cause = "";
  }
}
