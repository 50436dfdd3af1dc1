const PAGE_BITS = 10;
const PAGE = 1 << PAGE_BITS;
const OFFSET = PAGE - 1;

/** What `get` gives for a task that the index does not hold. */
export const NOT_INDEXED = -1;

/**
 * A number from 0 on for each task, such as the place of its columns, by the task's own: a look-up
 * for every event, and so without hashing.
 *
 * Tasks are numbered from 1 on and mostly leave in the order in which they came, so that a page of
 * consecutive numbers is full for a while and then let go as a whole.
 */
export class TaskIndex {
  #pages: (Int32Array | undefined)[] = [];
  /** How many tasks each page holds. */
  #counts: number[] = [];

  /** The number of `task`, `NOT_INDEXED` if it has none. */
  get(task: number): number {
    const page = this.#pages[task >>> PAGE_BITS];
    return page === undefined ? NOT_INDEXED : page[task & OFFSET]!;
  }

  /** @param value from 0 on */
  set(task: number, value: number): void {
    const number = task >>> PAGE_BITS;
    const page = this.#pages[number] ?? this.#addPage(number);
    if (page[task & OFFSET] === NOT_INDEXED) this.#counts[number]! += 1;
    page[task & OFFSET] = value;
  }

  delete(task: number): void {
    const number = task >>> PAGE_BITS;
    const page = this.#pages[number];
    if (page === undefined || page[task & OFFSET] === NOT_INDEXED) return;
    page[task & OFFSET] = NOT_INDEXED;
    this.#counts[number]! -= 1;
    if (this.#counts[number] === 0) this.#pages[number] = undefined;
  }

  /** Takes over all that `other` holds. */
  copyFrom(other: TaskIndex): void {
    this.#pages = other.#pages.map((page) => page?.slice());
    this.#counts = other.#counts.slice();
  }

  clear(): void {
    this.#pages = [];
    this.#counts = [];
  }

  #addPage(number: number): Int32Array {
    while (this.#pages.length <= number) {
      this.#pages.push(undefined);
      this.#counts.push(0);
    }
    const page = new Int32Array(PAGE).fill(NOT_INDEXED);
    this.#pages[number] = page;
    this.#counts[number] = 0;
    return page;
  }
}
