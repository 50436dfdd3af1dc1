import type { Pixel } from "./palette";
import { mix } from "./palette";

/** The distance from one stripe of a hatch to the next, across, in CSS pixels. */
const HATCH_PERIOD = 11;
/** Up to this many pixels a loop is quicker than a call that fills or copies them. */
const FEW = 24;
/** Bars narrower than this, in device pixels, keep their corners: rounding would leave nothing of them. */
const MIN_ROUNDED = 4;
/** The radius of a bar's corners, in CSS pixels. */
const MAX_RADIUS = 3;

/**
 * An image that bars are painted into, pixel by pixel, and that goes to the canvas in one call.
 *
 * A canvas without a GPU draws some twenty thousand rectangles a frame; filling typed arrays paints
 * any number of them in the time that the pixels take. All coordinates are device pixels.
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
  /** A row of hatch, a period longer than the image: a part of it is a row at any phase. */
  readonly #hatch: Uint32Array;
  readonly #hatchPeriod: number;
  /** How much of each pixel of a rounded corner is inside, by row and column; for each radius up to the largest. */
  readonly #corners: readonly Float32Array[];
  /** Where the hatch begins: moves with the content, so that panning does not make it swim. */
  #hatchPhase = 0;

  constructor(
    pixels: Uint32Array,
    width: number,
    height: number,
    ratio: number,
    hatch: { readonly base: Pixel; readonly stripe: Pixel },
  ) {
    this.width = width;
    this.height = height;
    this.pixels = pixels;
    this.#hatchPeriod = Math.max(2, Math.round(HATCH_PERIOD * ratio));
    this.#hatch = hatchRow(width + this.#hatchPeriod, this.#hatchPeriod, hatch.base, hatch.stripe);
    const radii = Math.round(MAX_RADIUS * ratio) + 1;
    this.#corners = Array.from({ length: radii }, (_, radius) => cornerCoverage(radius));
  }

  /** Tells at which column of the hatch the image's column 0 lies. */
  set hatchOrigin(column: number) {
    const period = this.#hatchPeriod;
    this.#hatchPhase = ((Math.floor(column) % period) + period) % period;
  }

  /** Fills columns `x0` to `x1` of rows `y0` to `y1` (both exclusive). */
  fill(x0: number, x1: number, y0: number, y1: number, pixel: Pixel): void {
    const { width, pixels } = this;
    const left = Math.max(0, x0);
    const right = Math.min(width, x1);
    const bottom = Math.min(this.height, y1);
    for (let y = Math.max(0, y0); y < bottom; y += 1) {
      const end = y * width + right;
      if (right - left > FEW) pixels.fill(pixel, y * width + left, end);
      else for (let place = y * width + left; place < end; place += 1) pixels[place] = pixel;
    }
  }

  hatch(x0: number, x1: number, y0: number, y1: number): void {
    const { width, pixels } = this;
    const hatch = this.#hatch;
    const left = Math.max(0, x0);
    const right = Math.min(width, x1);
    const bottom = Math.min(this.height, y1);
    if (right <= left) return;
    for (let y = Math.max(0, y0); y < bottom; y += 1) {
      const start = y * width + left;
      let phase = (left + y + this.#hatchPhase) % this.#hatchPeriod;
      if (right - left > FEW) {
        pixels.set(hatch.subarray(phase, phase + right - left), start);
        continue;
      }
      for (let place = start; place < start + right - left; place += 1, phase += 1) {
        pixels[place] = hatch[phase]!;
      }
    }
  }

  /** Dots two pixels wide, four apart, along rows `y0` to `y1`. */
  dots(x0: number, x1: number, y0: number, y1: number, pixel: Pixel): void {
    for (let x = Math.max(0, x0); x < Math.min(this.width, x1); x += 1) {
      if ((x + this.#hatchPhase) % 6 < 2) this.fill(x, x + 1, y0, y1, pixel);
    }
  }

  /** Rounds the corners of what was painted there, showing `behind`. */
  round(
    x0: number,
    x1: number,
    y0: number,
    y1: number,
    behind: Pixel,
    sides: { readonly left: boolean; readonly right: boolean },
  ): void {
    if (x1 - x0 < MIN_ROUNDED) return;
    const radius = Math.min(this.#corners.length - 1, (x1 - x0) >> 1, (y1 - y0) >> 1);
    const corner = this.#corners[radius]!;
    for (let row = 0; row < radius; row += 1) {
      for (let column = 0; column < radius; column += 1) {
        const inside = corner[row * radius + column]!;
        if (inside >= 1) continue;
        if (sides.left) {
          this.#reveal(x0 + column, y0 + row, behind, inside);
          this.#reveal(x0 + column, y1 - 1 - row, behind, inside);
        }
        if (sides.right) {
          this.#reveal(x1 - 1 - column, y0 + row, behind, inside);
          this.#reveal(x1 - 1 - column, y1 - 1 - row, behind, inside);
        }
      }
    }
  }

  #reveal(x: number, y: number, behind: Pixel, inside: number): void {
    if (x < 0 || x >= this.width || y < 0 || y >= this.height) return;
    const place = y * this.width + x;
    this.pixels[place] = mix(behind, this.pixels[place]!, inside);
  }
}

/** Stripes half a period wide with softened edges. */
function hatchRow(length: number, period: number, base: Pixel, stripe: Pixel): Uint32Array {
  const tile = new Uint32Array(period);
  for (let column = 0; column < period; column += 1) {
    const inPeriod = (column + 0.5) / period;
    // The distance to the nearer edge of the stripe, in pixels; its edges take one pixel.
    const distance = (0.25 - Math.abs(inPeriod - 0.5)) * period;
    tile[column] = mix(base, stripe, Math.min(1, Math.max(0, distance + 0.5)));
  }
  const row = new Uint32Array(length);
  for (let column = 0; column < length; column += 1) row[column] = tile[column % period]!;
  return row;
}

function cornerCoverage(radius: number): Float32Array {
  const coverage = new Float32Array(radius * radius);
  for (let row = 0; row < radius; row += 1) {
    for (let column = 0; column < radius; column += 1) {
      const distance = Math.hypot(radius - row - 0.5, radius - column - 0.5);
      coverage[row * radius + column] = Math.min(1, Math.max(0, radius - distance + 0.5));
    }
  }
  return coverage;
}
