/**
 * A ring of bytes in shared memory through which events leave the thread that makes them. What was
 * written stays readable whatever becomes of that thread: it may spin, be killed, or run out of
 * memory. A full ring makes the writer wait, so that it costs no more than its size.
 *
 *     record: u32 bytes of all · u8 kind · u8 detail · u16 · u32 task · u32 a · f64 time
 *             · u32 bytes of text · u32 · text (UTF-8), padded to a multiple of eight
 *
 * A record of kind 0 is the gap before the end of the ring. Little-endian, like the machine.
 */
import { Buffer } from "node:buffer";
import { MAX_TEXT_LENGTH } from "../lab/limits";

const WRITTEN = 0;
const READ = 1;
/** Before the records: how many bytes were ever written, and how many read, both modulo 2^32. */
const PREFIX_BYTES = 64;
const RECORD_BYTES = 32;
const ALIGNMENT = 8;
const GAP = 0;
const MAX_BYTES_PER_CHARACTER = 3;
/** A writer that waits looks again after so many milliseconds, should a wake-up have been missed. */
const LOOK_AGAIN_MS = 100;

type Append = (
  kind: number,
  time: number,
  task: number,
  detail: number,
  a: number,
  text: string,
) => void;

/** @param bytes a power of two */
export function createRing(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(PREFIX_BYTES + bytes);
}

/** The memory of a ring in the widths in which it is read and written: a DataView costs twice as much. */
class RingMemory {
  readonly positions: Int32Array;
  readonly bytes: Buffer;
  readonly words: Uint32Array;
  readonly doubles: Float64Array;
  readonly capacity: number;

  constructor(ring: SharedArrayBuffer) {
    this.positions = new Int32Array(ring, 0, 2);
    this.bytes = Buffer.from(ring, PREFIX_BYTES);
    this.words = new Uint32Array(ring, PREFIX_BYTES);
    this.doubles = new Float64Array(ring, PREFIX_BYTES);
    this.capacity = ring.byteLength - PREFIX_BYTES;
  }
}

export class RingWriter {
  readonly #memory: RingMemory;
  /** Nobody else writes: what stands in shared memory is a copy. */
  #written: number;
  /** As it was when it was looked at last. It only ever grows. */
  #read = 0;

  constructor(ring: SharedArrayBuffer) {
    this.#memory = new RingMemory(ring);
    this.#written = Atomics.load(this.#memory.positions, WRITTEN);
    this.#read = Atomics.load(this.#memory.positions, READ);
  }

  append(kind: number, time: number, task: number, detail: number, a: number, text: string): void {
    const { bytes, words, doubles } = this.#memory;
    let textBytes = 0;
    let at: number;
    if (text === "") {
      at = this.#reserve(RECORD_BYTES);
    } else {
      const kept = text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
      at = this.#reserve(RECORD_BYTES + aligned(kept.length * MAX_BYTES_PER_CHARACTER));
      textBytes = bytes.write(kept, at + RECORD_BYTES, "utf8");
    }
    const length = RECORD_BYTES + aligned(textBytes);
    const word = at >> 2;
    words[word] = length;
    bytes[at + 4] = kind;
    bytes[at + 5] = detail;
    words[word + 2] = task;
    words[word + 3] = a;
    doubles[(at >> 3) + 2] = time;
    words[word + 6] = textBytes;
    this.#publish(length);
  }

  /** Copies whole records that were laid out elsewhere. */
  appendRecords(records: Uint8Array): void {
    const at = this.#reserve(records.length);
    this.#memory.bytes.set(records, at);
    this.#publish(records.length);
  }

  /** Waits until `length` bytes in a row are free, and gives where they begin. */
  #reserve(length: number): number {
    const { words, bytes, capacity } = this.#memory;
    const at = (this.#written >>> 0) % capacity;
    const left = capacity - at;
    if (length <= left) {
      this.#waitForSpace(length);
      return at;
    }
    this.#waitForSpace(left + length);
    words[at >> 2] = left;
    bytes[at + 4] = GAP;
    this.#publish(left);
    return 0;
  }

  #publish(length: number): void {
    this.#written = (this.#written + length) | 0;
    Atomics.store(this.#memory.positions, WRITTEN, this.#written);
  }

  #waitForSpace(length: number): void {
    const { capacity, positions } = this.#memory;
    while (capacity - ((this.#written - this.#read) >>> 0) < length) {
      const read = Atomics.load(positions, READ);
      if (read === this.#read) Atomics.wait(positions, READ, read, LOOK_AGAIN_MS);
      this.#read = read;
    }
  }
}

export class RingReader {
  readonly #memory: RingMemory;

  constructor(ring: SharedArrayBuffer) {
    this.#memory = new RingMemory(ring);
  }

  /**
   * Takes up to `most` events out, and wakes a writer that waits for their space.
   * @returns how many there were
   */
  drain(most: number, append: Append): number {
    const { positions, bytes, words, doubles, capacity } = this.#memory;
    const written = Atomics.load(positions, WRITTEN);
    const from = Atomics.load(positions, READ);
    let position = from;
    let count = 0;
    while (position !== written && count < most) {
      const at = (position >>> 0) % capacity;
      const word = at >> 2;
      const kind = bytes[at + 4]!;
      if (kind !== GAP) {
        const textBytes = words[word + 6]!;
        const start = at + RECORD_BYTES;
        const text = textBytes === 0 ? "" : bytes.toString("utf8", start, start + textBytes);
        const time = doubles[(at >> 3) + 2]!;
        append(kind, time, words[word + 2]!, bytes[at + 5]!, words[word + 3]!, text);
        count += 1;
      }
      position = (position + words[word]!) | 0;
    }
    if (position !== from) {
      Atomics.store(positions, READ, position);
      Atomics.notify(positions, READ);
    }
    return count;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
