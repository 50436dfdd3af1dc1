/** How wide an idle gap is at most while gaps are folded, in CSS pixels: room for its length in words. */
export const FOLD_WIDTH = 46;
/** Steps in which the scale that fits a stretch is looked for. Each folds more gaps; few are needed. */
const MAX_FITTING_STEPS = 24;

/** Stretches of time in which nothing happens, in order and apart from each other, in seconds. */
export interface Gaps {
  readonly length: number;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  /** Different whenever the gaps are. */
  readonly version: number;
}

/**
 * How idle gaps are folded: none of them is wider than `FOLD_WIDTH`, however close one looks. A gap
 * that is narrower than that is not folded at all, so that zooming never leaps.
 */
export class Folding {
  readonly #gaps: Gaps;
  /** Gaps that stay as long as they are, by where they begin. */
  readonly #opened = new Set<number>();
  #last: TimeFolds | null = null;
  #lastVersion = NaN;

  constructor(gaps: Gaps) {
    this.#gaps = gaps;
  }

  get hasOpened(): boolean {
    return this.#opened.size > 0;
  }

  /** Shows the gap that begins at `from` in its full length. */
  open(from: number): void {
    this.#opened.add(from);
    this.#last = null;
  }

  /** Folds again what was opened. */
  closeAll(): void {
    this.#opened.clear();
    this.#last = null;
  }

  /** The folds at a scale, in seconds a CSS pixel. */
  at(perPixel: number): TimeFolds {
    const { version } = this.#gaps;
    if (this.#last?.perPixel !== perPixel || this.#lastVersion !== version) {
      this.#last = this.#build(perPixel);
      this.#lastVersion = version;
    }
    return this.#last;
  }

  /** The scale, in seconds a pixel, at which `from` to `to` takes `width` pixels. */
  fitting(from: number, to: number, width: number): number {
    // Unfolded it is too narrow at first; what is folded then is folded closer up, too.
    let perPixel = (to - from) / width;
    for (let step = 0; step < MAX_FITTING_STEPS; step += 1) {
      const { count, seconds } = this.#foldedWithin(from, to, perPixel);
      const closer = (to - from - seconds) / (width - count * FOLD_WIDTH);
      if (closer >= perPixel * (1 - 1e-9)) break;
      perPixel = closer;
    }
    return perPixel;
  }

  #foldedWithin(from: number, to: number, perPixel: number) {
    const gaps = this.#gaps;
    const cap = perPixel * FOLD_WIDTH;
    let count = 0;
    let seconds = 0;
    for (let index = 0; index < gaps.length; index += 1) {
      const begin = gaps.from[index]!;
      const end = gaps.to[index]!;
      if (end - begin <= cap || begin < from || end > to || this.#opened.has(begin)) continue;
      count += 1;
      seconds += end - begin;
    }
    return { count, seconds };
  }

  #build(perPixel: number): TimeFolds {
    const gaps = this.#gaps;
    const cap = perPixel * FOLD_WIDTH;
    const from: number[] = [];
    const to: number[] = [];
    for (let index = 0; index < gaps.length; index += 1) {
      const begin = gaps.from[index]!;
      const end = gaps.to[index]!;
      if (end - begin <= cap || this.#opened.has(begin)) continue;
      from.push(begin);
      to.push(end);
    }
    return new TimeFolds(this, perPixel, from, to);
  }
}

/**
 * Time with its long idle gaps folded, at one scale: turns an instant into shown seconds, that is
 * what is left of time once each fold takes no more than its width, and back. Both are exact, within
 * folds too: time runs faster there, and never backwards.
 */
export class TimeFolds {
  /** Seconds in a CSS pixel outside of folds. */
  readonly perPixel: number;
  readonly length: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly #folding: Folding;
  /** Seconds that a fold takes. */
  readonly #shown: number;
  /** When each fold begins, in shown seconds. */
  readonly #shownFrom: Float64Array;

  constructor(folding: Folding, perPixel: number, from: readonly number[], to: readonly number[]) {
    this.#folding = folding;
    this.perPixel = perPixel;
    this.length = from.length;
    this.from = from;
    this.to = to;
    this.#shown = perPixel * FOLD_WIDTH;
    this.#shownFrom = new Float64Array(from.length);
    let cut = 0;
    for (let index = 0; index < from.length; index += 1) {
      this.#shownFrom[index] = from[index]! - cut;
      cut += to[index]! - from[index]! - this.#shown;
    }
  }

  /** The same folding at another scale. */
  at(perPixel: number): TimeFolds {
    return this.#folding.at(perPixel);
  }

  /** The last fold that begins at or before `time`, -1 for none. */
  lastBefore(time: number): number {
    return lastAtOrBelow(this.from, time);
  }

  /** The fold in which `time` lies, its ends not counted; -1 for none. */
  foldAt(time: number): number {
    const index = this.lastBefore(time);
    return index >= 0 && time > this.from[index]! && time < this.to[index]! ? index : -1;
  }

  /** An instant in shown seconds. */
  shown(time: number): number {
    const index = this.lastBefore(time);
    if (index < 0) return time;
    const from = this.from[index]!;
    const to = this.to[index]!;
    const begin = this.#shownFrom[index]!;
    if (time >= to) return begin + this.#shown + (time - to);
    return begin + (this.#shown * (time - from)) / (to - from);
  }

  /** The instant at a shown second. */
  timeOf(shown: number): number {
    const index = lastAtOrBelow(this.#shownFrom, shown);
    if (index < 0) return shown;
    const from = this.from[index]!;
    const to = this.to[index]!;
    const within = shown - this.#shownFrom[index]!;
    if (within >= this.#shown) return to + (within - this.#shown);
    return from + ((to - from) * within) / this.#shown;
  }
}

function lastAtOrBelow(sorted: ArrayLike<number>, value: number): number {
  let low = -1;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}
