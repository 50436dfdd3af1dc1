import { NO_SLOT } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { SeenSession } from "./seen-session";

/** Intervals of a task that are looked at, its last ones: about 20,000 steps take a few milliseconds to put in order. */
const MAX_INTERVALS = 50_000;
/** Steps that are listed one by one. */
const MAX_LISTED = 8;
/** Ten to the power of a third: two bars more are about five times as long. */
const BARS_PER_DECADE = 3;
/** The shortest and the longest that a bar stands for: 10 µs and less, 1 s and more. In powers of ten. */
const LEAST_POWER = -5;
const MOST_POWER = 0;
const BARS = (MOST_POWER - LEAST_POWER) * BARS_PER_DECADE + 1;

/** A step that is over. */
interface StepEntry {
  /** Counted from 1. */
  readonly number: number;
  /** When it began, in seconds. */
  readonly start: number;
  /** In seconds. */
  readonly duration: number;
}

/** A bar of the histogram: how many steps took `from` seconds up to `to`. */
export interface StepBar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How long the steps of one task took. Times in seconds. */
export interface StepTimes {
  /** How many steps the figures are about: those that are over and still recorded. */
  readonly measured: number;
  readonly longest: number;
  /** When the longest began. */
  readonly longestAt: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly bars: readonly StepBar[];
  /** The last steps, the newest first. */
  readonly last: readonly StepEntry[];
}

const reader = new LaneReader();

/** @returns null while no step of the task is over */
export function stepTimesOf(model: SeenSession, task: number): StepTimes | null {
  const { lanes, table, tableNow } = model;
  const lane = lanes.laneOf(task);
  if (lane === NO_LANE) return null;
  lanes.read(lane, reader);
  const from = Math.max(0, reader.count - MAX_INTERVALS);
  const durations = new Float64Array(reader.count - from);
  const last: StepEntry[] = [];
  const slot = table.slotOf(task);
  if (slot === NO_SLOT) return null;
  const steps = table.steps[slot]!;
  const isRunning = table.state[slot] === TaskState.RUNNING;
  /** Steps that the lane knows, and that were still to come at the instant that is shown. */
  let later = tableNow.steps[tableNow.slotOf(task)]! - steps;
  let measured = 0;
  let longest = 0;
  let longestAt = 0;
  let number = steps;
  for (let index = reader.count - 1; index >= from; index -= 1) {
    if (reader.state(index) !== LaneState.RUNNING) continue;
    if (later > 0) {
      later -= 1;
      continue;
    }
    number -= 1;
    // The step that runs has no length yet.
    if (isRunning && number === steps - 1) continue;
    const start = reader.start(index);
    const duration = reader.end(index, start) - start;
    durations[measured] = duration;
    measured += 1;
    if (last.length < MAX_LISTED) last.push({ number: number + 1, start, duration });
    if (duration < longest && measured > 1) continue;
    longest = duration;
    longestAt = start;
  }
  if (measured === 0) return null;
  const sorted = durations.subarray(0, measured).sort();
  return {
    measured,
    longest,
    longestAt,
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    p99: percentile(sorted, 0.99),
    bars: barsOf(sorted),
    last,
  };
}

/** The least duration that so great a part of all does not exceed: a step that was, not one between two. */
function percentile(sorted: Float64Array, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)]!;
}

/** The bars from the shortest step to the longest, those between included. */
function barsOf(sorted: Float64Array): StepBar[] {
  const counts = new Uint32Array(BARS);
  for (const duration of sorted) counts[barOf(duration)]! += 1;
  const first = barOf(sorted[0]!);
  const last = barOf(sorted[sorted.length - 1]!);
  const bars: StepBar[] = [];
  for (let bar = first; bar <= last; bar += 1) {
    bars.push({
      from: bar === 0 ? 0 : edgeOf(bar - 1),
      to: bar === BARS - 1 ? Infinity : edgeOf(bar),
      count: counts[bar]!,
    });
  }
  return bars;
}

function barOf(duration: number): number {
  if (duration <= 10 ** LEAST_POWER) return 0;
  const bar = Math.ceil((Math.log10(duration) - LEAST_POWER) * BARS_PER_DECADE);
  return Math.min(BARS - 1, Math.max(0, bar));
}

const edgeOf = (bar: number): number => 10 ** (LEAST_POWER + bar / BARS_PER_DECADE);
