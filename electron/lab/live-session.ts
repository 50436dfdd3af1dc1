import type { ProgramDescription } from "../../shared/catalog";
import type { Channel } from "../../shared/events";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type { RecordingInfo, SourceFile } from "../../shared/recording/recording";
import type { LiveSessionId, SessionStatus } from "../../shared/session";
import type { ClockDial, SessionTime } from "../../shared/session-time";
import type { EventLog } from "./event-log";
import type { Publication } from "./publisher";

/** What runs or ran in a session, as its recordings name it. */
export type RunningProgram = Pick<ProgramDescription, "id" | "title" | "file"> & {
  /** Null where a recording cannot hold it. */
  readonly source: string | null;
};

/**
 * One epoch of a session in which tasks run, as the rest of the lab sees it: on a loop of the lab's
 * own (`Session`), or in a process apart (`SourceSession`), which is asked and answers later.
 *
 * What cannot be done throws a `LabError`, or rejects with one.
 */
export interface LiveSession extends Publication {
  readonly id: LiveSessionId;
  readonly log: EventLog;
  readonly status: SessionStatus;
  readonly time: SessionTime;
  /** How the next run begins. */
  readonly timing: Pick<SessionTime, "paused" | "dial">;
  /** What kind of clock its times are of, as recordings say it; null for one that they have no word for. */
  readonly clock: RecordingInfo["clock"];
  /** Null for the playground, and before the first start. */
  readonly program: RunningProgram | null;
  /** Files beside the program's own whose lines its events may name: of the lab's coroutines. */
  readonly files: readonly SourceFile[];
  /** When the session's time began to run, in milliseconds since 1970; null before the first start. */
  readonly startedAt: number | null;
  /** Writes a line for the console. @param task whom it is about; nothing or 0 for the lab */
  say(channel: Channel, text: string, task?: number): void;
  /** Creates a task that awaits another one, and says what that gave. @returns its number */
  awaitTask(task: number): number | Promise<number>;
  /** Asks a task to cancel itself. @returns whether it accepted */
  cancelTask(task: number, message?: string): boolean | Promise<boolean>;
  /** Cancels every pending task but `main`. @returns how many accepted */
  cancelAll(): number | Promise<number>;
  /**
   * Cancels everything, `main` included, and waits until it has cleaned up.
   * @param timeoutMs after so many milliseconds at most, what is pending is let go as it is
   */
  stop(timeoutMs: number): Promise<void>;
  pause(): void | Promise<void>;
  resume(): void | Promise<void>;
  step(): StepOutcome | Promise<StepOutcome>;
  setDial(dial: ClockDial): void | Promise<void>;
  look(): LoopLook | Promise<LoopLook>;
}
