import type { LoopEntry, LoopLook, LoopTimer } from "../../shared/loop-look";
import type { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";

/** Rows that are listed; the others are counted. */
const MAX_ROWS = 100;

/**
 * What a loop has before it, as far as the events of its tasks tell: for sessions whose loop cannot be
 * asked. Tasks that are ready stand in the order of their wake-up, sleeping ones by their due time.
 */
export function loopOfTable(table: TaskTable, at: number): LoopLook {
  const ready: number[] = [];
  const asleep: number[] = [];
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] === 0) continue;
    const state = table.state[slot];
    if (state === TaskState.SCHEDULED || state === TaskState.READY) ready.push(slot);
    else if (state === TaskState.WAITING && !Number.isNaN(table.until[slot]!)) asleep.push(slot);
  }
  const byTime = (times: Float64Array) => (one: number, other: number) =>
    times[one]! - times[other]! || table.id[one]! - table.id[other]!;
  ready.sort(byTime(table.since));
  asleep.sort(byTime(table.until));
  const entry = (kind: LoopEntry["kind"], slot: number): LoopEntry => ({
    kind,
    tasks: [table.id[slot]!],
    others: 0,
    callback: "",
  });
  return {
    at,
    runs: false,
    stepped: null,
    ready: ready.slice(0, MAX_ROWS).map((slot) => entry("step", slot)),
    readyCount: ready.length,
    inIteration: 0,
    timers: asleep
      .slice(0, MAX_ROWS)
      .map<LoopTimer>((slot) => ({ due: table.until[slot]!, entry: entry("wake", slot) })),
    timerCount: asleep.length,
    requests: 0,
  };
}
