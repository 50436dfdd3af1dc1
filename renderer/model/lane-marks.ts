const INITIAL_CAPACITY = 64;
/** No mark: where a chain of marks ends. */
export const NO_MARK = -1;

/** Marks kept for one lane. A task that is cancelled more often than this shows the first ones; its count stays exact. */
export const MAX_MARKS_PER_LANE = 256;
/** Of these, the awaits kept: they leave room for cancels. */
export const MAX_AWAITS_PER_LANE = 128;

export const MarkKind = {
  CANCEL_REQUESTED: 0,
  CANCEL_DELIVERED: 1,
  /** Another task began to await this one. */
  AWAITED: 2,
} as const;
export type MarkKind = (typeof MarkKind)[keyof typeof MarkKind];

/** The marks of a lane: an index into these columns, linked through `next`. */
export class LaneMarks {
  time = new Float64Array(INITIAL_CAPACITY);
  kind = new Uint8Array(INITIAL_CAPACITY);
  /** Who asked for the cancel, 0 for the user or the host; or who awaits. */
  by = new Uint32Array(INITIAL_CAPACITY);
  text = new Uint32Array(INITIAL_CAPACITY);
  /** The lane's next mark, `NO_MARK` after its last. */
  next = new Int32Array(INITIAL_CAPACITY);
  #used = 0;
  #free = NO_MARK;

  /** Adds a mark after `last`, `NO_MARK` if it is the lane's first. @returns its index */
  add(last: number, kind: MarkKind, time: number, by: number, text: number): number {
    const mark = this.#take();
    this.time[mark] = time;
    this.kind[mark] = kind;
    this.by[mark] = by;
    this.text[mark] = text;
    this.next[mark] = NO_MARK;
    if (last !== NO_MARK) this.next[last] = mark;
    return mark;
  }

  /** Lets go of the chain that begins at `first` and ends at `last`. */
  release(first: number, last: number): void {
    if (first === NO_MARK) return;
    this.next[last] = this.#free;
    this.#free = first;
  }

  clear(): void {
    this.#used = 0;
    this.#free = NO_MARK;
  }

  #take(): number {
    if (this.#free !== NO_MARK) {
      const mark = this.#free;
      this.#free = this.next[mark]!;
      return mark;
    }
    if (this.#used === this.time.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    const capacity = this.time.length * 2;
    const { time, kind, by, text, next } = this;
    (this.time = new Float64Array(capacity)).set(time);
    (this.kind = new Uint8Array(capacity)).set(kind);
    (this.by = new Uint32Array(capacity)).set(by);
    (this.text = new Uint32Array(capacity)).set(text);
    (this.next = new Int32Array(capacity)).set(next);
  }
}
