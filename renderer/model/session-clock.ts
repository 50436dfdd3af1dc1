/**
 * A session's time as the page reads it between two frames.
 *
 * Frames say what time it was when they were made and arrive a little later, each with a delay of
 * its own. The least delayed one is right; following every frame would let time jump back and forth.
 */
export class SessionClock {
  /** Session time minus the page's time, in seconds; NaN before the first frame. */
  #offset = NaN;
  /** The last time that a frame named. */
  #latest = 0;
  /** Whether time runs on from frame to frame, or holds still at the last one. */
  running = false;

  /**
   * Takes in what a frame said.
   * @param now the session's time, in seconds
   * @param pageTime the page's time when the frame arrived, in seconds
   */
  sync(now: number, pageTime: number): void {
    const offset = now - pageTime;
    this.#offset = Number.isNaN(this.#offset) ? offset : Math.max(this.#offset, offset);
    this.#latest = Math.max(this.#latest, now);
  }

  /** Forgets the session: another run begins. */
  reset(): void {
    this.#offset = NaN;
    this.#latest = 0;
  }

  /** @param pageTime the page's time, in seconds */
  read(pageTime: number): number {
    if (!this.running || Number.isNaN(this.#offset)) return this.#latest;
    return Math.max(this.#latest, pageTime + this.#offset);
  }
}
