/** A figure that was taken several times. */
export interface Summary {
  readonly median: number;
  /** From the smallest to the largest figure, as a share of the median. */
  readonly spread: number;
  readonly samples: readonly number[];
}

export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? NaN)) / 2 : upper;
}

/** Null if nothing was measured. */
export function summarise(samples: readonly number[]): Summary | null {
  if (samples.length === 0) return null;
  const middle = median(samples);
  const spread = (Math.max(...samples) - Math.min(...samples)) / Math.abs(middle);
  return { median: middle, spread, samples };
}
