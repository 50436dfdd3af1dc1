/**
 * A binary heap that moves its items exactly as Python's `heapq` does: items that compare equal come
 * out in the same order there and here, although that is not their order of arrival.
 *
 * Compares before it moves anything: when `compare` throws, the heap stays as it was.
 */
export class ItemHeap<T> {
  private readonly items: T[] = [];
  private readonly compare: (a: T, b: T) => number;

  /** @param compare negative when `a` comes out before `b`, as for `Array.sort` */
  constructor(compare: (a: T, b: T) => number) {
    this.compare = compare;
  }

  get size(): number {
    return this.items.length;
  }

  /** Adds an item. */
  add(item: T): void {
    const items = this.items;
    let position = items.length;
    while (position > 0) {
      const parent = (position - 1) >> 1;
      if (!(this.compare(item, items[parent] as T) < 0)) break;
      position = parent;
    }
    items.push(item);
    for (let hole = items.length - 1; hole > position;) {
      const parent = (hole - 1) >> 1;
      items[hole] = items[parent] as T;
      hole = parent;
    }
    items[position] = item;
  }

  /** Takes the smallest item. The heap must not be empty. */
  take(): T {
    const items = this.items;
    const end = items.length - 1;
    const last = items[end] as T;
    // Down to a leaf along the smaller children first, then up to where the last item belongs. It is
    // a large one, so this compares less often than stopping on the way down.
    let position = 0;
    for (let child = 1; child < end; child = 2 * position + 1) {
      const right = child + 1;
      if (right < end && !(this.compare(items[child] as T, items[right] as T) < 0)) child = right;
      position = child;
    }
    while (position > 0 && this.compare(last, items[position] as T) < 0) {
      position = (position - 1) >> 1;
    }
    items.pop();
    if (end === 0) return last;
    // Every item between there and the root moves one level up; the one at the root comes out.
    let carried = last;
    for (let hole = position; ; hole = (hole - 1) >> 1) {
      const moved = items[hole] as T;
      items[hole] = carried;
      carried = moved;
      if (hole === 0) return carried;
    }
  }
}
