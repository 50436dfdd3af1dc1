const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/** How long to wait before the next attempt: twice as long each time, up to a bound. */
export class Backoff {
  #next = FIRST_MS;

  /** @returns milliseconds */
  next(): number {
    const delay = this.#next;
    this.#next = Math.min(LONGEST_MS, delay * 2);
    return delay;
  }

  reset(): void {
    this.#next = FIRST_MS;
  }
}
