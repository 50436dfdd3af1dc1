import { MAX_LATENCY_MS } from "../../shared/settings";

/** What can be turned on a posts server while it runs. A request takes the dials as they stand when it arrives. */
export interface Dials {
  /** How long an answer takes, in milliseconds, 0 to `MAX_LATENCY_MS`. */
  readonly latencyMs: number;
  /** How far the latency varies to either side, in milliseconds, evenly spread. It never falls below 0. */
  readonly jitterMs: number;
  /** The share of requests that get a 500, 0 to 1. */
  readonly errorRate: number;
  /** The share of requests whose connection is closed without an answer, 0 to 1. Such a request gets no 500. */
  readonly dropRate: number;
}

export const QUIET_DIALS: Dials = { latencyMs: 0, jitterMs: 0, errorRate: 0, dropRate: 0 };

/** What the dials decided for one request. */
export interface Fate {
  readonly delayMs: number;
  readonly kind: "answer" | "fail" | "drop";
}

/**
 * Puts `changes` over `dials`.
 * @throws RangeError with a sentence that names the dial and its range
 */
export function turnDials(dials: Dials, changes: Partial<Dials>): Dials {
  const next = { ...dials, ...changes };
  checkRange("latencyMs", next.latencyMs, MAX_LATENCY_MS);
  checkRange("jitterMs", next.jitterMs, MAX_LATENCY_MS);
  checkRange("errorRate", next.errorRate, 1);
  checkRange("dropRate", next.dropRate, 1);
  return next;
}

/**
 * Decides what becomes of a request.
 *
 * Exactly three numbers are drawn, in the order latency, drop, error, whatever the dials say: turning
 * one dial does not move what a seeded source gives to the others.
 *
 * @param random gives numbers from 0 up to, not including, 1
 */
export function drawFate(dials: Dials, random: () => number): Fate {
  const spread = (random() * 2 - 1) * dials.jitterMs;
  const drops = random() < dials.dropRate;
  const fails = random() < dials.errorRate;
  return {
    delayMs: Math.max(0, dials.latencyMs + spread),
    kind: drops ? "drop" : fails ? "fail" : "answer",
  };
}

function checkRange(name: keyof Dials, value: number, max: number): void {
  if (!(value >= 0 && value <= max)) {
    throw new RangeError(`${name} has to be a number from 0 to ${max}, not ${value}.`);
  }
}
