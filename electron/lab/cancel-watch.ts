/** Lowest bit of an entry: whether a cancel was thrown into the task. The others hold its count. */
const DELIVERED = 1;
const COUNT_UNIT = 2;

/**
 * What became of cancels: which tasks go on after one that was thrown into them, and how many each
 * has taken back since it was asked. Only tasks that got a cancel cost anything.
 */
export class CancelWatch {
  /** What `cancelling()` is known to be, by task, above the bit `DELIVERED`. */
  readonly #entries = new Map<number, number>();

  /** Whether a task that got a cancel is not over: mostly nobody was cancelled. */
  get hasAny(): boolean {
    return this.#entries.size > 0;
  }

  /** @param cancelling how many requests there were before this one */
  requested(task: number, cancelling: number): void {
    const delivered = (this.#entries.get(task) ?? 0) & DELIVERED;
    this.#entries.set(task, (cancelling + 1) * COUNT_UNIT + delivered);
  }

  delivered(task: number, cancelling: number): void {
    this.#entries.set(task, cancelling * COUNT_UNIT + DELIVERED);
  }

  /** A step of `task` is over. @returns whether the task took cancels back in it */
  hasWithdrawn(task: number, cancelling: number): boolean {
    const entry = this.#entries.get(task);
    if (entry === undefined) return false;
    const count = entry >>> 1;
    if (cancelling === count) return false;
    this.#entries.set(task, cancelling * COUNT_UNIT + (entry & DELIVERED));
    return cancelling < count;
  }

  /** `task` is over. @returns whether a cancel was thrown into it */
  ended(task: number): boolean {
    const entry = this.#entries.get(task);
    if (entry === undefined) return false;
    this.#entries.delete(task);
    return (entry & DELIVERED) !== 0;
  }
}
