/**
 * What a recording holds, whatever it is written as: JSON lines (`docs/recording.md`), trace
 * events, OpenTelemetry spans.
 */
import type { EventBatch } from "../batch";
import type { RecordedView } from "./view";

export const RECORDING_FORMAT = "tasklab-recording";

/** A reader of 1.0 reads every 1.x: minor versions add kinds and keys, and change none. */
export const RECORDING_VERSION = { major: 1, minor: 2 } as const;

/** What a recording may ask of the machine that opens it. Wider than what the lab keeps of a run; a file from elsewhere gets no further. */
export const RECORDING_LIMITS = {
  /** Characters in one line. Holds `text` characters even if each is written as an escape of six. */
  line: 524_288,
  /** Characters in one name, result or printed line. */
  text: 65_536,
  /** Events, snapshot included: 22 bytes each in memory. */
  events: 10_000_000,
  /** Characters of text in all batches together, one that occurs often in a batch counted once. */
  texts: 128_000_000,
  /** Files whose text a header holds beside the program's own, and characters in all of them together. */
  files: 32,
  fileTexts: 65_536,
  /** Seconds since the session began. In nanoseconds since 1970 it still fits 64 bits, which exports need. */
  seconds: 1e10,
} as const;

/** Bounds of a reader: `RECORDING_LIMITS`, or smaller ones. */
export type RecordingLimits = { readonly [K in keyof typeof RECORDING_LIMITS]: number };

export const CLOCK_KINDS = ["real", "virtual", "scaled"] as const;
type ClockKind = (typeof CLOCK_KINDS)[number];

/** The text of a file that a run's lines are of. */
export interface SourceFile {
  /** As the rows name it: "both-at-once.py". */
  readonly file: string;
  readonly source: string;
}

/** What was recorded. */
export interface RecordingInfo {
  /** The version of the lab that recorded it. */
  readonly lab: string;
  /** The session in which it ran: a `SessionId`, or one that a later lab has. */
  readonly session: string;
  /** The program that ran, null for none. */
  readonly program: string | null;
  /** The program as its author wrote it, null where it is not known. */
  readonly source: string | null;
  /** What rows call the file that `source` is of; left out where they do not name it. */
  readonly file?: string;
  /** Other files that rows name, such as the lab's own coroutines; left out for none. */
  readonly files?: readonly SourceFile[];
  /** When the session's time was 0: UTC, as in `2026-03-01T12:00:00.000Z`. */
  readonly startedAt: string;
  /** How the session's time went on; null for a kind that only a later lab has. */
  readonly clock: ClockKind | null;
  /** The number of the first event: how many were evicted before it. */
  readonly first: number;
  /** Tasks that were evicted with them. */
  readonly evictedTasks: number;
  /** How many events there are from `first` on, if it is known beforehand. */
  readonly events: number | null;
  /** How it was looked at when it was saved; left out where that is not known. */
  readonly view?: RecordedView;
}

/** A run that is to be written. */
export interface RecordedRun {
  readonly info: RecordingInfo;
  /** Rows that rebuild the tasks alive before `info.first` (see `snapshotOf`); null if nothing was evicted. */
  readonly snapshot: EventBatch | null;
  /** The events from `info.first` on, without a gap. Batches are never written to: a live log can be read while it grows. */
  readonly batches: Iterable<EventBatch> | AsyncIterable<EventBatch>;
  /** The session's time when the recording ends, in seconds. */
  readonly endedAt: number;
}

/** A recording that was read. */
export interface Recording {
  readonly version: string;
  readonly info: RecordingInfo;
  readonly snapshot: EventBatch | null;
  /** The events from `info.first` on, numbered without a gap. */
  readonly batches: readonly EventBatch[];
  /** The session's time when the recording ends, in seconds; of the last event, if it was cut short. */
  readonly endedAt: number;
  /** Events in `batches`. */
  readonly events: number;
  /** Whether its end is missing: what is here is everything up to the last whole line. */
  readonly cutShort: boolean;
  /** Events left out, because only a later version knows them. */
  readonly skipped: number;
}
