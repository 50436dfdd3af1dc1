import type { EventBatch } from "./batch";
import { secondsToBits } from "./batch";
import { BatchBuilder } from "./batch-builder";
import { EventKind, Outcome, Total, WaitReason } from "./events";
import type { TaskTable } from "./reduce";
import { TaskState } from "./task-state";

/** Tasks put into a snapshot in one step: about two milliseconds' worth. */
const STEP_TASKS = 512;

/** What of a table stands in a snapshot of it. */
type Columns = Pick<
  TaskTable,
  | "slots"
  | "id"
  | "creator"
  | "state"
  | "createdAt"
  | "since"
  | "ran"
  | "ready"
  | "waited"
  | "steps"
  | "cancels"
  | "cancelling"
  | "waitReason"
  | "awaited"
  | "until"
  | "name"
  | "coroutine"
  | "waitLabel"
  | "cancelMessage"
  | "result"
  | "line"
  | "file"
  | "siteLine"
  | "siteFile"
>;

/**
 * The tasks of `table` as the shortest run of events that rebuilds them: what a snapshot frame
 * carries. Numbered so that the last row comes right before `seq`.
 */
export function snapshotOf(table: TaskTable, seq: number): EventBatch {
  const steps = stepsOf(table, seq);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * The same in steps of a few milliseconds, for whoever can wait. The table is copied at once, which is
 * cheap, and may change afterwards.
 */
export function snapshotInSteps(table: TaskTable, seq: number): Generator<void, EventBatch> {
  return stepsOf(copyOf(table), seq);
}

function* stepsOf(table: Columns, seq: number): Generator<void, EventBatch> {
  const events = new BatchBuilder(0);
  const slots = [...Array(table.slots).keys()].filter((slot) => table.id[slot] !== 0);
  // Creators come before what they created, as in the events they stand for.
  slots.sort((one, other) => table.id[one]! - table.id[other]!);
  for (const [index, slot] of slots.entries()) {
    appendTask(events, table, slot);
    if (index % STEP_TASKS === STEP_TASKS - 1) yield;
  }
  return { ...events.slice(), firstSeq: seq - events.length };
}

function copyOf(table: TaskTable): Columns {
  const { slots } = table;
  return {
    slots,
    id: table.id.slice(0, slots),
    creator: table.creator.slice(0, slots),
    state: table.state.slice(0, slots),
    createdAt: table.createdAt.slice(0, slots),
    since: table.since.slice(0, slots),
    ran: table.ran.slice(0, slots),
    ready: table.ready.slice(0, slots),
    waited: table.waited.slice(0, slots),
    steps: table.steps.slice(0, slots),
    cancels: table.cancels.slice(0, slots),
    cancelling: table.cancelling.slice(0, slots),
    waitReason: table.waitReason.slice(0, slots),
    awaited: table.awaited.slice(0, slots),
    until: table.until.slice(0, slots),
    name: table.name.slice(),
    coroutine: table.coroutine.slice(),
    waitLabel: table.waitLabel.slice(),
    cancelMessage: table.cancelMessage.slice(),
    result: table.result.slice(),
    line: table.line.slice(0, slots),
    file: table.file.slice(),
    siteLine: table.siteLine.slice(0, slots),
    siteFile: table.siteFile.slice(),
  };
}

function appendTask(events: BatchBuilder, table: Columns, slot: number): void {
  const task = table.id[slot]!;
  const since = table.since[slot]!;
  const append = (kind: number, time: number, detail: number, a: number, text: string) =>
    events.append(kind, time, task, detail, a, text);

  append(
    EventKind.TASK_CREATED,
    table.createdAt[slot]!,
    0,
    table.creator[slot]!,
    table.name[slot]!,
  );
  if (table.coroutine[slot] !== "") {
    append(EventKind.TASK_COROUTINE, table.createdAt[slot]!, 0, 0, table.coroutine[slot]!);
  }
  const siteLine = table.siteLine[slot]!;
  if (siteLine > 0) {
    append(EventKind.TASK_SITE, table.createdAt[slot]!, 0, siteLine, table.siteFile[slot]!);
  }
  const line = table.line[slot]!;
  if (line > 0) append(EventKind.TASK_LINE, since, 0, line, table.file[slot]!);
  const cancels = table.cancels[slot]!;
  if (cancels > 0) append(EventKind.CANCEL_REQUESTED, since, 0, 0, table.cancelMessage[slot]!);
  appendState(events, table, slot);
  // The totals come last: entering the state above added times of its own to them.
  append(EventKind.TASK_CARRIED, table.ran[slot]!, Total.RAN, table.steps[slot]!, "");
  append(EventKind.TASK_CARRIED, table.ready[slot]!, Total.READY, 0, "");
  append(EventKind.TASK_CARRIED, table.waited[slot]!, Total.WAITED, 0, "");
  if (cancels > 1) append(EventKind.TASK_CARRIED, 0, Total.CANCELS, cancels, "");
  const cancelling = table.cancelling[slot]!;
  if (cancelling !== cancels) append(EventKind.CANCEL_WITHDRAWN, since, 0, cancelling, "");
}

function appendState(events: BatchBuilder, table: Columns, slot: number): void {
  const task = table.id[slot]!;
  const since = table.since[slot]!;
  const done = (outcome: Outcome) =>
    events.append(EventKind.TASK_DONE, since, task, outcome, 0, table.result[slot]!);
  switch (table.state[slot]) {
    case TaskState.READY:
      // One step, so that the task reads as woken and not as new.
      events.append(EventKind.STEP_STARTED, since, task, 0, 0, "");
      events.append(EventKind.TASK_READY, since, task, 0, 0, "");
      break;
    case TaskState.RUNNING:
      events.append(EventKind.STEP_STARTED, since, task, 0, 0, "");
      break;
    case TaskState.WAITING: {
      const reason = table.waitReason[slot]!;
      const asleep = reason === WaitReason.SLEEP;
      const a = asleep ? secondsToBits(table.until[slot]! - since) : table.awaited[slot]!;
      events.append(EventKind.TASK_WAITING, since, task, reason, a, table.waitLabel[slot]!);
      break;
    }
    case TaskState.FINISHED:
      done(Outcome.RESULT);
      break;
    case TaskState.FAILED:
      done(Outcome.ERROR);
      break;
    case TaskState.CANCELLED:
      done(Outcome.CANCELLED);
      break;
  }
}
