/** A session is one run of the scheduler with its own clock, tasks and events. */
export type SessionId = "playground" | "program";

export const SESSION_IDS: readonly SessionId[] = ["playground", "program"];

export interface SessionStatus {
  id: SessionId;
  epoch: number;
  /**
   * - `empty`: nothing was started yet
   * - `running`: tasks are pending, or, in the playground, can be created
   * - `stopping`: everything was cancelled, clean-up is going on
   * - `ended`: every task is done
   */
  phase: "empty" | "running" | "stopping" | "ended";
  /** The program that runs or ran in it, null for none. */
  program: string | null;
  /** The user awaits a coroutine directly: what, and how many further actions wait behind it. Null when `main` is free. */
  awaiting: { coroutine: string; since: number; queued: number } | null;
}

/** What the playground's `main` waits for between two actions, in words. Nothing but the user ends this wait: the lab is idle in it. */
export const NEXT_ACTION = "the next action";
