/**
 * Frames whose news are older than this, in seconds, are no measure of now. Also the largest delay
 * that is taken for one: beyond it the session's clock itself must have stood still.
 */
const TRUSTED_SECONDS = 0.5;

/**
 * A session's time as the page reads it between two frames.
 *
 * Frames say what time it was when they were made and arrive a little later, each with a delay of
 * its own. The least delayed one is right; following every frame would let time jump back and forth.
 */
export class SessionClock {
  /** The session's time at the page's time `#anchor`, in seconds; NaN where it is not known. */
  #base = NaN;
  #anchor = 0;
  /** Session seconds per second of the page. */
  #rate = 1;
  /** The last time that a frame named. */
  #latest = 0;
  #syncedAt = -Infinity;
  #running = false;

  /** Whether time runs on from frame to frame, or holds still at the last one. */
  get running(): boolean {
    return this.#running;
  }

  /**
   * Takes in what a frame said.
   * @param now the session's time, in seconds
   * @param pageTime the page's time when the frame arrived, in seconds
   */
  sync(now: number, pageTime: number): void {
    const behind = this.#estimate(pageTime) - now;
    const isDelayed = behind >= 0 && behind < TRUSTED_SECONDS * this.#rate;
    if (!isDelayed) this.#anchorAt(now, pageTime);
    this.#latest = Math.max(this.#latest, now);
    this.#syncedAt = pageTime;
  }

  /** Lets time run on from frame to frame. */
  start(pageTime: number): void {
    // An old frame is from before the session ran: its time stood still since.
    if (!this.#running && pageTime - this.#syncedAt > TRUSTED_SECONDS) this.#base = NaN;
    this.#running = true;
  }

  /** Lets time go on at another rate from here. */
  pace(rate: number, pageTime: number): void {
    if (rate === this.#rate) return;
    this.#anchorAt(this.#estimate(pageTime), pageTime);
    this.#rate = rate;
  }

  /** Lets time hold still at the last frame. */
  stop(): void {
    this.#running = false;
  }

  /** Forgets the session: another run begins. */
  reset(): void {
    this.#base = NaN;
    this.#latest = 0;
  }

  /** @param pageTime the page's time, in seconds */
  read(pageTime: number): number {
    if (!this.#running || Number.isNaN(this.#base)) return this.#latest;
    return Math.max(this.#latest, this.#estimate(pageTime));
  }

  #estimate(pageTime: number): number {
    return this.#base + (pageTime - this.#anchor) * this.#rate;
  }

  #anchorAt(now: number, pageTime: number): void {
    this.#base = now;
    this.#anchor = pageTime;
  }
}
