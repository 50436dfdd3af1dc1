import { BLOCK_INTERVALS } from "./lane-arena";
import type { IntervalPage } from "./lane-arena";
import { detailIn, isOver, LaneState, stateIn, textIn } from "./lane-code";

const EMPTY: IntervalPage = {
  time: new Float64Array(0),
  code: new Uint32Array(0),
  a: new Uint32Array(0),
  ran: new Float64Array(0),
  ready: new Float64Array(0),
};

/** Seconds that a lane ran and was ready before some instant. */
export interface Spent {
  ran: number;
  ready: number;
}

/**
 * One lane's intervals, by index. A reader is a place to look from: `Lanes.read` points it at a lane,
 * and it may be pointed at another, so that drawing a frame allocates nothing. It stays valid until
 * the lanes change.
 */
export class LaneReader {
  /** How many intervals there are. The last one is open, or, if the task is over, empty. */
  count = 0;
  #page = EMPTY;
  #offset = 0;

  /** Called by `Lanes.read`. */
  point(page: IntervalPage, offset: number, count: number): void {
    this.#page = page;
    this.#offset = offset;
    this.count = count;
  }

  /** When interval `index` begins, in seconds. */
  start(index: number): number {
    return this.#page.time[this.#offset + index]!;
  }

  /** When interval `index` ends; `now` if it has not ended. */
  end(index: number, now: number): number {
    if (index + 1 < this.count) return this.#page.time[this.#offset + index + 1]!;
    return isOver(this.state(index)) ? this.start(index) : Math.max(now, this.start(index));
  }

  state(index: number): LaneState {
    return stateIn(this.#page.code[this.#offset + index]!);
  }

  /** The `WaitReason` of a waiting interval. */
  reason(index: number): number {
    return detailIn(this.#page.code[this.#offset + index]!);
  }

  /** The number of the interval's text, 0 for none: `Lanes.text` has the words. */
  text(index: number): number {
    return textIn(this.#page.code[this.#offset + index]!);
  }

  /** Waiting: the awaited task, or, asleep, how long (float32 bits). Ready: who woke it. 0 for none. */
  a(index: number): number {
    return this.#page.a[this.#offset + index]!;
  }

  /** When the task was created. */
  get begin(): number {
    return this.start(0);
  }

  /** Whether the task is over. */
  get over(): boolean {
    return this.count > 0 && isOver(this.state(this.count - 1));
  }

  /** When the task ended; `now` while it is pending. */
  lastTime(now: number): number {
    return this.end(this.count - 1, now);
  }

  /**
   * The interval at `time`, that is the last one that begins at or before it; -1 before the first.
   * @param from an interval that begins at or before `time`, where the search starts: walking forward
   *   costs the logarithm of the distance, not of the lane
   */
  indexAt(time: number, from = -1): number {
    const times = this.#page.time;
    const offset = this.#offset;
    let low = from;
    let step = 1;
    while (low + step < this.count && times[offset + low + step]! <= time) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.count);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (times[offset + middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * How long the lane ran and was ready before `time`, which lies in interval `index`. At most a
   * block of intervals is looked at, however many there are.
   */
  spentBefore(time: number, index: number, into: Spent): void {
    const { time: times, code: codes } = this.#page;
    const offset = this.#offset;
    const block = Math.floor(index / BLOCK_INTERVALS);
    const first = block * BLOCK_INTERVALS;
    let ran = 0;
    let ready = 0;
    if (block > 0) {
      const at = Math.floor(offset / BLOCK_INTERVALS) + block;
      ran = this.#page.ran[at]!;
      ready = this.#page.ready[at]!;
    }
    for (let place = offset + first; place <= offset + index; place += 1) {
      const state = stateIn(codes[place]!);
      if (state >= LaneState.WAITING) continue;
      const end = place === offset + index ? time : times[place + 1]!;
      if (state === LaneState.RUNNING) ran += end - times[place]!;
      else ready += end - times[place]!;
    }
    into.ran = ran;
    into.ready = ready;
  }
}
