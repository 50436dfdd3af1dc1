/**
 * How fast a session's clock goes, against the host's: session seconds per second. At `jump` it goes
 * as the host's does, and skips the time in which every task only waits for a timer.
 */
export const CLOCK_DIALS = ["0.1", "0.25", "1", "10", "jump"] as const;
export type ClockDial = (typeof CLOCK_DIALS)[number];

/** Session seconds per second of the host at `dial`, while something runs or an answer is awaited. */
export function rateOf(dial: ClockDial): number {
  return dial === "jump" ? 1 : Number(dial);
}

/** How a session's time goes. */
export interface SessionTime {
  /** No step is taken and the clock stands still; in a session in which nothing runs, the next run begins so. */
  readonly paused: boolean;
  readonly dial: ClockDial;
  /** The session's time when this was said, in seconds. */
  readonly at: number;
}

export const REAL_TIME: SessionTime = { paused: false, dial: "1", at: 0 };
