/** Runs that a page can take into itself, beside the session that it follows: to compare them. */
import type { RecordingInfo } from "./recording/recording";
import type { LiveSessionId } from "./session";

/** A run that the lab still holds, after another one took its place in its session. */
export interface KeptRun {
  /** Names it in commands. A later run has a higher number. */
  readonly run: number;
  readonly session: LiveSessionId;
  /** What ran, for people. */
  readonly title: string;
  /** When it began, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly events: number;
}

/** A run that a page has asked for, and reads part by part. */
export interface TakenRun {
  /** Names it in commands, until its last part was read or a while has passed. */
  readonly taken: number;
  /** What ran, or what the recording is called, for people. */
  readonly title: string;
  readonly info: RecordingInfo;
  readonly events: number;
  /** The run's time at its end, or, of one that goes on, now; in seconds. */
  readonly endedAt: number;
  /** How many parts there are to be read. */
  readonly parts: number;
}
