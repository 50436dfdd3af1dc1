/**
 * What became of the cancels that were thrown into tasks: which tasks go on after one, and how many
 * each has taken back since. Only tasks that got a cancel cost anything.
 */
export class CancelWatch {
  /** What `cancelling()` is known to be, by task. */
  readonly #counts = new Map<number, number>();

  requested(task: number): void {
    const count = this.#counts.get(task);
    if (count !== undefined) this.#counts.set(task, count + 1);
  }

  delivered(task: number, cancelling: number): void {
    this.#counts.set(task, cancelling);
  }

  /** A step of `task` is over. @returns whether the task took cancels back in it */
  hasWithdrawn(task: number, cancelling: number): boolean {
    // Asked after every step: mostly nobody was cancelled.
    if (this.#counts.size === 0) return false;
    const count = this.#counts.get(task);
    if (count === undefined || cancelling === count) return false;
    this.#counts.set(task, cancelling);
    return cancelling < count;
  }

  /** `task` is over. @returns whether a cancel was thrown into it */
  ended(task: number): boolean {
    return this.#counts.delete(task);
  }
}
