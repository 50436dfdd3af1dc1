import type { EventBatch } from "../batch";
import type { Recording, RecordingLimits } from "./recording";
import { RecordingReader } from "./recording-reader";
import type { ReadOptions } from "./text-stream";

/** Characters or bytes read between two turns of the host: about two milliseconds' worth. */
const PIECE_LENGTH = 65_536;

/**
 * Reads a whole recording: a string, or chunks of text or of UTF-8 of any size, as a file's stream
 * gives them.
 *
 * One that was cut short is read up to its last whole line, and says so. Throws the signal's reason,
 * what `source` throws, or a `RecordingError` with a sentence for the user.
 */
export async function readRecording(
  source: string | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  { signal, onProgress, turn, limits }: ReadOptions & { readonly limits?: RecordingLimits } = {},
): Promise<Recording> {
  // A string is iterable too, by character.
  const chunks = typeof source === "string" ? [source] : source;
  const reader = new RecordingReader(limits);
  const batches: EventBatch[] = [];
  let read = 0;
  signal?.throwIfAborted();
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += PIECE_LENGTH) {
      const piece = pieceOf(chunk, from);
      batches.push(...reader.push(piece));
      read += piece.length;
      onProgress?.({ read, events: reader.events });
      if (turn !== undefined) await turn();
      signal?.throwIfAborted();
    }
  }
  const { info, batches: last, end } = reader.finish();
  batches.push(...last);
  const { version, snapshot } = reader;
  return { version, info, snapshot, batches, ...end };
}

function pieceOf(chunk: string | Uint8Array, from: number): string | Uint8Array {
  const to = from + PIECE_LENGTH;
  return typeof chunk === "string" ? chunk.slice(from, to) : chunk.subarray(from, to);
}
