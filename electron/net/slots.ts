/** One who waits for a place; without `enter` once it has one, or waits no more. */
interface Waiter {
  enter: (() => void) | null;
}

/** Waiters that were served are kept until there are this many and they are the larger part. */
const MIN_SERVED_TO_FORGET = 1_024;

/**
 * A number of places that are taken and given back; who finds none waits, first come, first served.
 *
 * undici queues on its own, but a request that is aborted in its queue stays there until its turn.
 */
export class Slots {
  readonly #queue: Waiter[] = [];
  #free: number;
  #served = 0;

  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Takes a place. Each has to be given back with `release`.
   * @throws the signal's reason when it aborts before there is a place; then none was taken
   */
  async acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiter.enter = null;
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        enter: () => {
          signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      this.#queue.push(waiter);
      signal.addEventListener("abort", leave, { once: true });
    });
  }

  release(): void {
    const enter = this.#nextInLine();
    if (enter === null) this.#free += 1;
    else enter();
  }

  #nextInLine(): (() => void) | null {
    while (this.#served < this.#queue.length) {
      const waiter = this.#queue[this.#served++]!;
      const { enter } = waiter;
      waiter.enter = null;
      if (enter === null) continue;
      this.#forgetServed();
      return enter;
    }
    this.#queue.length = this.#served = 0;
    return null;
  }

  #forgetServed(): void {
    if (this.#served < MIN_SERVED_TO_FORGET || this.#served * 2 < this.#queue.length) return;
    this.#queue.splice(0, this.#served);
    this.#served = 0;
  }
}
