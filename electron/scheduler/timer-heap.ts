/** Below this many entries, cancelled ones are not worth a sweep. */
const SWEEP_FROM = 100;
const INITIAL_CAPACITY = 64;

/** Something that stands in the heap until it is due. */
export interface Timer {
  cancelled(): boolean;
}

/**
 * Timers by due time; those due at the same time in the order in which they were added. A heap with
 * four children a node: half as deep as a binary one, and the keys of the children share a cache
 * line. Cancelled timers stay until they surface, or until they are more than half.
 */
export class TimerHeap<T extends Timer> {
  private keys = new Float64Array(INITIAL_CAPACITY);
  private ranks = new Float64Array(INITIAL_CAPACITY);
  private timers: T[] = [];
  private added = 0;
  private cancelledCount = 0;

  get size(): number {
    return this.timers.length;
  }

  /** How many of them are not cancelled, as far as was noted. */
  get waiting(): number {
    return Math.max(0, this.timers.length - this.cancelledCount);
  }

  add(when: number, timer: T): void {
    const size = this.timers.length;
    if (size === this.keys.length) this.grow();
    this.timers.push(timer);
    this.siftUp(size, when, this.added++, timer);
  }

  /** A timer in the heap was cancelled. */
  noteCancelled(): void {
    this.cancelledCount++;
    const size = this.timers.length;
    if (size > SWEEP_FROM && this.cancelledCount * 2 > size) this.sweep();
  }

  /** When the first timer that is not cancelled is due; Infinity if there is none. */
  nextTime(): number {
    for (;;) {
      const first = this.timers[0];
      if (first === undefined) return Infinity;
      if (!first.cancelled()) return this.keys[0] as number;
      this.removeFirst();
      if (this.cancelledCount > 0) this.cancelledCount--;
    }
  }

  /** Removes and returns the first timer if it is due before `time`, else null. */
  takeBefore(time: number): T | null {
    if (!((this.keys[0] as number) < time)) return null;
    return this.nextTime() < time ? this.removeFirst() : null;
  }

  /** The first `limit` timers that are not cancelled, in the order in which they will fire. */
  *first(limit: number): Generator<{ readonly when: number; readonly timer: T }> {
    const { keys, ranks, timers } = this;
    // Nodes whose parents were looked at: the next one in order is among them.
    const open = timers.length > 0 ? [0] : [];
    for (let left = limit; left > 0 && open.length > 0;) {
      let least = 0;
      for (let other = 1; other < open.length; other++) {
        const [a, b] = [open[other] as number, open[least] as number];
        const [whenA, whenB] = [keys[a] as number, keys[b] as number];
        if (whenA < whenB || (whenA === whenB && (ranks[a] as number) < (ranks[b] as number))) {
          least = other;
        }
      }
      const node = open[least] as number;
      const last = open.pop() as number;
      if (least < open.length) open[least] = last;
      for (let child = node * 4 + 1; child <= node * 4 + 4 && child < timers.length; child++) {
        open.push(child);
      }
      const timer = timers[node] as T;
      if (timer.cancelled()) continue;
      left--;
      yield { when: keys[node] as number, timer };
    }
  }

  clear(): void {
    this.timers = [];
    this.cancelledCount = 0;
  }

  private removeFirst(): T {
    const first = this.timers[0] as T;
    const last = this.timers.pop() as T;
    const size = this.timers.length;
    if (size > 0) this.siftDown(0, this.keys[size] as number, this.ranks[size] as number, last);
    return first;
  }

  private siftUp(start: number, key: number, rank: number, timer: T): void {
    const { keys, ranks, timers } = this;
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 2;
      // The newest timer has the highest rank: among equals it stays below.
      const parentKey = keys[parent] as number;
      if (parentKey < key || (parentKey === key && (ranks[parent] as number) < rank)) break;
      keys[index] = parentKey;
      ranks[index] = ranks[parent] as number;
      timers[index] = timers[parent] as T;
      index = parent;
    }
    keys[index] = key;
    ranks[index] = rank;
    timers[index] = timer;
  }

  private siftDown(start: number, key: number, rank: number, timer: T): void {
    const { keys, ranks, timers } = this;
    const size = timers.length;
    let index = start;
    for (;;) {
      const firstChild = index * 4 + 1;
      if (firstChild >= size) break;
      const end = Math.min(firstChild + 4, size);
      let least = firstChild;
      let leastKey = keys[firstChild] as number;
      for (let child = firstChild + 1; child < end; child++) {
        const childKey = keys[child] as number;
        if (
          childKey < leastKey ||
          (childKey === leastKey && (ranks[child] as number) < (ranks[least] as number))
        ) {
          least = child;
          leastKey = childKey;
        }
      }
      if (key < leastKey || (key === leastKey && rank < (ranks[least] as number))) break;
      keys[index] = leastKey;
      ranks[index] = ranks[least] as number;
      timers[index] = timers[least] as T;
      index = least;
    }
    keys[index] = key;
    ranks[index] = rank;
    timers[index] = timer;
  }

  private sweep(): void {
    const { keys, ranks, timers } = this;
    let kept = 0;
    for (let index = 0; index < timers.length; index++) {
      const timer = timers[index] as T;
      if (timer.cancelled()) continue;
      keys[kept] = keys[index] as number;
      ranks[kept] = ranks[index] as number;
      timers[kept] = timer;
      kept++;
    }
    timers.length = kept;
    this.cancelledCount = 0;
    for (let index = (kept - 2) >> 2; index >= 0; index--) {
      this.siftDown(index, keys[index] as number, ranks[index] as number, timers[index] as T);
    }
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    const ranks = new Float64Array(this.ranks.length * 2);
    keys.set(this.keys);
    ranks.set(this.ranks);
    this.keys = keys;
    this.ranks = ranks;
  }
}
