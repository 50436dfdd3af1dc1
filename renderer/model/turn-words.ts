import { textAt } from "../../shared/batch";
import { CancelOrigin, EventKind } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import type { EventHistory } from "./event-history";

/**
 * What the turn that begins with event `seq` did, in a sentence; empty if the event is not held.
 * @param table the tasks at the instant to which it led
 */
export function turnSentence(events: EventHistory, seq: number, table: TaskTable): string {
  const batch = events.batchAt(seq);
  if (batch === null) return "";
  const index = seq - batch.firstSeq;
  const task = batch.task[index]!;
  const slot = table.slotOf(task);
  const name = slot === NO_SLOT ? `task ${task}` : table.name[slot]!;
  switch (batch.kind[index]) {
    case EventKind.TASK_CREATED:
      return `${textAt(batch, index)} was created.`;
    case EventKind.STEP_STARTED:
      if (slot === NO_SLOT) return `${name} took a step.`;
      return table.state[slot] === TaskState.RUNNING
        ? `${name} is in its step ${table.steps[slot]!}.`
        : `${name} took its step ${table.steps[slot]!}.`;
    case EventKind.TASK_READY:
      return `${name} became ready.`;
    case EventKind.CANCEL_REQUESTED:
      return batch.detail[index] === CancelOrigin.USER
        ? `You asked ${name} to cancel.`
        : `${name} was asked to cancel.`;
    case EventKind.REQUEST_ENDED:
      return `A request of ${name} ended.`;
    case EventKind.PRINTED:
      return "A line was printed.";
    default:
      return "";
  }
}
