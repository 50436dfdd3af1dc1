/**
 * What the next turn of an entry of the ready queue does:
 * - `step`: resumes a task
 * - `wake`: ends a sleep that is due, which makes its task ready
 * - `notify`: tells the tasks that wait for it that something is done
 * - `callback`: calls a function that was given to the loop
 */
export type LoopEntryKind = "step" | "wake" | "notify" | "callback";

export interface LoopEntry {
  kind: LoopEntryKind;
  /** The tasks that it is about, the first few. */
  tasks: readonly number[];
  /** How many more there are. */
  others: number;
  /** The function's name; empty for the other kinds, and if it has none. */
  callback: string;
}

export interface LoopTimer {
  /** In session time, in seconds. */
  due: number;
  entry: LoopEntry;
}

/** What a session's loop has before it, at one instant. */
export interface LoopLook {
  /** The session's time, in seconds. */
  at: number;
  /** Whether there is a loop at all. */
  runs: boolean;
  /** What ran in the last step that the user took in this pause, null for none. */
  stepped: LoopEntry | null;
  /** In the order in which they will run, the first of them. */
  ready: readonly LoopEntry[];
  readyCount: number;
  /** How many of them belong to the present iteration. */
  inIteration: number;
  /** In the order in which they will fire, the first of them. */
  timers: readonly LoopTimer[];
  timerCount: number;
  /** HTTP requests whose answer is awaited: it comes in real time. */
  requests: number;
}

/** What a step did: ran an entry, or found none because only an answer or nothing at all is awaited. */
export interface StepOutcome {
  ran: LoopEntry | null;
  requests: number;
}
