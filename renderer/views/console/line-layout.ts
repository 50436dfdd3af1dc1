const INITIAL_LINES = 256;

/**
 * Where each line of the console lies, for lines that may be higher than one: which of them are in
 * sight is found without measuring all. A line counts as one row until it was seen and measured.
 *
 * Appending costs nothing per line that is there; a measured height moves those behind it.
 */
export class LineLayout {
  readonly #rowHeight: number;
  #heights = new Float32Array(INITIAL_LINES);
  /** `#tops[i]` is where line `i` begins, valid up to `#settled`. */
  #tops = new Float64Array(INITIAL_LINES + 1);
  #settled = 0;
  #count = 0;

  /** @param rowHeight height of a line that does not wrap, in CSS pixels */
  constructor(rowHeight: number) {
    this.#rowHeight = rowHeight;
  }

  /** Height of all lines, in CSS pixels. */
  get height(): number {
    this.#settle();
    return this.#tops[this.#count]!;
  }

  /** Goes on with `count` lines: those beyond the old count are new. */
  grow(count: number): void {
    if (count > this.#heights.length) {
      const capacity = Math.max(count, this.#heights.length * 2);
      const heights = new Float32Array(capacity);
      heights.set(this.#heights);
      const tops = new Float64Array(capacity + 1);
      tops.set(this.#tops);
      this.#heights = heights;
      this.#tops = tops;
    }
    this.#heights.fill(this.#rowHeight, this.#count, count);
    this.#count = count;
  }

  /** Begins anew with `count` lines. */
  reset(count: number): void {
    this.#count = 0;
    this.#settled = 0;
    this.grow(count);
  }

  /** @returns whether that changed anything */
  measured(index: number, height: number): boolean {
    if (index >= this.#count || Math.abs(this.#heights[index]! - height) < 0.5) return false;
    this.#heights[index] = height;
    this.#settled = Math.min(this.#settled, index);
    return true;
  }

  top(index: number): number {
    this.#settle();
    return this.#tops[index]!;
  }

  /** The line that lies at `y`, in CSS pixels; the last one below all of them. */
  at(y: number): number {
    this.#settle();
    let low = 0;
    let high = Math.max(0, this.#count - 1);
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#tops[middle]! <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #settle(): void {
    for (let index = this.#settled; index < this.#count; index += 1) {
      this.#tops[index + 1] = this.#tops[index]! + this.#heights[index]!;
    }
    this.#settled = this.#count;
  }
}
