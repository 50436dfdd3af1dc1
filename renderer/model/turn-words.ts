import { textAt } from "../../shared/batch";
import { CancelOrigin, EventKind } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { t } from "../texts";
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
  const name = slot === NO_SLOT ? t("tasks.unnamed", { task: String(task) }) : table.name[slot]!;
  switch (batch.kind[index]) {
    case EventKind.TASK_CREATED:
      return t("turns.created", { name: textAt(batch, index) });
    case EventKind.STEP_STARTED:
      if (slot === NO_SLOT) return t("turns.tookAStep", { name });
      return table.state[slot] === TaskState.RUNNING
        ? t("turns.isInStep", { name, step: String(table.steps[slot]!) })
        : t("turns.tookStep", { name, step: String(table.steps[slot]!) });
    case EventKind.TASK_READY:
      return t("turns.becameReady", { name });
    case EventKind.CANCEL_REQUESTED:
      return batch.detail[index] === CancelOrigin.USER
        ? t("turns.youAskedCancel", { name })
        : t("turns.askedCancel", { name });
    case EventKind.REQUEST_ENDED:
      return t("turns.requestEnded", { name });
    case EventKind.PRINTED:
      return t("turns.printed");
    default:
      return "";
  }
}
