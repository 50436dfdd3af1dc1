/** Up to six decimals. */
const MAX_SCALE = 1e6;
/** Sums of times are off by less. */
const ROUNDING = 1e-9;

/**
 * How waits are written that say of themselves how long, or for how many: as a reader would write the
 * call. Many tasks wait alike, one after the other, and share the last text.
 */
export class WaitLabels {
  #sleepSeconds = NaN;
  #sleepLabel = "";
  #gathered = -1;
  #gatherLabel = "";

  gather(count: number): string {
    if (count !== this.#gathered) {
      this.#gathered = count;
      this.#gatherLabel = `gather(${count})`;
    }
    return this.#gatherLabel;
  }

  /** A sleep of somewhere between `least` and `most` seconds: when it began is known no better. */
  sleep(least: number, most: number): string {
    if (!(this.#sleepSeconds >= least && this.#sleepSeconds <= most)) {
      this.#sleepSeconds = roundestBetween(least, most);
      this.#sleepLabel = `sleep(${this.#sleepSeconds})`;
    }
    return this.#sleepLabel;
  }
}

/** The number with the fewest decimals from `least` to `most`: what somebody is likely to have written. */
function roundestBetween(least: number, most: number): number {
  for (let scale = 1; scale <= MAX_SCALE; scale *= 10) {
    const candidate = Math.ceil(least * scale - ROUNDING) / scale;
    // In a wide span, a round number may be there by chance.
    if (candidate <= most + ROUNDING && (most - least) * scale < 0.25) return candidate;
  }
  return Math.round(least * 1_000) / 1_000;
}
