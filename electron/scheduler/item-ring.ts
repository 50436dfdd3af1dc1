/** A power of two, as every capacity, so that an index wraps with a mask. */
const MIN_CAPACITY = 16;

/** A ring that emptied keeps this much at most: a burst is not paid for ever. */
const MAX_IDLE_CAPACITY = 1024;

/**
 * First in, first out, in one array that is used as a circle: no allocation an item, and none at all
 * once the capacity fits the load.
 */
export class ItemRing<T> {
  private slots: (T | undefined)[] = emptySlots([], MIN_CAPACITY);
  private mask = MIN_CAPACITY - 1;
  private head = 0;
  size = 0;

  /** Adds an item at the end. */
  add(item: T): void {
    if (this.size > this.mask) this.resize(2 * this.slots.length);
    this.slots[(this.head + this.size) & this.mask] = item;
    this.size++;
  }

  /** Takes the item at the front. The ring must not be empty. */
  take(): T {
    const head = this.head;
    const item = this.slots[head] as T;
    // The slot must not keep alive what somebody else owns now.
    this.slots[head] = undefined;
    this.head = (head + 1) & this.mask;
    if (--this.size === 0 && this.mask >= MAX_IDLE_CAPACITY) this.resize(MAX_IDLE_CAPACITY);
    return item;
  }

  private resize(capacity: number): void {
    const items: (T | undefined)[] = [];
    for (let i = 0; i < this.size; i++) items.push(this.slots[(this.head + i) & this.mask]);
    this.slots = emptySlots(items, capacity);
    this.mask = capacity - 1;
    this.head = 0;
  }
}

/** Pads by pushing: an array made at full length counts as one with holes, and is read more slowly. */
function emptySlots<T>(items: (T | undefined)[], capacity: number): (T | undefined)[] {
  while (items.length < capacity) items.push(undefined);
  return items;
}
