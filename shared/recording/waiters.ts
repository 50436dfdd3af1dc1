/** Which tasks await which, right now. */
export class Waiters {
  readonly #waiters = new Map<number, Set<number>>();

  add(waiter: number, awaited: number): void {
    const waiters = this.#waiters.get(awaited);
    if (waiters === undefined) this.#waiters.set(awaited, new Set([waiter]));
    else waiters.add(waiter);
  }

  remove(waiter: number, awaited: number): void {
    const waiters = this.#waiters.get(awaited);
    if (waiters?.delete(waiter) && waiters.size === 0) this.#waiters.delete(awaited);
  }

  /** Who awaits `awaited`, in the order in which they began. */
  of(awaited: number): Iterable<number> {
    return this.#waiters.get(awaited) ?? [];
  }
}
