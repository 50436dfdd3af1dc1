/** Resume a task. */
export const OP_STEP = 0;
/** Tell the listeners of a future that it is done. */
export const OP_NOTIFY = 1;
/** End a sleep whose timer is due. */
export const OP_WAKE_SLEEP = 2;
/** Call a callback. */
export const OP_HANDLE = 3;

const INITIAL_CAPACITY = 64;

/**
 * What is ready to run, first in, first out: two parallel rings, a byte that says what to do and the
 * object to do it with. The byte spares the loop a look into objects of many shapes.
 */
export class ReadyQueue {
  private operations = new Uint8Array(INITIAL_CAPACITY);
  private subjects: unknown[] = new Array<unknown>(INITIAL_CAPACITY).fill(null);
  private mask = INITIAL_CAPACITY - 1;
  private head = 0;
  /** How many entries there are. */
  length = 0;

  push(operation: number, subject: unknown): void {
    if (this.length > this.mask) this.grow();
    const slot = (this.head + this.length) & this.mask;
    this.operations[slot] = operation;
    this.subjects[slot] = subject;
    this.length++;
  }

  /** The operation of the first entry; the queue must not be empty. */
  peekOperation(): number {
    return this.operations[this.head] as number;
  }

  /** Removes the first entry and returns its subject. */
  shift(): unknown {
    const slot = this.head;
    const subject = this.subjects[slot];
    this.subjects[slot] = null;
    this.head = (slot + 1) & this.mask;
    this.length--;
    return subject;
  }

  clear(): void {
    this.operations = new Uint8Array(INITIAL_CAPACITY);
    this.subjects = new Array<unknown>(INITIAL_CAPACITY).fill(null);
    this.mask = INITIAL_CAPACITY - 1;
    this.head = 0;
    this.length = 0;
  }

  private grow(): void {
    const capacity = (this.mask + 1) * 2;
    const operations = new Uint8Array(capacity);
    const subjects = new Array<unknown>(capacity).fill(null);
    for (let index = 0; index < this.length; index++) {
      const slot = (this.head + index) & this.mask;
      operations[index] = this.operations[slot] as number;
      subjects[index] = this.subjects[slot];
    }
    this.operations = operations;
    this.subjects = subjects;
    this.mask = capacity - 1;
    this.head = 0;
  }
}
