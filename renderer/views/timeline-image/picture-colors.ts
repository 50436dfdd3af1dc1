import type { Palette, Pixel } from "../timeline/palette";

/** The colours of bars, as style sheets write them. */
export interface PictureColors {
  readonly running: string;
  readonly ready: string;
  readonly waiting: string;
  readonly waitingStripe: string;
  readonly unrecorded: string;
  readonly grid: string;
  readonly separator: string;
}

/** What a palette has as pixels alone. */
export function pictureColors({ pixels }: Palette): PictureColors {
  return {
    running: cssOf(pixels.running),
    ready: cssOf(pixels.ready),
    waiting: cssOf(pixels.waiting),
    waitingStripe: cssOf(pixels.waitingStripe),
    unrecorded: cssOf(pixels.unrecorded),
    grid: cssOf(pixels.grid),
    separator: cssOf(pixels.separator),
  };
}

/** "#56b4e9" of a little-endian pixel. */
function cssOf(pixel: Pixel): string {
  const two = (shift: number) => ((pixel >>> shift) & 0xff).toString(16).padStart(2, "0");
  return `#${two(0)}${two(8)}${two(16)}`;
}
