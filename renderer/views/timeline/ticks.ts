import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";

/** Labelled marks of the time axis. */
export interface Ticks {
  /** Seconds between two marks: 1, 2 or 5 times a power of ten. */
  readonly step: number;
  /** Digits behind the point that tell two marks apart. */
  readonly decimals: number;
  readonly times: readonly number[];
}

/**
 * Marks at round times for what a scale shows.
 * @param width in the scale's pixels
 * @param spacing the least distance between two marks, in pixels
 */
export function ticksOf(scale: TimeScale, width: number, spacing: number): Ticks {
  const step = roundStep(scale.perPixel * spacing);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.max(0, Math.ceil(scale.start / step - 1e-9));
  const last = Math.floor(timeAt(scale, width) / step + 1e-9);
  const times: number[] = [];
  // Multiples and not sums: a sum of many small steps drifts off the round value.
  for (let index = first; index <= last; index += 1) times.push(index * step);
  return { step, decimals, times };
}

/** `2.5` with one decimal as "2.5 s". */
export function tickLabel(time: number, decimals: number): string {
  return `${time.toFixed(decimals)} s`;
}

/** The smallest of 1, 2, 5, 10, … times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const factor = least / magnitude;
  const round = factor <= 1 + 1e-9 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10;
  return magnitude * round;
}
