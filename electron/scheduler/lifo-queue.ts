import { Queue, type ItemStore } from "./queue";

/**
 * A queue that gives the newest item first.
 *
 * @example
 * function* main() {
 *   const queue = new LifoQueue<number>();
 *   for (const item of [1, 2, 3]) queue.putNowait(item);
 *   print(yield* queue.get(), yield* queue.get()); // 3 2
 * }
 * await run(main());
 */
export class LifoQueue<T> extends Queue<T> {
  /** @param maxsize how many items it takes before `put` waits; zero or less for any number */
  constructor(maxsize = 0) {
    super(maxsize, new ItemStack<T>());
  }

  protected override className(): string {
    return "LifoQueue";
  }
}

class ItemStack<T> implements ItemStore<T> {
  private readonly items: T[] = [];

  get size(): number {
    return this.items.length;
  }

  add(item: T): void {
    this.items.push(item);
  }

  take(): T {
    return this.items.pop() as T;
  }
}
