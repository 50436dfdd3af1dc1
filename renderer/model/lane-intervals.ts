import { grown } from "../../shared/grown";
import { addTotals, BLOCK_INTERVALS, extentSize, LaneArena, sizeClassFor } from "./lane-arena";
import { encode, isOver, LaneState, stateIn, textIn, withText } from "./lane-code";
import { LaneGaps } from "./lane-gaps";
import type { LaneReader } from "./lane-reader";

const INITIAL_LANES = 64;
/** No interval's code. */
export const NO_CODE = -1;
/** Lanes shorter than this forget nothing. */
const MIN_FORGETTING_INTERVALS = 1_024;

/** What a lane let go of. */
interface Forgotten {
  readonly lane: number;
  /** Its intervals before this one are gone, and it stands for them. */
  readonly skipped: number;
}

/** The intervals of every lane: where they lie in the arena, and how many there are. Which lane is whose task's is not known here. */
export class LaneIntervals {
  /** How many intervals there are in all lanes. */
  size = 0;
  /** When nothing happened in any lane. */
  readonly gaps = new LaneGaps();
  readonly #arena = new LaneArena();
  #address = new Uint32Array(INITIAL_LANES);
  #sizeClass = new Uint8Array(INITIAL_LANES);
  #count = new Uint32Array(INITIAL_LANES);
  /** How many intervals the lane's extent holds. */
  #capacity = new Uint32Array(INITIAL_LANES);

  /** Bytes that the intervals take. */
  get bytes(): number {
    return this.#arena.bytes;
  }

  /** How many intervals a lane has. */
  count(lane: number): number {
    return this.#count[lane]!;
  }

  /** Points `reader` at a lane. */
  read(lane: number, reader: LaneReader): void {
    const address = this.#address[lane]!;
    reader.point(this.#arena.page(address), this.#arena.offset(address), this.#count[lane]!);
  }

  /** When a lane begins, in seconds. */
  firstTime(lane: number): number {
    const address = this.#address[lane]!;
    return this.#arena.page(address).time[this.#arena.offset(address)]!;
  }

  /** When a lane's last interval began, in seconds. */
  lastTime(lane: number): number {
    const address = this.#address[lane]!;
    return this.#arena.page(address).time[this.#arena.offset(address) + this.#count[lane]! - 1]!;
  }

  /** What a lane does now: see `encode`. */
  lastCode(lane: number): number {
    const address = this.#address[lane]!;
    return this.#arena.page(address).code[this.#arena.offset(address) + this.#count[lane]! - 1]!;
  }

  /** Gives a lane room. */
  open(lane: number): void {
    if (lane >= this.#count.length) this.#grow();
    const sizeClass = sizeClassFor(1);
    this.#address[lane] = this.#arena.allocate(sizeClass);
    this.#sizeClass[lane] = sizeClass;
    this.#capacity[lane] = extentSize(sizeClass);
    this.#count[lane] = 0;
  }

  /**
   * Adds an interval to a lane, unless its task is over. One that would begin before the last one (a
   * clock that was set back) begins with it.
   * @param time in seconds
   * @returns the code of the interval before, `NO_CODE` if it is the first
   */
  append(lane: number, time: number, code: number, a: number): number {
    const count = this.#count[lane]!;
    if (count === this.#capacity[lane]) this.#move(lane, this.#sizeClass[lane]! + 1, count);
    const address = this.#address[lane]!;
    const page = this.#arena.page(address);
    const place = this.#arena.offset(address) + count;
    let before = NO_CODE;
    let busyFrom = time;
    if (count > 0) {
      before = page.code[place - 1]!;
      if (isOver(stateIn(before))) return before;
      time = Math.max(time, page.time[place - 1]!);
      busyFrom = stateIn(before) === LaneState.RUNNING ? page.time[place - 1]! : time;
    }
    this.gaps.occupy(busyFrom, time);
    page.time[place] = time;
    page.code[place] = code;
    page.a[place] = a;
    if (count % BLOCK_INTERVALS === 0 && count > 0) addTotals(page, place - count, count);
    this.#count[lane] = count + 1;
    this.size += 1;
    return before;
  }

  /** Keeps a lane's last interval alone, behind one that stands for all before it. There are two at least. */
  foldPast(lane: number): void {
    const count = this.#count[lane]!;
    const page = this.#arena.page(this.#address[lane]!);
    const offset = this.#arena.offset(this.#address[lane]!);
    const last = offset + count - 1;
    // It is not known to have been idle.
    this.gaps.occupy(page.time[offset]!, page.time[last]!);
    page.code[offset] = encode(LaneState.UNRECORDED, 0, 0);
    page.time[offset + 1] = page.time[last]!;
    page.code[offset + 1] = page.code[last]!;
    page.a[offset + 1] = page.a[last]!;
    this.#count[lane] = 2;
    this.size -= count - 2;
  }

  /** Forgets the older half of the longest of the lanes below `end`. @returns null if all of them are short */
  forgetSome(end: number): Forgotten | null {
    let longest = 0;
    for (let lane = 1; lane < end; lane += 1) {
      if (this.#count[lane]! > this.#count[longest]!) longest = lane;
    }
    const count = this.#count[longest]!;
    if (count < MIN_FORGETTING_INTERVALS) return null;
    const skipped = Math.floor(count / 2 / BLOCK_INTERVALS) * BLOCK_INTERVALS;
    const begin = this.firstTime(longest);
    const kept = count - skipped;
    this.#move(longest, sizeClassFor(kept), kept, skipped);
    this.#count[longest] = kept;
    this.size -= skipped;
    // The first one that is left stands for all that was forgotten.
    const page = this.#arena.page(this.#address[longest]!);
    const offset = this.#arena.offset(this.#address[longest]!);
    page.time[offset] = begin;
    page.code[offset] = encode(LaneState.UNRECORDED, 0, 0);
    page.a[offset] = 0;
    for (let index = BLOCK_INTERVALS; index < kept; index += BLOCK_INTERVALS) {
      addTotals(page, offset, index);
    }
    return { lane: longest, skipped };
  }

  /** Gives the texts of a lane other numbers. */
  renumberTexts(lane: number, renumber: (text: number) => number): void {
    const { code } = this.#arena.page(this.#address[lane]!);
    const offset = this.#arena.offset(this.#address[lane]!);
    for (let place = offset; place < offset + this.#count[lane]!; place += 1) {
      const text = textIn(code[place]!);
      if (text !== 0) code[place] = withText(code[place]!, renumber(text));
    }
  }

  /** Lets go of a lane. */
  release(lane: number): void {
    this.size -= this.#count[lane]!;
    this.#arena.release(this.#address[lane]!, this.#sizeClass[lane]!);
    this.#count[lane] = 0;
  }

  clear(): void {
    this.size = 0;
    this.gaps.clear();
    this.#arena.clear();
    this.#count.fill(0);
  }

  /** Moves `count` intervals of a lane, from number `skip` on, into an extent of another size class. */
  #move(lane: number, sizeClass: number, count: number, skip = 0): void {
    const from = this.#sizeClass[lane]!;
    this.#address[lane] = this.#arena.move(this.#address[lane]!, from, sizeClass, count, skip);
    this.#sizeClass[lane] = sizeClass;
    this.#capacity[lane] = extentSize(sizeClass);
  }

  #grow(): void {
    const lanes = this.#count.length * 2;
    this.#address = grown(this.#address, new Uint32Array(lanes));
    this.#sizeClass = grown(this.#sizeClass, new Uint8Array(lanes));
    this.#count = grown(this.#count, new Uint32Array(lanes));
    this.#capacity = grown(this.#capacity, new Uint32Array(lanes));
  }
}
