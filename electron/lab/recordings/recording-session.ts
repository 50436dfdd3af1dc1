import type { OpenedRecording } from "../../../shared/library";
import type { RecordedRun, Recording } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import type { SessionStatus } from "../../../shared/session";
import { REAL_TIME } from "../../../shared/session-time";
import { refusal } from "../../../shared/texts/refusal";
import type { Publication } from "../publisher";
import { RecordedLog } from "./recorded-log";
import { runOfRecording } from "./recorded-run";

/** Where a recording came from. */
export interface Origin {
  name: string;
  /** Its library entry, null for a file that a page sent. */
  entry: string | null;
  /** Where its file lies, of one that the system handed over. */
  place: string | null;
}

/** One epoch of the session `recording`: a recording that is open, or none. Pages follow it as they follow a live session. */
export class RecordingSession implements Publication {
  readonly epoch: number;
  readonly log: RecordedLog;
  readonly #recording: Recording | null;
  #origin: Origin;

  constructor(epoch: number, recording: Recording | null, origin: Origin) {
    this.epoch = epoch;
    this.log = new RecordedLog(recording);
    this.#recording = recording;
    this.#origin = origin;
  }

  /** Its library entry has another id now, or is gone. */
  set origin(origin: Origin) {
    this.#origin = origin;
  }

  get origin(): Origin {
    return this.#origin;
  }

  /** The recorded session's time at its end. */
  now(): number {
    return this.#recording?.endedAt ?? 0;
  }

  get status(): SessionStatus {
    return {
      id: "recording",
      epoch: this.epoch,
      phase: this.#recording === null ? "empty" : "ended",
      program: this.#recording?.info.program ?? null,
      source: null,
      end: null,
      blocking: null,
      coroutines: [],
      awaiting: null,
      time: { ...REAL_TIME, at: this.now() },
      recording: this.opened,
    };
  }

  /** What is shown, null for nothing. */
  get opened(): OpenedRecording | null {
    if (this.#recording === null) return null;
    const { info, events, endedAt, cutShort } = this.#recording;
    const remarks = remarksOn(this.#recording);
    return { ...this.#origin, info, events, endedAt, cutShort, remarks };
  }

  /** @throws LabError ("conflict") if no recording is open */
  run(): RecordedRun {
    if (this.#recording === null) {
      throw new LabError("conflict", refusal("noRecordingOpen"), "session");
    }
    return runOfRecording(this.#recording);
  }
}

function remarksOn({ cutShort, skipped }: Recording): string[] {
  const remarks: string[] = [];
  if (cutShort) {
    remarks.push(
      "The recording has no end: the run was cut off, or the file was. Everything up to its last whole line is here.",
    );
  }
  if (skipped > 0) {
    const what = skipped === 1 ? "1 event" : `${skipped.toLocaleString("en")} events`;
    remarks.push(`${what} that only a later version of Tasklab knows had to be left out.`);
  }
  return remarks;
}
