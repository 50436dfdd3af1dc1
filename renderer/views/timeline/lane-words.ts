import { bitsToSeconds } from "../../../shared/batch";
import { isResourceWait, WaitReason } from "../../../shared/events";
import { NO_SLOT } from "../../../shared/reduce";
import type { LaneReader } from "../../model/lane-reader";
import { resourceName, resourceWaitWords } from "../../model/resource-words";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";

/** The call that a task waits in, where the event did not say it in words. */
const CALLS = {
  [WaitReason.SLEEP]: "sleep",
  [WaitReason.TASK]: "await …",
  [WaitReason.GATHER]: "gather(…)",
  [WaitReason.WAIT]: "wait(…)",
  [WaitReason.SHIELD]: "shield(…)",
  [WaitReason.LOCK]: "lock.acquire()",
  [WaitReason.EVENT]: "event.wait()",
  [WaitReason.CONDITION]: "condition.wait()",
  [WaitReason.SEMAPHORE]: "semaphore.acquire()",
  [WaitReason.BARRIER]: "barrier.wait()",
  [WaitReason.QUEUE_GET]: "queue.get()",
  [WaitReason.QUEUE_PUT]: "queue.put()",
  [WaitReason.QUEUE_JOIN]: "queue.join()",
  [WaitReason.AS_COMPLETED]: "asCompleted(…)",
} as const;

/** The name of a task as the reader knows it; that of now where it is not created yet, "#12" once it is evicted. */
export function nameOf(
  { table, tableNow }: Pick<SeenSession, "table" | "tableNow">,
  task: number,
): string {
  const slot = table.slotOf(task);
  if (slot !== NO_SLOT) return table.name[slot] ?? `#${task}`;
  const slotNow = tableNow.slotOf(task);
  return slotNow === NO_SLOT ? `#${task}` : (tableNow.name[slotNow] ?? `#${task}`);
}

/** What stands on a waiting bar: `sleep(60)`, `GET /posts/1`, `await title-1`. */
export function waitWords(model: SessionModel, reader: LaneReader, index: number): string {
  const text = model.lanes.text(reader.text(index));
  if (text !== "") return text;
  const reason = reader.reason(index) as WaitReason;
  const a = reader.a(index);
  if (reason === WaitReason.SLEEP) return `sleep(${Number(bitsToSeconds(a).toPrecision(6))})`;
  if (reason === WaitReason.TASK && a !== 0) return `await ${nameOf(model, a)}`;
  const resource = isResourceWait(reason) ? model.table.resources.get(a) : undefined;
  if (resource !== undefined) return resourceWaitWords(reason, resourceName(resource));
  return reasonWords(reason);
}

function reasonWords(reason: WaitReason): string {
  switch (reason) {
    case WaitReason.FUTURE:
      return t("tasks.reasons.future");
    case WaitReason.PROMISE:
      return t("tasks.reasons.promise");
    case WaitReason.GROUP:
      return t("timeline.groupTasks");
    default:
      // A recording of a later version may hold others.
      return (CALLS[reason] as string | undefined) ?? t("tasks.something");
  }
}
