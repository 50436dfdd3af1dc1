/** The recordings that a lab keeps, and the one that it shows, as pages see them. */
import type { RecordingInfo } from "./recording/recording";
import type { Failure } from "./result";

/** A file in the lab's library of recordings. */
export interface LibraryEntry {
  /** Names it in commands. */
  id: string;
  /** `autosave`: the last run of a session, which the next one replaces. */
  kind: "saved" | "autosave";
  /** What the user called it; of an autosave, whose last run it is. */
  name: string;
  bytes: number;
  /** When it was written last, in milliseconds since 1970. */
  changedAt: number;
  /** What its first line says; null if that cannot be read. */
  about: Omit<RecordingInfo, "source" | "view"> | null;
  /** Why it cannot be opened, in a sentence; null if nothing speaks against it. */
  problem: string | null;
}

/** The recording that the session `recording` shows. */
export interface OpenedRecording {
  /** The name of its library entry or of the file that a page sent. */
  name: string;
  /** The library entry that it was read from, null for a page's file. */
  entry: string | null;
  /** Where the file lies that the system handed over; null for one of the library, and for a page's file. */
  place: string | null;
  info: RecordingInfo;
  events: number;
  /** The recorded session's time at the end, in seconds. */
  endedAt: number;
  /** The file had no end: everything up to its last whole line is here. */
  cutShort: boolean;
  /** What a reader should know before trusting it, each a sentence. */
  remarks: readonly string[];
}

export const EXPORT_FORMATS = ["json-lines", "trace-events", "spans"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Pictures of the timeline, which the page makes. */
export const IMAGE_FORMATS = ["svg", "png"] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

/** Where an export went. */
export type ExportOutcome =
  /** To the file that the user chose. */
  | { to: "file"; path: string }
  /** To whoever asks for `DOWNLOAD_PATH` and the ticket, once, and soon: a link with that address starts the browser's own download. */
  | { to: "download"; ticket: string; fileName: string };

/** Where the web host answers with an export, given its ticket. */
export const DOWNLOAD_PATH = "/download/";

/** How work goes on that takes longer. The command that began it gives `job`, any name that no other work has. */
export type JobPush = { type: "job"; job: string } & (
  | {
      state: "running";
      /** How much is done, of `total` if that is known. */
      done: number;
      total: number | null;
      unit: "events" | "bytes";
    }
  /** Comes once, and last. `failure` says why it came to nothing; its code is `cancelled` if it was cancelled. */
  | { state: "ended"; failure: Failure | null }
);
