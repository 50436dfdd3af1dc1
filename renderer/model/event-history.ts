import type { EventBatch } from "../../shared/batch";
import { isAboutResource } from "../../shared/events";

/** Events in one chunk: larger wastes more on a short run, smaller keeps texts that recur more often. A power of two. */
const CHUNK_EVENTS = 16_384;

/** Consecutive events that are added to. Rows never change, so that a reader may keep it. */
class Chunk implements EventBatch {
  readonly firstSeq: number;
  length = 0;
  readonly time = new Float64Array(CHUNK_EVENTS);
  readonly task = new Uint32Array(CHUNK_EVENTS);
  readonly a = new Uint32Array(CHUNK_EVENTS);
  readonly text = new Uint32Array(CHUNK_EVENTS);
  readonly kind = new Uint8Array(CHUNK_EVENTS);
  readonly detail = new Uint8Array(CHUNK_EVENTS);
  readonly texts: string[] = [];
  readonly #references = new Map<string, number>();

  constructor(firstSeq: number) {
    this.firstSeq = firstSeq;
  }

  /** Adds rows of `batch` from `from` on. @returns how many had room */
  append(batch: EventBatch, from: number): number {
    const at = this.length;
    const count = Math.min(batch.length - from, CHUNK_EVENTS - at);
    const to = from + count;
    this.time.set(batch.time.subarray(from, to), at);
    this.task.set(batch.task.subarray(from, to), at);
    this.a.set(batch.a.subarray(from, to), at);
    this.kind.set(batch.kind.subarray(from, to), at);
    this.detail.set(batch.detail.subarray(from, to), at);
    const own = new Uint32Array(batch.texts.length + 1);
    for (let row = from; row < to; row += 1) {
      const reference = batch.text[row]!;
      if (reference === 0) continue;
      this.text[at + row - from] = own[reference] ||= this.#intern(batch.texts[reference - 1]!);
    }
    this.length = at + count;
    return count;
  }

  #intern(text: string): number {
    let reference = this.#references.get(text);
    if (reference === undefined) {
      reference = this.texts.push(text);
      this.#references.set(text, reference);
    }
    return reference;
  }
}

/** The events of a run one by one, the oldest of which can be let go of: 22 bytes an event, and each text once a chunk. */
export class EventHistory {
  #chunks: Chunk[] = [];
  #end = 0;

  /** The number of the oldest event that is held; `end` if there is none. */
  get start(): number {
    return this.#chunks[0]?.firstSeq ?? this.#end;
  }

  /** The number that the next event gets. */
  get end(): number {
    return this.#end;
  }

  /** Begins anew: the next event has the number `seq`. */
  reset(seq: number): void {
    this.#chunks = [];
    this.#end = seq;
  }

  /** Adds a batch that begins at `end`. */
  append(batch: EventBatch): void {
    let from = 0;
    while (from < batch.length) {
      let last = this.#chunks.at(-1);
      if (last === undefined || last.length === CHUNK_EVENTS) {
        last = new Chunk(this.#end);
        this.#chunks.push(last);
      }
      const taken = last.append(batch, from);
      from += taken;
      this.#end += taken;
    }
  }

  /** Lets go of events below `seq`, a chunk at a time: some of them may stay. */
  dropBefore(seq: number): void {
    const kept = this.#chunks.findIndex((chunk) => chunk.firstSeq + chunk.length > seq);
    if (kept !== 0) this.#chunks = kept === -1 ? [] : this.#chunks.slice(kept);
  }

  /** The events that hold number `seq`, which `start` and `end` bound; null outside of them. */
  batchAt(seq: number): EventBatch | null {
    if (seq < this.start || seq >= this.#end) return null;
    return this.#chunks[Math.floor((seq - this.start) / CHUNK_EVENTS)]!;
  }

  /** The number of the first event after the instant `time`, in seconds; `end` if there is none. */
  seqAfter(time: number): number {
    let low = this.start;
    let high = this.#end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.timeOf(middle) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** When event `seq` happened, in seconds; NaN if it is not held. */
  timeOf(seq: number): number {
    const batch = this.batchAt(seq);
    return batch === null ? NaN : batch.time[seq - batch.firstSeq]!;
  }

  /** The number of the last event of `task` at exactly `time`, in seconds, of one kind or, with null, of any; null if none is held. */
  lastOf(task: number, kind: number | null, time: number): number | null {
    for (let seq = this.seqAfter(time) - 1; seq >= this.start; seq -= 1) {
      const batch = this.batchAt(seq)!;
      const index = seq - batch.firstSeq;
      if (batch.time[index] !== time) return null;
      const isKind =
        kind === null ? !isAboutResource(batch.kind[index]!) : batch.kind[index] === kind;
      if (batch.task[index] === task && isKind) return seq;
    }
    return null;
  }

  /** Calls `visit` with every event from `from` up to `to`, which is left out; both within what is held. */
  forEach(from: number, to: number, visit: (batch: EventBatch, index: number) => void): void {
    let seq = from;
    while (seq < to) {
      const batch = this.batchAt(seq)!;
      const first = batch.firstSeq;
      const end = Math.min(to, first + batch.length);
      for (; seq < end; seq += 1) visit(batch, seq - first);
    }
  }
}
