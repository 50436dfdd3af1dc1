/** How session time lies on the screen. Pixels are CSS pixels unless a function says otherwise. */
export interface TimeScale {
  /** The time at pixel 0, in seconds. */
  readonly start: number;
  /** Seconds in one pixel. */
  readonly perPixel: number;
}

/** The closest look: a pixel is a tenth of a microsecond, less than any clock tells apart. */
export const MIN_SECONDS_PER_PIXEL = 1e-7;
/** The widest look: a hundred pixels are a day. */
export const MAX_SECONDS_PER_PIXEL = 864;

export const xOf = (scale: TimeScale, time: number): number =>
  (time - scale.start) / scale.perPixel;

export const timeAt = (scale: TimeScale, x: number): number => scale.start + x * scale.perPixel;

/** The scale that shows `from` to `to` in `width` pixels. */
export function fitting(from: number, to: number, width: number): TimeScale {
  return { start: from, perPixel: bounded((to - from) / Math.max(1, width)) };
}

/** Everything `factor` times as large, with what is at pixel `x` staying there. */
export function zoomed(scale: TimeScale, factor: number, x: number): TimeScale {
  const perPixel = bounded(scale.perPixel / factor);
  return { start: timeAt(scale, x) - x * perPixel, perPixel };
}

/** What was at pixel `pixels` comes to pixel 0. */
export function panned(scale: TimeScale, pixels: number): TimeScale {
  return { start: timeAt(scale, pixels), perPixel: scale.perPixel };
}

/** The same scale, for pixels of which `ratio` make one of its own. */
export function inDevicePixels(scale: TimeScale, ratio: number): TimeScale {
  return { start: scale.start, perPixel: scale.perPixel / ratio };
}

/** `part` of the way from one scale to another. Zooming goes by equal factors, so that it looks even. */
export function between(from: TimeScale, to: TimeScale, part: number): TimeScale {
  return {
    start: from.start + (to.start - from.start) * part,
    perPixel: from.perPixel * (to.perPixel / from.perPixel) ** part,
  };
}

function bounded(perPixel: number): number {
  return Math.min(MAX_SECONDS_PER_PIXEL, Math.max(MIN_SECONDS_PER_PIXEL, perPixel));
}
