import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/** Labelled marks of the time axis. */
export interface Ticks {
  /** Seconds between two marks: 1, 2 or 5 times a power of ten. */
  readonly step: number;
  /** Digits behind the point that tell two marks apart. */
  readonly decimals: number;
  readonly times: readonly number[];
}

/**
 * Marks at round times for what a scale shows. None lies within a fold, and those after one begin
 * anew.
 * @param width in the scale's pixels
 * @param spacing the least distance between two marks, in pixels
 */
export function ticksOf(scale: TimeScale, width: number, spacing: number): Ticks {
  const step = roundStep(scale.perPixel * spacing);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const times: number[] = [];
  let lastX = -Infinity;
  for (const [from, to] of stretchesOf(scale, width)) {
    const first = Math.max(0, Math.ceil(from / step - 1e-9));
    const last = Math.floor(to / step + 1e-9);
    // Multiples and not sums: a sum of many small steps drifts off the round value.
    for (let index = first; index <= last; index += 1) {
      const time = index * step;
      const x = xOf(scale, time);
      // Across a fold, two round times may come close to each other.
      if (index === first && x - lastX < spacing * 0.99) continue;
      times.push(time);
      lastX = x;
    }
  }
  return { step, decimals, times };
}

/** `2.5` with one decimal as "2.5 s". */
export function tickLabel(time: number, decimals: number): string {
  return `${time.toFixed(decimals)} s`;
}

/** What is seen of time between the folds. */
function* stretchesOf(scale: TimeScale, width: number): Generator<readonly [number, number]> {
  const end = timeAt(scale, width);
  const { folds } = scale;
  let from = scale.start;
  if (folds !== undefined) {
    let fold = Math.max(0, folds.lastBefore(from));
    for (; fold < folds.length && folds.from[fold]! < end; fold += 1) {
      if (folds.from[fold]! > from) yield [from, folds.from[fold]!];
      from = Math.max(from, folds.to[fold]!);
    }
  }
  if (from <= end) yield [from, end];
}

/** The smallest of 1, 2, 5, 10, … times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const factor = least / magnitude;
  const round = factor <= 1 + 1e-9 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10;
  return magnitude * round;
}
