import { LaneState, stateIn } from "./lane-code";

/** Intervals in one page of an arena, and in one block of running totals. Both powers of two. */
const PAGE_BITS = 16;
const PAGE_INTERVALS = 1 << PAGE_BITS;
const BLOCK_BITS = 4;
export const BLOCK_INTERVALS = 1 << BLOCK_BITS;
/** The smallest extent: most tasks are scheduled, run, wait, are ready, run again and are done. */
const MIN_EXTENT = 8;
/** The largest extent that shares its page with others. Larger ones can be given back to the system. */
const MAX_SHARED_CLASS = 9;
const MAX_SHARED_EXTENT = MIN_EXTENT << MAX_SHARED_CLASS;

/** Bytes an interval takes in its columns, its share of the running totals included. */
const BYTES_PER_INTERVAL = 8 + 4 + 4 + (8 + 8) / BLOCK_INTERVALS;

/** Columns of intervals: an interval begins at its `time` and ends where the next one begins. */
export interface IntervalPage {
  /** When the interval begins, in seconds. */
  readonly time: Float64Array;
  /** What the lane was doing: see `encode`. */
  readonly code: Uint32Array;
  /** A number that belongs to the code: a task's id or the bits of a duration. */
  readonly a: Uint32Array;
  /** Seconds that the lane ran before the first interval of each block. */
  readonly ran: Float64Array;
  /** Seconds that it was ready before the first interval of each block. */
  readonly ready: Float64Array;
}

/**
 * Memory for the intervals of all lanes.
 *
 * Each lane has one extent: consecutive places in a page, so that a moment is found by binary
 * search. A full extent moves into one of the next size class, and what it leaves is used again;
 * appending stays constant on average, and a lane of six intervals costs 136 bytes instead of three
 * typed arrays. Large extents have a page of their own, which goes when they go.
 *
 * An address is a page's number and an offset in it, in one integer.
 */
export class LaneArena {
  /** Indexed by page number. A page of its own that was let go leaves a hole, which is filled first. */
  readonly #pages: (IntervalPage | null)[] = [];
  readonly #holes: number[] = [];
  /** Addresses of extents to use again, by size class. */
  readonly #free: number[][] = [];
  #bump = 0;
  #bumpPage = -1;
  #capacity = 0;

  /** Bytes taken, used or not. */
  get bytes(): number {
    return this.#capacity * BYTES_PER_INTERVAL;
  }

  page(address: number): IntervalPage {
    return this.#pages[address >>> PAGE_BITS]!;
  }

  offset(address: number): number {
    return address & (PAGE_INTERVALS - 1);
  }

  /** An extent of a size class. Its content is whatever was there before. */
  allocate(sizeClass: number): number {
    const size = extentSize(sizeClass);
    if (sizeClass > MAX_SHARED_CLASS) return this.#addPage(size) * PAGE_INTERVALS;
    const reused = this.#free[sizeClass]?.pop();
    if (reused !== undefined) return reused;
    // Extents begin on a block, so that a block never belongs to two lanes with running totals.
    const carved = Math.max(size, BLOCK_INTERVALS);
    if (this.#bumpPage < 0 || this.#bump + carved > PAGE_INTERVALS) this.#startPage();
    const address = this.#bumpPage * PAGE_INTERVALS + this.#bump;
    this.#bump += carved;
    for (let offset = size; offset < carved; offset += size) {
      this.release(address + offset, sizeClass);
    }
    return address;
  }

  /** Takes back an extent of a size class. */
  release(address: number, sizeClass: number): void {
    if (sizeClass > MAX_SHARED_CLASS) {
      const page = address >>> PAGE_BITS;
      this.#pages[page] = null;
      this.#holes.push(page);
      this.#capacity -= extentSize(sizeClass);
      return;
    }
    (this.#free[sizeClass] ??= []).push(address);
  }

  /**
   * Moves `count` intervals, from number `skip` on, into an extent of another size class.
   * @param skip a whole number of blocks
   * @returns the new extent's address
   */
  move(address: number, fromClass: number, toClass: number, count: number, skip = 0): number {
    const target = this.allocate(toClass);
    const from = this.page(address);
    const to = this.page(target);
    const start = this.offset(address) + skip;
    const end = start + count;
    const at = this.offset(target);
    to.time.set(from.time.subarray(start, end), at);
    to.code.set(from.code.subarray(start, end), at);
    to.a.set(from.a.subarray(start, end), at);
    if (skip + count > BLOCK_INTERVALS) {
      const firstBlock = start >>> BLOCK_BITS;
      const lastBlock = (end + BLOCK_INTERVALS - 1) >>> BLOCK_BITS;
      to.ran.set(from.ran.subarray(firstBlock, lastBlock), at >>> BLOCK_BITS);
      to.ready.set(from.ready.subarray(firstBlock, lastBlock), at >>> BLOCK_BITS);
    }
    this.release(address, fromClass);
    return target;
  }

  clear(): void {
    this.#pages.length = 0;
    this.#holes.length = 0;
    this.#free.length = 0;
    this.#bump = 0;
    this.#bumpPage = -1;
    this.#capacity = 0;
  }

  #startPage(): void {
    // What is left of the page before serves small extents.
    const small = sizeClassFor(BLOCK_INTERVALS);
    while (this.#bumpPage >= 0 && this.#bump < PAGE_INTERVALS) {
      this.release(this.#bumpPage * PAGE_INTERVALS + this.#bump, small);
      this.#bump += BLOCK_INTERVALS;
    }
    this.#bumpPage = this.#addPage(PAGE_INTERVALS);
    this.#bump = 0;
  }

  #addPage(intervals: number): number {
    const page = this.#holes.pop() ?? this.#pages.length;
    this.#pages[page] = {
      time: new Float64Array(intervals),
      code: new Uint32Array(intervals),
      a: new Uint32Array(intervals),
      ran: new Float64Array(intervals >>> BLOCK_BITS),
      ready: new Float64Array(intervals >>> BLOCK_BITS),
    };
    this.#capacity += intervals;
    return page;
  }
}

/** How many intervals an extent of a size class holds: doubling while small, then by a half and a third in turn. */
export function extentSize(sizeClass: number): number {
  if (sizeClass <= MAX_SHARED_CLASS) return MIN_EXTENT << sizeClass;
  const steps = sizeClass - MAX_SHARED_CLASS;
  const doubled = MAX_SHARED_EXTENT * 2 ** (steps >> 1);
  return steps % 2 === 0 ? doubled : doubled * 1.5;
}

/** The smallest size class that holds `count` intervals. */
export function sizeClassFor(count: number): number {
  let sizeClass = 0;
  while (extentSize(sizeClass) < count) sizeClass += 1;
  return sizeClass;
}

/**
 * Stores the running totals of the block that begins with a lane's interval number `index`, a
 * multiple of `BLOCK_INTERVALS` above 0, whose time is set already.
 * @param offset where the lane begins in `page`
 */
export function addTotals(page: IntervalPage, offset: number, index: number): void {
  const block = (offset + index) >>> BLOCK_BITS;
  let ran = index === BLOCK_INTERVALS ? 0 : page.ran[block - 1]!;
  let ready = index === BLOCK_INTERVALS ? 0 : page.ready[block - 1]!;
  for (let place = offset + index - BLOCK_INTERVALS; place < offset + index; place += 1) {
    const state = stateIn(page.code[place]!);
    const seconds = page.time[place + 1]! - page.time[place]!;
    if (state === LaneState.RUNNING) ran += seconds;
    else if (state === LaneState.READY || state === LaneState.SCHEDULED) ready += seconds;
  }
  page.ran[block] = ran;
  page.ready[block] = ready;
}
