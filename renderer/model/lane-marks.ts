import { grown } from "../../shared/grown";

const INITIAL_CAPACITY = 64;
/** No mark: where a chain of marks ends. */
export const NO_MARK = -1;

/** Marks kept for one lane. A task that is cancelled more often than this shows the first ones; its count stays exact. */
export const MAX_MARKS_PER_LANE = 256;
/** Of these, the awaits kept: they leave room for cancels. */
const MAX_AWAITS_PER_LANE = 128;

export const MarkKind = {
  CANCEL_REQUESTED: 0,
  CANCEL_DELIVERED: 1,
  /** Another task began to await this one. */
  AWAITED: 2,
} as const;
export type MarkKind = (typeof MarkKind)[keyof typeof MarkKind];

/** The marks of every lane: an index into these columns, linked through `next`. */
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
  /** By lane, as is what follows. */
  #first = new Int32Array(INITIAL_CAPACITY);
  #last = new Int32Array(INITIAL_CAPACITY);
  #count = new Uint16Array(INITIAL_CAPACITY);

  /** A lane's first mark, `NO_MARK` for none. */
  first(lane: number): number {
    return this.#first[lane]!;
  }

  /** A new lane, which has no marks. */
  open(lane: number): void {
    if (lane >= this.#first.length) this.#growLanes();
    this.#first[lane] = NO_MARK;
    this.#last[lane] = NO_MARK;
    this.#count[lane] = 0;
  }

  /** Adds a mark to a lane. @returns false if it has as many as are kept */
  add(lane: number, kind: MarkKind, time: number, by: number, text: number): boolean {
    const most = kind === MarkKind.AWAITED ? MAX_AWAITS_PER_LANE : MAX_MARKS_PER_LANE;
    if (this.#count[lane]! >= most) return false;
    const mark = this.#take();
    this.time[mark] = time;
    this.kind[mark] = kind;
    this.by[mark] = by;
    this.text[mark] = text;
    this.next[mark] = NO_MARK;
    if (this.#first[lane] === NO_MARK) this.#first[lane] = mark;
    else this.next[this.#last[lane]!] = mark;
    this.#last[lane] = mark;
    this.#count[lane]! += 1;
    return true;
  }

  /** Whether the last that came to a lane is that `task` awaits it. */
  wasLastAwaitedBy(lane: number, task: number): boolean {
    const last = this.#last[lane]!;
    return last !== NO_MARK && this.kind[last] === MarkKind.AWAITED && this.by[last] === task;
  }

  /** Lets go of a lane's marks. */
  release(lane: number): void {
    const first = this.#first[lane]!;
    if (first === NO_MARK) return;
    this.next[this.#last[lane]!] = this.#free;
    this.#free = first;
    this.open(lane);
  }

  /** Gives the texts of a lane's marks other numbers. */
  renumberTexts(lane: number, renumber: (text: number) => number): void {
    for (let mark = this.#first[lane]!; mark !== NO_MARK; mark = this.next[mark]!) {
      this.text[mark] = renumber(this.text[mark]!);
    }
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
    this.time = grown(this.time, new Float64Array(capacity));
    this.kind = grown(this.kind, new Uint8Array(capacity));
    this.by = grown(this.by, new Uint32Array(capacity));
    this.text = grown(this.text, new Uint32Array(capacity));
    this.next = grown(this.next, new Int32Array(capacity));
  }

  #growLanes(): void {
    const lanes = this.#first.length * 2;
    this.#first = grown(this.#first, new Int32Array(lanes));
    this.#last = grown(this.#last, new Int32Array(lanes));
    this.#count = grown(this.#count, new Uint16Array(lanes));
  }
}
