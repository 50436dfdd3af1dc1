import type { EventBatch } from "./batch";
import { secondsToBits } from "./batch";
import { BatchBuilder } from "./batch-builder";
import {
  EventKind,
  isResourceWait,
  Outcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  Total,
  WaitReason,
} from "./events";
import { TaskTable } from "./reduce";
import type { ResourceState } from "./resource-table";
import { TaskState } from "./task-state";
import { MAX_MEMBERS_A_ROW } from "./wait-members";

/** Tasks put into a snapshot in one step: about two milliseconds' worth. */
const STEP_TASKS = 512;

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

function* stepsOf(table: TaskTable, seq: number): Generator<void, EventBatch> {
  const events = new BatchBuilder(0);
  const slots = [...Array(table.slots).keys()].filter((slot) => table.id[slot] !== 0);
  for (const resource of table.resources.values()) appendResource(events, resource);
  // Creators come before what they created, as in the events they stand for.
  slots.sort((one, other) => table.id[one]! - table.id[other]!);
  for (const [index, slot] of slots.entries()) {
    appendTask(events, table, slot);
    if (index % STEP_TASKS === STEP_TASKS - 1) yield;
  }
  for (const resource of table.resources.values()) appendWaiters(events, resource, table);
  return { ...events.slice(), firstSeq: seq - events.length };
}

function copyOf(table: TaskTable): TaskTable {
  const copy = new TaskTable();
  copy.copyFrom(table);
  return copy;
}

function appendTask(events: BatchBuilder, table: TaskTable, slot: number): void {
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

function appendState(events: BatchBuilder, table: TaskTable, slot: number): void {
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
      const waitedFor = isResourceWait(reason) ? table.resource[slot]! : table.awaited[slot]!;
      const a = asleep ? secondsToBits(table.until[slot]! - since) : waitedFor;
      events.append(EventKind.TASK_WAITING, since, task, reason, a, table.waitLabel[slot]!);
      if (table.hasMembers[slot] !== 0) appendMembers(events, table, slot);
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

function appendMembers(events: BatchBuilder, table: TaskTable, slot: number): void {
  const since = table.since[slot]!;
  const task = table.id[slot]!;
  const append = (first: number, count: number) => {
    for (let at = 0; at < count; at += MAX_MEMBERS_A_ROW) {
      const most = Math.min(count - at, MAX_MEMBERS_A_ROW);
      const from = first === 0 ? 0 : first + at;
      events.append(EventKind.WAIT_MEMBERS, since, task, most, from, "");
    }
  };
  for (const { first, count } of table.members.rangesOf(slot)) append(first, count);
  append(0, table.members.untoldOf(slot));
}

function appendResource(events: BatchBuilder, state: ResourceState): void {
  const { resource, kind, limit, level, unfinished, isShutDown } = state;
  const carry = (total: ResourceTotal, amount: number) =>
    events.append(EventKind.RESOURCE_CARRIED, 0, resource, total, amount, "");
  events.append(EventKind.RESOURCE_CREATED, 0, resource, kind, limit, state.name);
  for (const [task, { since, shares }] of state.holders) {
    for (let share = 0; share < shares; share += 1) {
      events.append(EventKind.RESOURCE_USED, since, task, ResourceUse.ACQUIRED, resource, "");
    }
  }
  if (level > 0 || kind === ResourceKind.SEMAPHORE) carry(ResourceTotal.LEVEL, level);
  if (unfinished > 0) carry(ResourceTotal.UNFINISHED, unfinished);
  if (isShutDown) carry(ResourceTotal.SHUT_DOWN, 1);
}

/** The rows before are in the order of tasks; these put the waiters into theirs. */
function appendWaiters(
  events: BatchBuilder,
  { resource, waiters }: ResourceState,
  table: TaskTable,
): void {
  if (waiters.size < 2) return;
  for (const task of waiters) {
    const since = table.since[table.slotOf(task)] ?? 0;
    events.append(EventKind.RESOURCE_CARRIED, since, resource, ResourceTotal.WAITER, task, "");
  }
}
