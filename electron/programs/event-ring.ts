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

export class RingWriter {
  readonly #positions: Int32Array;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #capacity: number;

  constructor(ring: SharedArrayBuffer) {
    this.#positions = new Int32Array(ring, 0, 2);
    this.#capacity = ring.byteLength - PREFIX_BYTES;
    this.#bytes = Buffer.from(ring, PREFIX_BYTES);
    this.#view = new DataView(ring, PREFIX_BYTES);
  }

  append(kind: number, time: number, task: number, detail: number, a: number, text: string): void {
    const kept = text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
    const at = this.#reserve(RECORD_BYTES + kept.length * MAX_BYTES_PER_CHARACTER + ALIGNMENT);
    const textBytes = kept === "" ? 0 : this.#bytes.write(kept, at + RECORD_BYTES, "utf8");
    const length = aligned(RECORD_BYTES + textBytes);
    const view = this.#view;
    view.setUint32(at, length, true);
    view.setUint8(at + 4, kind);
    view.setUint8(at + 5, detail);
    view.setUint32(at + 8, task, true);
    view.setUint32(at + 12, a, true);
    view.setFloat64(at + 16, time, true);
    view.setUint32(at + 24, textBytes, true);
    Atomics.add(this.#positions, WRITTEN, length);
  }

  /** Copies whole records that were laid out elsewhere. */
  appendRecords(records: Uint8Array): void {
    const at = this.#reserve(records.length);
    this.#bytes.set(records, at);
    Atomics.add(this.#positions, WRITTEN, records.length);
  }

  /** Waits until `length` bytes in a row are free, and gives where they begin. */
  #reserve(length: number): number {
    const written = Atomics.load(this.#positions, WRITTEN);
    const at = (written >>> 0) % this.#capacity;
    const left = this.#capacity - at;
    if (length <= left) {
      this.#waitForSpace(written, length);
      return at;
    }
    this.#waitForSpace(written, left + length);
    this.#view.setUint32(at, left, true);
    this.#view.setUint8(at + 4, GAP);
    Atomics.add(this.#positions, WRITTEN, left);
    return 0;
  }

  #waitForSpace(written: number, length: number): void {
    for (;;) {
      const read = Atomics.load(this.#positions, READ);
      if (this.#capacity - ((written - read) >>> 0) >= length) return;
      Atomics.wait(this.#positions, READ, read, LOOK_AGAIN_MS);
    }
  }
}

export class RingReader {
  readonly #positions: Int32Array;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #capacity: number;

  constructor(ring: SharedArrayBuffer) {
    this.#positions = new Int32Array(ring, 0, 2);
    this.#capacity = ring.byteLength - PREFIX_BYTES;
    this.#bytes = Buffer.from(ring, PREFIX_BYTES);
    this.#view = new DataView(ring, PREFIX_BYTES);
  }

  /**
   * Takes up to `most` events out, and wakes a writer that waits for their space.
   * @returns how many there were
   */
  drain(most: number, append: Append): number {
    const written = Atomics.load(this.#positions, WRITTEN);
    const from = Atomics.load(this.#positions, READ);
    const view = this.#view;
    let position = from;
    let count = 0;
    while (position !== written && count < most) {
      const at = (position >>> 0) % this.#capacity;
      const kind = view.getUint8(at + 4);
      if (kind !== GAP) {
        append(
          kind,
          view.getFloat64(at + 16, true),
          view.getUint32(at + 8, true),
          view.getUint8(at + 5),
          view.getUint32(at + 12, true),
          this.#textAt(at),
        );
        count += 1;
      }
      position = (position + view.getUint32(at, true)) | 0;
    }
    if (position !== from) {
      Atomics.store(this.#positions, READ, position);
      Atomics.notify(this.#positions, READ);
    }
    return count;
  }

  #textAt(record: number): string {
    const length = this.#view.getUint32(record + 24, true);
    if (length === 0) return "";
    const start = record + RECORD_BYTES;
    return this.#bytes.toString("utf8", start, start + length);
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
