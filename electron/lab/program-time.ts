/**
 * The time of a program in a process apart, as far as the lab knows it: that of its last event, and
 * what has passed since.
 */
export class ProgramTime {
  #known = 0;
  /** When it was known, on the host's clock, in milliseconds; null while the program's time stands still. */
  #since: number | null = null;
  #rate = 1;
  /** What was told last. Times never go back. */
  #told = 0;

  /** In seconds. */
  now(): number {
    const passed =
      this.#since === null ? 0 : ((performance.now() - this.#since) / 1_000) * this.#rate;
    this.#told = Math.max(this.#told, this.#known + passed);
    return this.#told;
  }

  /** The program's time is `seconds` now, as its last event says. */
  heard(seconds: number): void {
    this.#known = seconds;
    if (this.#since !== null) this.#since = performance.now();
  }

  /** From now on it goes on, at `rate` program seconds per second of the host; 0 for a clock that only jumps. */
  goesOn(rate: number): void {
    this.#known = this.now();
    this.#rate = rate;
    this.#since = performance.now();
  }

  /** It stands still. */
  stands(): void {
    this.#known = this.now();
    this.#since = null;
  }

  /** It is over, with the last event. */
  end(): void {
    this.#since = null;
    this.#told = this.#known;
  }
}
