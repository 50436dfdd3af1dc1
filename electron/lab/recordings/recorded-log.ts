import type { EventBatch } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import type { Recording } from "../../../shared/recording/recording";
import type { PublishedLog } from "../publisher";

/** The events of a recording, to be followed as those of a live session are: nothing is ever added. */
export class RecordedLog implements PublishedLog {
  readonly start: number;
  readonly end: number;
  readonly evicted: { events: number; tasks: number };
  onDirty: (() => void) | null = null;
  readonly #batches: readonly EventBatch[];
  readonly #snapshot: EventBatch;

  /** @param recording null for one without events */
  constructor(recording: Recording | null) {
    this.start = recording?.info.first ?? 0;
    this.end = this.start + (recording?.events ?? 0);
    this.evicted = { events: this.start, tasks: recording?.info.evictedTasks ?? 0 };
    this.#batches = recording?.batches ?? [];
    this.#snapshot = recording?.snapshot ?? new BatchBuilder(this.start).slice();
  }

  clean(): void {
    // It is never dirty.
  }

  hold(): () => void {
    // Nothing ever leaves it.
    return () => undefined;
  }

  /** As `EventLog.read` does. The texts are those of the whole batch. */
  read(from: number, max: number): EventBatch {
    if (from < this.start || from > this.end) {
      throw new RangeError(`Event ${from} is not in the recording (${this.start} to ${this.end}).`);
    }
    const batch = this.#batches[this.#indexOf(from)];
    if (batch === undefined) return new BatchBuilder(from).slice();
    const offset = from - batch.firstSeq;
    return part(batch, offset, Math.min(batch.length, offset + max));
  }

  snapshot(): EventBatch {
    return this.#snapshot;
  }

  /** The index of the batch that holds event `seq`; of none, past the last one. */
  #indexOf(seq: number): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const batch = this.#batches[middle]!;
      if (batch.firstSeq + batch.length <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function part(batch: EventBatch, from: number, to: number): EventBatch {
  if (from === 0 && to === batch.length) return batch;
  return {
    firstSeq: batch.firstSeq + from,
    length: to - from,
    time: batch.time.subarray(from, to),
    task: batch.task.subarray(from, to),
    a: batch.a.subarray(from, to),
    text: batch.text.subarray(from, to),
    kind: batch.kind.subarray(from, to),
    detail: batch.detail.subarray(from, to),
    texts: batch.texts,
  };
}
