import type { EventBatch } from "../../shared/batch";
import { BatchBuilder } from "../../shared/batch-builder";
import { TaskTable } from "../../shared/reduce";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import type { Settings } from "../../shared/settings";
import { snapshotInSteps, snapshotOf } from "../../shared/snapshot";
import {
  CHUNK_EVENTS,
  CHUNKS_EVICTED_AT_ONCE,
  HELD_GROWTH,
  LOG_TEXT_PER_EVENT,
  MAX_TEXT_LENGTH,
} from "./limits";

interface LogLimits {
  /** Events kept. */
  readonly events: number;
  /** Characters of text kept. */
  readonly text: number;
}

/** What a session's log keeps, by the settings. */
export function logLimits({ historyEvents }: Pick<Settings, "historyEvents">): LogLimits {
  return { events: historyEvents, text: historyEvents * LOG_TEXT_PER_EVENT };
}

/** What a log held at one moment. It stays as it is while the log goes on. */
export interface LogCapture {
  /** Gives the tasks as they were before its first event, as events that rebuild them, after steps of a few milliseconds. */
  readonly snapshot: Iterator<void, EventBatch>;
  /** How many events there are from the log's start on. */
  readonly events: number;
  /** They can be gone through once: what was read is let go. */
  readonly batches: Iterable<EventBatch>;
}

/**
 * The events of one epoch of a session, numbered from 0, of which the last ones are kept.
 *
 * Past its bounds the oldest chunk leaves. Its events go into a table first, so that the log can
 * always say in a snapshot what the world looked like before its first event; tasks that had ended
 * by then leave that table whole.
 */
export class EventLog {
  /** They hold from the next chunk on. */
  limits: LogLimits;
  readonly #chunks: BatchBuilder[] = [new BatchBuilder(0)];
  readonly #before = new TaskTable();
  /** The last chunk that left, for the next one: a full log writes to no memory that it did not have. */
  #spare: BatchBuilder | null = null;
  /** Events before this one were captured: somebody may go through them yet, and their chunks are not written to again. */
  #captured = 0;
  #last = this.#chunks[0]!;
  /** Characters in all chunks but the last. */
  #text = 0;
  #evictedTasks = 0;
  /** Who looks at what has been. */
  #holds = 0;
  #onDirty: (() => void) | null = null;
  #onEvicted: ((tasks: readonly number[]) => void) | null = null;
  #dirty = false;

  constructor(limits: LogLimits = logLimits(DEFAULT_SETTINGS)) {
    this.limits = limits;
  }

  /** The number of the oldest event that is kept. */
  get start(): number {
    return this.#chunks[0]!.firstSeq;
  }

  /** The number that the next event gets. */
  get end(): number {
    return this.#last.nextSeq;
  }

  get evicted(): { events: number; tasks: number } {
    return { events: this.start, tasks: this.#evictedTasks };
  }

  /**
   * Calls `listener` at the first event after every `clean()`, once: who sends events needs to know
   * that there are some, not how many.
   */
  set onDirty(listener: (() => void) | null) {
    this.#onDirty = listener;
  }

  get onDirty(): (() => void) | null {
    return this.#onDirty;
  }

  /** Calls `listener` with the tasks that leave the log: all of them are over. */
  set onEvicted(listener: ((tasks: readonly number[]) => void) | null) {
    this.#onEvicted = listener;
  }

  clean(): void {
    this.#dirty = false;
  }

  append(kind: number, time: number, task: number, detail: number, a: number, text: string): void {
    if (this.#last.length === CHUNK_EVENTS) this.#addChunk();
    this.#last.append(
      kind,
      time,
      task,
      detail,
      a,
      text.length > MAX_TEXT_LENGTH ? cut(text) : text,
    );
    if (!this.#dirty) {
      this.#dirty = true;
      this.#onDirty?.();
    }
  }

  /**
   * Up to `max` events from number `from` on, which must be kept still. May give fewer: one batch
   * never crosses a chunk. It is a view, to be read before the log goes on: what leaves the log makes
   * room for what comes. What is to stay as it is, is captured.
   */
  read(from: number, max: number): EventBatch {
    if (from < this.start || from > this.end) {
      throw new RangeError(`Event ${from} is not in the log (${this.start} to ${this.end}).`);
    }
    const index = Math.min(Math.floor((from - this.start) / CHUNK_EVENTS), this.#chunks.length - 1);
    const events = this.#chunks[index]!;
    const offset = from - events.firstSeq;
    return events.slice(offset, Math.min(events.length, offset + max));
  }

  /**
   * Keeps what the log holds while somebody looks at it, up to `HELD_GROWTH` times its bounds.
   * @returns lets go again; call it once
   */
  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (held) this.#holds -= 1;
      held = false;
    };
  }

  /** The tasks as they were before event number `start`, as events that rebuild them. */
  snapshot(): EventBatch {
    return snapshotOf(this.#before, this.start);
  }

  /** What the log holds now: it costs little until it is read, and the log may go on meanwhile. */
  capture(): LogCapture {
    this.#captured = this.end;
    const chunks = this.#chunks.map((chunk) => ({ chunk, length: chunk.length }));
    return {
      snapshot: snapshotInSteps(this.#before, this.start),
      events: this.end - this.start,
      batches: slicesOf(chunks),
    };
  }

  #addChunk(): void {
    this.#text += this.#last.textLength;
    this.#last = this.#nextChunk();
    this.#chunks.push(this.#last);
    for (let evicted = 0; evicted < CHUNKS_EVICTED_AT_ONCE; evicted += 1) {
      if (this.#chunks.length === 1 || !this.#isOverLimits()) break;
      this.#evictChunk();
    }
  }

  #nextChunk(): BatchBuilder {
    const spare = this.#spare;
    // A log that has filled one chunk is likely to fill the next: its columns need not grow.
    if (spare === null) return new BatchBuilder(this.end, CHUNK_EVENTS);
    this.#spare = null;
    spare.restart(this.end);
    return spare;
  }

  #isOverLimits(): boolean {
    const growth = this.#holds > 0 ? HELD_GROWTH : 1;
    const full = this.end - this.start + CHUNK_EVENTS;
    return full > this.limits.events * growth || this.#text > this.limits.text * growth;
  }

  #evictChunk(): void {
    const chunk = this.#chunks.shift()!;
    this.#text -= chunk.textLength;
    this.#before.applyAll(chunk.slice());
    const gone = this.#before.evictFinished(chunk.nextSeq);
    this.#evictedTasks += gone.length;
    if (chunk.firstSeq >= this.#captured) this.#spare = chunk;
    if (gone.length > 0) this.#onEvicted?.(gone);
  }
}

function* slicesOf(chunks: { chunk: BatchBuilder; length: number }[]): Generator<EventBatch> {
  for (let next = chunks.shift(); next !== undefined; next = chunks.shift()) {
    // Rows that were captured never change, so that the length alone says which of them were there.
    if (next.length > 0) yield next.chunk.slice(0, next.length);
  }
}

/** By way of bytes: a slice would keep all of the text that it was cut from alive. */
function cut(text: string): string {
  const kept = Buffer.from(text.slice(0, MAX_TEXT_LENGTH - 1), "utf16le");
  return `${kept.toString("utf16le")}…`;
}
