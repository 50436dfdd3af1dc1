import type { OpenedRecording } from "./library";
import type { BlockingProgram, OpenLine, ProgramEnd, ProgramSource } from "./own-program";
import type { SessionTime } from "./session-time";

/** A session in which tasks run: one run of the scheduler with its own clock, tasks and events. */
export type LiveSessionId = "playground" | "program";

/** What a page can follow: a live session, or the recording that is open, which is like one that has ended. */
export type SessionId = LiveSessionId | "recording";

export const LIVE_SESSION_IDS: readonly LiveSessionId[] = ["playground", "program"];
export const SESSION_IDS: readonly SessionId[] = [...LIVE_SESSION_IDS, "recording"];

export interface SessionStatus {
  id: SessionId;
  epoch: number;
  /**
   * - `empty`: nothing was started yet, or no recording is open
   * - `running`: tasks are pending, or, in the playground, can be created
   * - `stopping`: everything was cancelled, clean-up is going on
   * - `ended`: every task is done; a recording is always over
   */
  phase: "empty" | "running" | "stopping" | "ended";
  /** The program that runs or ran in it, null for none. */
  program: string | null;
  /** The program of the user's own that runs or ran in it, null for none. */
  source: ProgramSource | null;
  /** How that program ended; null before it did. */
  end: ProgramEnd | null;
  /** That program does not yield; null while it does. */
  blocking: BlockingProgram | null;
  /** What that program has printed and not ended with a line's end: it becomes an event when it is, or when the program ends. */
  openLines?: readonly OpenLine[];
  /** Names of that program's coroutines, known once it has begun: tasks of them can be created while it runs. */
  coroutines: readonly string[];
  /** The user awaits a coroutine directly: what, and how many further actions wait behind it. Null when `main` is free. */
  awaiting: { coroutine: string; since: number; queued: number } | null;
  time: SessionTime;
  /** The recording that is shown; null in a live session, and if none is open. Commands that would act on its tasks are refused. */
  recording: OpenedRecording | null;
}

/** What the playground's `main` waits for between two actions, in words. Nothing but the user ends this wait: the lab is idle in it. */
export const NEXT_ACTION = "the next action";
