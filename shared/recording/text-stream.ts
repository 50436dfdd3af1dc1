import type { EventBatch } from "../batch";
import type { RecordedRun } from "./recording";

/** Rows written between two turns of the host: about two milliseconds' worth. */
const MAX_CHUNK_ROWS = 1_024;
/** Characters after which a chunk is handed on. Larger makes fewer writes, smaller needs less memory. */
const CHUNK_LENGTH = 65_536;

/** What is needed of an `AbortSignal`, which pure code does not know. */
interface StopSignal {
  throwIfAborted(): void;
}

interface StreamOptions<Progress> {
  /** Ends the work: it throws the signal's reason. */
  readonly signal?: StopSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Gives the host its turn, so that it can draw and listen. Called every few milliseconds of work; without it only whoever takes the chunks can pause. */
  readonly turn?: () => Promise<void>;
}

export type WriteOptions = StreamOptions<{
  /** Events written. */
  events: number;
  /** Events there will be, if it is known. */
  total: number | null;
}>;

export type ReadOptions = StreamOptions<{
  /** Characters or bytes taken in, as they came. */
  read: number;
  /** Events found in them. */
  events: number;
}>;

/** How a run is put into one format. Every string that it gives is a whole fragment of the file, and cheap to make; empty ones are fine. */
export interface RunFormat {
  start(): Iterable<string>;
  /** Row `index` of `batch`, the next of the run. */
  row(batch: EventBatch, index: number): string;
  finish(): Iterable<string>;
}

/**
 * Writes `run` in `format`, in chunks of about `CHUNK_LENGTH` characters which together are the file.
 *
 * However long the run, no more than a chunk is held, and no more than a few milliseconds pass
 * between two turns of the host. Throws what the signal, the batches or the format throw.
 */
export async function* streamText(
  run: RecordedRun,
  format: RunFormat,
  { signal, onProgress, turn }: WriteOptions,
): AsyncGenerator<string, void, undefined> {
  let text = "";
  let rows = 0;
  let events = 0;
  const isDue = (fragment: string): boolean => {
    text += fragment;
    rows += 1;
    return rows >= MAX_CHUNK_ROWS || text.length >= CHUNK_LENGTH;
  };
  async function* handOn(): AsyncGenerator<string, void, undefined> {
    signal?.throwIfAborted();
    const chunk = text;
    text = "";
    rows = 0;
    if (chunk !== "") yield chunk;
    onProgress?.({ events, total: run.info.events });
    if (turn !== undefined) await turn();
    signal?.throwIfAborted();
  }

  signal?.throwIfAborted();
  for (const fragment of format.start()) if (isDue(fragment)) yield* handOn();
  for await (const batch of run.batches) {
    for (let index = 0; index < batch.length; index += 1) {
      const fragment = format.row(batch, index);
      events += 1;
      if (isDue(fragment)) yield* handOn();
    }
  }
  for (const fragment of format.finish()) if (isDue(fragment)) yield* handOn();
  yield* handOn();
}
