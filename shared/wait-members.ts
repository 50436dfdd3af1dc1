/** The most members that one row tells of: what its column `detail` holds. */
export const MAX_MEMBERS_A_ROW = 255;
/** Ranges kept of one wait. A task group that others join for hours, out of order, knows the first ones; the rest is counted. */
const MAX_RANGES = 4_096;
/** Numbers a range takes: its first task, and how many. */
const STRIDE = 2;

/** Tasks with consecutive numbers. */
export interface TaskRange {
  readonly first: number;
  readonly count: number;
}

/** The tasks for whose ends waiting tasks wait, by the slots of those that wait. */
export class WaitMembers {
  readonly #ranges = new Map<number, number[]>();
  /** How many more there are, which were not told one by one. */
  readonly #untold = new Map<number, number>();

  /** @param first 0 for tasks that are only counted */
  add(slot: number, first: number, count: number): void {
    const ranges = this.#ranges.get(slot);
    if (first === 0 || (ranges !== undefined && ranges.length === MAX_RANGES * STRIDE)) {
      this.#untold.set(slot, (this.#untold.get(slot) ?? 0) + count);
    } else if (ranges === undefined) this.#ranges.set(slot, [first, count]);
    else if (ranges.at(-2)! + ranges.at(-1)! === first) ranges[ranges.length - 1]! += count;
    else ranges.push(first, count);
  }

  delete(slot: number): void {
    this.#ranges.delete(slot);
    this.#untold.delete(slot);
  }

  /** In their order. */
  *rangesOf(slot: number): Generator<TaskRange> {
    const ranges = this.#ranges.get(slot) ?? [];
    for (let at = 0; at < ranges.length; at += STRIDE) {
      yield { first: ranges[at]!, count: ranges[at + 1]! };
    }
  }

  /** Whether `task` is one of those that were told one by one. */
  has(slot: number, task: number): boolean {
    const ranges = this.#ranges.get(slot);
    if (ranges === undefined) return false;
    for (let at = 0; at < ranges.length; at += STRIDE) {
      if (task >= ranges[at]! && task < ranges[at]! + ranges[at + 1]!) return true;
    }
    return false;
  }

  untoldOf(slot: number): number {
    return this.#untold.get(slot) ?? 0;
  }

  /** The slots of tasks that have members. */
  slots(): Iterable<number> {
    return this.#ranges.keys();
  }

  /** Takes over all that `other` holds, which stays as it is. */
  copyFrom(other: WaitMembers): void {
    this.clear();
    for (const [slot, ranges] of other.#ranges) this.#ranges.set(slot, ranges.slice());
    for (const [slot, count] of other.#untold) this.#untold.set(slot, count);
  }

  clear(): void {
    this.#ranges.clear();
    this.#untold.clear();
  }
}
