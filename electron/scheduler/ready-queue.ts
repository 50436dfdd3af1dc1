/** Resume a task. */
export const OP_STEP = 0;
/** Tell the listeners of a future that it is done. */
export const OP_NOTIFY = 1;
/** End a sleep whose timer is due. */
export const OP_WAKE_SLEEP = 2;
/** Call a callback. */
export const OP_HANDLE = 3;

/** Small enough to stay in the cache, large enough that a change of chunks is rare. */
const CHUNK_SIZE = 1024;

/** A piece of the queue: in parallel, a byte that says what to do and the object to do it with. */
class Chunk {
  readonly operations = new Uint8Array(CHUNK_SIZE);
  readonly subjects: unknown[] = new Array<unknown>(CHUNK_SIZE).fill(null);
  next: Chunk | null = null;
}

/**
 * What is ready to run, first in, first out. The byte of an entry spares the loop a look into
 * objects of many shapes. A chain of chunks instead of one ring: a queue that grows copies nothing,
 * and one that stays short begins its chunk again each time it was empty.
 */
export class ReadyQueue {
  private head = new Chunk();
  private tail = this.head;
  private headIndex = 0;
  private tailIndex = 0;
  /** A chunk to use again. */
  private spare: Chunk | null = null;
  /** How many entries there are. */
  length = 0;

  push(operation: number, subject: unknown): void {
    if (this.tailIndex === CHUNK_SIZE) this.addChunk();
    const { tail, tailIndex } = this;
    tail.operations[tailIndex] = operation;
    tail.subjects[tailIndex] = subject;
    this.tailIndex = tailIndex + 1;
    this.length++;
  }

  /** The operation of the first entry; the queue must not be empty. */
  peekOperation(): number {
    if (this.headIndex === CHUNK_SIZE) this.dropChunk();
    return this.head.operations[this.headIndex] as number;
  }

  /** Removes the first entry, whose operation was looked at, and returns its subject. */
  shift(): unknown {
    const { head, headIndex } = this;
    const subject = head.subjects[headIndex];
    head.subjects[headIndex] = null;
    this.headIndex = headIndex + 1;
    if (--this.length === 0) {
      this.headIndex = 0;
      this.tailIndex = 0;
    }
    return subject;
  }

  /** Looks at the first `limit` entries, in order, and leaves them where they are. */
  *first(limit: number): Generator<{ readonly operation: number; readonly subject: unknown }> {
    let chunk: Chunk | null = this.head;
    let index = this.headIndex;
    for (let left = Math.min(limit, this.length); left > 0 && chunk !== null; left--) {
      if (index === CHUNK_SIZE) {
        chunk = chunk.next;
        index = 0;
        if (chunk === null) return;
      }
      yield { operation: chunk.operations[index] as number, subject: chunk.subjects[index] };
      index++;
    }
  }

  clear(): void {
    this.head = new Chunk();
    this.tail = this.head;
    this.headIndex = 0;
    this.tailIndex = 0;
    this.spare = null;
    this.length = 0;
  }

  private addChunk(): void {
    const chunk = this.spare ?? new Chunk();
    this.spare = null;
    this.tail.next = chunk;
    this.tail = chunk;
    this.tailIndex = 0;
  }

  private dropChunk(): void {
    const empty = this.head;
    this.head = empty.next as Chunk;
    this.headIndex = 0;
    empty.next = null;
    this.spare = empty;
  }
}
