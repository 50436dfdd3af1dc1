import type { EventBatch } from "./batch";
import { secondsToBits } from "./batch";
import { BatchBuilder } from "./batch-builder";
import { EventKind, Outcome, Total, WaitReason } from "./events";
import type { TaskTable } from "./reduce";
import { TaskState } from "./task-state";

/**
 * The tasks of `table` as the shortest run of events that rebuilds them: what a snapshot frame
 * carries. Numbered so that the last row comes right before `seq`.
 */
export function snapshotOf(table: TaskTable, seq: number): EventBatch {
  const events = new BatchBuilder(0);
  const slots = [...Array(table.slots).keys()].filter((slot) => table.id[slot] !== 0);
  // Creators come before what they created, as in the events they stand for.
  slots.sort((one, other) => table.id[one]! - table.id[other]!);
  for (const slot of slots) appendTask(events, table, slot);
  return { ...events.slice(), firstSeq: seq - events.length };
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
  const cancels = table.cancels[slot]!;
  if (cancels > 0) append(EventKind.CANCEL_REQUESTED, since, 0, 0, table.cancelMessage[slot]!);
  appendState(events, table, slot);
  // The totals come last: entering the state above added times of its own to them.
  append(EventKind.TASK_CARRIED, table.ran[slot]!, Total.RAN, table.steps[slot]!, "");
  append(EventKind.TASK_CARRIED, table.ready[slot]!, Total.READY, 0, "");
  append(EventKind.TASK_CARRIED, table.waited[slot]!, Total.WAITED, 0, "");
  if (cancels > 1) append(EventKind.TASK_CARRIED, 0, Total.CANCELS, cancels, "");
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
