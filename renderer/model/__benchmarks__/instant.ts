/**
 * How long it takes to know a session's tasks at another instant of its run:
 *
 *     npx tsx renderer/model/__benchmarks__/instant.ts
 *
 * For one and five million events of a thousand and of a hundred thousand tasks:
 *
 * - `keep`: what checkpoints and the events kept add to taking an event in
 * - `random`: to any instant, from any other
 * - `rows`: what the forty rows in sight then say
 * - `back`, `forth`: to an instant a five-hundredth of the run away, as the cursor is dragged
 */
import { TaskTable } from "../../../shared/reduce";
import type { EventBatch } from "../../../shared/batch";
import { roundRobin } from "../../views/timeline/__benchmarks__/sessions";
import { PastTable } from "../past-table";
import { SessionHistory } from "../session-history";
import { stateWords, timesOf } from "../task-words";

const EVENTS = [1_000_000, 5_000_000];
const TASKS = [1_000, 100_000];
/** A turn of a task in `roundRobin`: ready, step, waiting or done. */
const EVENTS_A_TURN = 3;
const MOVES = 100;
const ROWS_IN_SIGHT = 40;
/** The part of a run that the cursor is dragged over from one frame to the next. */
const DRAG_SHARE = 1 / 500;

/** Milliseconds: the median, and what 95 of 100 do not exceed. */
interface Times {
  p50: number;
  p95: number;
}

interface Figures {
  events: number;
  tasks: number;
  checkpoints: number;
  /** Nanoseconds an event. */
  keep: number;
  random: Times;
  rows: Times;
  back: Times;
  forth: Times;
}

function measure(events: number, tasks: number): Figures {
  const turns = Math.max(1, Math.round((events / tasks - 1) / EVENTS_A_TURN));
  const batches = roundRobin(tasks, turns);
  const { history, keep } = takeIn(batches);
  const past = new PastTable(history);
  const random = generator();
  const jumps = timesOfMoves(past, () => Math.floor(random() * history.end));
  const rows: number[] = [];
  for (let look = 0; look < MOVES; look += 1) {
    const start = performance.now();
    sayRows(past.table, Math.floor(random() * Math.max(1, past.table.slots - ROWS_IN_SIGHT)));
    rows.push(performance.now() - start);
  }
  const drag = Math.floor(history.end * DRAG_SHARE);
  let seq = Math.floor(history.end * 0.9);
  past.moveTo(seq);
  const back = timesOfMoves(past, () => (seq -= drag));
  const forth = timesOfMoves(past, () => (seq += drag));
  return {
    events: history.end,
    tasks,
    checkpoints: history.checkpoints,
    keep,
    random: summed(jumps),
    rows: summed(rows),
    back: summed(back),
    forth: summed(forth),
  };
}

/** Takes events in as the page does, and again without a history: the difference is what that costs. */
function takeIn(batches: readonly EventBatch[]): { history: SessionHistory; keep: number } {
  const history = new SessionHistory();
  const table = new TaskTable();
  history.restart(0, table);
  let kept = 0;
  for (const batch of batches) {
    table.applyAll(batch);
    const start = performance.now();
    history.take(batch, table);
    kept += performance.now() - start;
  }
  return { history, keep: (kept * 1e6) / history.end };
}

function timesOfMoves(past: PastTable, next: () => number): number[] {
  return Array.from({ length: MOVES }, () => {
    const seq = next();
    const start = performance.now();
    past.moveTo(seq);
    return performance.now() - start;
  });
}

function sayRows(table: TaskTable, first: number): void {
  for (let slot = first; slot < Math.min(table.slots, first + ROWS_IN_SIGHT); slot += 1) {
    stateWords(table, slot);
    timesOf(table, slot, 1);
  }
}

function summed(times: number[]): Times {
  times.sort((one, other) => one - other);
  const at = (share: number) => Number(times[Math.floor(times.length * share)]!.toFixed(3));
  return { p50: at(0.5), p95: at(0.95) };
}

/** Numbers from 0 to 1 that are the same in every run. */
function generator(): () => number {
  let state = 11;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const words = ({ p50, p95 }: Times) => `${p50.toFixed(2)} (95 %: ${p95.toFixed(2)}) ms`;
for (const events of EVENTS) {
  for (const tasks of TASKS) {
    const one = measure(events, tasks);
    console.log(
      `${one.events.toLocaleString("en")} events, ${one.tasks.toLocaleString("en")} tasks, ` +
        `${one.checkpoints} checkpoints, kept at ${one.keep.toFixed(0)} ns an event: ` +
        `random ${words(one.random)}, rows ${words(one.rows)}, ` +
        `back ${words(one.back)}, forth ${words(one.forth)}`,
    );
  }
}
