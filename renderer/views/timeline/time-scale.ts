import type { TimeFolds } from "./time-folds";

/** How session time lies on the screen. Pixels are CSS pixels unless a function says otherwise. */
export interface TimeScale {
  /** The time at pixel 0, in seconds. */
  readonly start: number;
  /** Seconds in one pixel, outside of folds. */
  readonly perPixel: number;
  /** The idle gaps that are folded; none if it is left out. */
  readonly folds?: TimeFolds | undefined;
}

/** The closest look: a pixel is a tenth of a microsecond, less than any clock tells apart. */
export const MIN_SECONDS_PER_PIXEL = 1e-7;
/** The widest look: a hundred pixels are a day. */
export const MAX_SECONDS_PER_PIXEL = 864;

export function xOf(scale: TimeScale, time: number): number {
  const { folds, start, perPixel } = scale;
  if (folds === undefined || folds.length === 0) return (time - start) / perPixel;
  return (folds.shown(time) - folds.shown(start)) / perPixel;
}

export function timeAt(scale: TimeScale, x: number): number {
  const { folds, start, perPixel } = scale;
  if (folds === undefined || folds.length === 0) return start + x * perPixel;
  return folds.timeOf(folds.shown(start) + x * perPixel);
}

/** How many pixels lie between the session's beginning and pixel 0. */
export function originOf({ folds, start, perPixel }: TimeScale): number {
  return (folds === undefined ? start : folds.shown(start)) / perPixel;
}

/** The scale that shows `from` to `to` in `width` pixels. */
export function fitting(from: number, to: number, width: number): TimeScale {
  return { start: from, perPixel: bounded((to - from) / Math.max(1, width)) };
}

/** The scale at which `time` lies at pixel `x`. */
export function anchored(time: number, x: number, perPixel: number, folds?: TimeFolds): TimeScale {
  if (folds === undefined) return { start: time - x * perPixel, perPixel };
  return { start: folds.timeOf(folds.shown(time) - x * perPixel), perPixel, folds };
}

/** Everything `factor` times as large, with what is at pixel `x` staying there. */
export function zoomed(scale: TimeScale, factor: number, x: number): TimeScale {
  const perPixel = bounded(scale.perPixel / factor);
  return anchored(timeAt(scale, x), x, perPixel, scale.folds?.at(perPixel));
}

/** What was at pixel `pixels` comes to pixel 0. */
export function panned(scale: TimeScale, pixels: number): TimeScale {
  return { ...scale, start: timeAt(scale, pixels) };
}

/** The same scale, for pixels of which `ratio` make one of its own. */
export function inDevicePixels(scale: TimeScale, ratio: number): TimeScale {
  return { ...scale, perPixel: scale.perPixel / ratio };
}

/** The same scale of times counted from `zero`. Only without folds, unless that is 0. */
export function shifted(scale: TimeScale, zero: number): TimeScale {
  return zero === 0 ? scale : { start: scale.start - zero, perPixel: scale.perPixel };
}

/** `part` of the way from one scale to another. Zooming goes by equal factors, so that it looks even. */
export function between(from: TimeScale, to: TimeScale, part: number): TimeScale {
  const perPixel = from.perPixel * (to.perPixel / from.perPixel) ** part;
  const start = from.start + (to.start - from.start) * part;
  return { start, perPixel, folds: to.folds?.at(perPixel) };
}

export function bounded(perPixel: number): number {
  return Math.min(MAX_SECONDS_PER_PIXEL, Math.max(MIN_SECONDS_PER_PIXEL, perPixel));
}
