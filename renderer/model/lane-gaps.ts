const INITIAL_CAPACITY = 64;
/** Idle gaps kept. When there are more, the short ones go: a screen shows some dozens. */
const MAX_GAPS = 8_192;
/** The shortest gap that is kept at first, in seconds. It doubles whenever there are too many. */
const MIN_GAP = 1e-3;

/**
 * When nothing at all happened: the gaps between the events of all lanes in which no task ran, in
 * order and apart from each other. Times in seconds.
 *
 * Told of every event as it comes. Those of a delta come in order, which costs two comparisons;
 * those of a snapshot come task by task, and cut the gaps that are there.
 */
export class LaneGaps {
  /** How many gaps there are. */
  length = 0;
  /** When each gap begins. */
  from = new Float64Array(INITIAL_CAPACITY);
  /** When each gap ends. */
  to = new Float64Array(INITIAL_CAPACITY);
  /** Goes up whenever the gaps change. */
  version = 0;
  #first = NaN;
  #last = NaN;
  #least = MIN_GAP;

  /** Takes in that something went on from `from` to `to`; both the same for what takes no time. */
  occupy(from: number, to: number): void {
    if (from >= this.#last) {
      if (from - this.#last >= this.#least) this.#insert(this.length, this.#last, from);
      this.#last = to;
      return;
    }
    if (to > this.#last) this.#last = to;
    if (this.length > 0 && from < this.to[this.length - 1]!) this.#cut(from, to);
    if (from >= this.#first) return;
    // Before everything that was known, or, not being a number, the first of all.
    if (Number.isNaN(this.#first)) this.#last = to;
    else if (this.#first - to >= this.#least) this.#insert(0, to, this.#first);
    this.#first = from;
  }

  clear(): void {
    this.length = 0;
    this.version += 1;
    this.#first = NaN;
    this.#last = NaN;
    this.#least = MIN_GAP;
  }

  /** Takes `from` to `to` out of the gaps. */
  #cut(from: number, to: number): void {
    let index = this.#firstEndingAfter(from);
    while (index < this.length && this.from[index]! < to) {
      const begin = this.from[index]!;
      const end = this.to[index]!;
      if (end === from || (from === to && begin === from)) {
        index += 1;
        continue;
      }
      this.#remove(index);
      if (from - begin >= this.#least) {
        this.#insert(index, begin, from);
        index += 1;
      }
      if (end - to >= this.#least) {
        this.#insert(index, to, end);
        index += 1;
      }
    }
  }

  #firstEndingAfter(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.to[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(index: number, from: number, to: number): void {
    if (this.length === MAX_GAPS) {
      this.#dropShort();
      if (to - from < this.#least) return;
      index = this.#firstEndingAfter(from);
    }
    if (this.length === this.from.length) this.#grow();
    if (index < this.length) {
      this.from.copyWithin(index + 1, index, this.length);
      this.to.copyWithin(index + 1, index, this.length);
    }
    this.from[index] = from;
    this.to[index] = to;
    this.length += 1;
    this.version += 1;
  }

  #remove(index: number): void {
    this.from.copyWithin(index, index + 1, this.length);
    this.to.copyWithin(index, index + 1, this.length);
    this.length -= 1;
    this.version += 1;
  }

  /** Makes room: at least half of the gaps go. */
  #dropShort(): void {
    while (this.length > MAX_GAPS / 2) {
      this.#least *= 2;
      let kept = 0;
      for (let index = 0; index < this.length; index += 1) {
        if (this.to[index]! - this.from[index]! < this.#least) continue;
        this.from[kept] = this.from[index]!;
        this.to[kept] = this.to[index]!;
        kept += 1;
      }
      this.length = kept;
    }
    this.version += 1;
  }

  #grow(): void {
    const { from, to } = this;
    (this.from = new Float64Array(from.length * 2)).set(from);
    (this.to = new Float64Array(to.length * 2)).set(to);
  }
}
