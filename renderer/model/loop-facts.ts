import type { LoopEntry, LoopLook, LoopTimer } from "../../shared/loop-look";
import { EventKind } from "../../shared/events";
import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import { isDone, TaskState } from "../../shared/task-state";
import type { EventHistory } from "./event-history";
import type { Instant } from "./instant";

/** Rows that are listed; the others are counted. */
const MAX_ROWS = 100;
/** Tasks that an entry names; the others are counted. */
const MAX_NAMED = 3;

/** Events that are looked at for the order of the ready queue: so many take a few milliseconds. Tasks that were ready before come first, by time. */
const MAX_LOOKED_AT = 400_000;

/**
 * What a loop had before it right before event `seq`, as far as the events tell: ready tasks in the
 * order in which they became so and, among them, whom the loop has still to tell of an end.
 */
export function loopAt(table: TaskTable, events: EventHistory, { time, seq }: Instant): LoopLook {
  const queue = readyTasks(table, events, seq);
  for (const [ended, waiters] of untold(table)) {
    queue.push({
      seq: table.doneSeq[table.slotOf(ended)]!,
      entry: {
        kind: "notify",
        tasks: waiters.slice(0, MAX_NAMED),
        others: Math.max(0, waiters.length - MAX_NAMED),
        callback: "",
      },
    });
  }
  queue.sort((one, other) => one.seq - other.seq);
  return {
    ...loopOfTable(table, time),
    ready: queue.slice(0, MAX_ROWS).map(({ entry }) => entry),
    readyCount: queue.length,
  };
}

/** The tasks that are ready, each with the event with which it became so. */
function readyTasks(table: TaskTable, events: EventHistory, seq: number) {
  const open = new Set<number>();
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] !== 0 && isReady(table.state[slot]!)) open.add(table.id[slot]!);
  }
  const queue: { seq: number; entry: LoopEntry }[] = [];
  const found = (task: number, at: number) =>
    queue.push({ seq: at, entry: { kind: "step", tasks: [task], others: 0, callback: "" } });
  const first = Math.max(events.start, seq - MAX_LOOKED_AT);
  for (let at = seq - 1; at >= first && open.size > 0; at -= 1) {
    const batch = events.batchAt(at)!;
    const task = batch.task[at - batch.firstSeq]!;
    if (batch.kind[at - batch.firstSeq] === EventKind.TASK_READY && open.delete(task)) {
      found(task, at);
    }
  }
  const since = (task: number) => table.since[table.slotOf(task)]!;
  const earlier = [...open].sort((one, other) => since(one) - since(other) || one - other);
  earlier.forEach((task, index) => found(task, first - earlier.length + index));
  return queue;
}

/** The tasks that are done while others still wait for them, with those. */
function untold(table: TaskTable): Map<number, number[]> {
  const waiters = new Map<number, number[]>();
  for (let slot = 0; slot < table.slots; slot += 1) {
    const awaited = table.awaited[slot]!;
    if (table.id[slot] === 0 || awaited === 0) continue;
    const at = table.slotOf(awaited);
    if (at === NO_SLOT || !isDone(table.state[at] as TaskState)) continue;
    const known = waiters.get(awaited);
    if (known === undefined) waiters.set(awaited, [table.id[slot]!]);
    else known.push(table.id[slot]!);
  }
  return waiters;
}

const isReady = (state: number): boolean =>
  state === TaskState.SCHEDULED || state === TaskState.READY;

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
    if (isReady(state!)) ready.push(slot);
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
