import { WaitReason } from "../../../shared/events";
import { t } from "../../texts";
import { LaneState } from "../lane-code";
import type { OutlineInterval, OutlineTask, RunOutline } from "./run-outline";

/** Whether an interval is a wait that the outside world ends: a timer or an answer. */
export function waitsForTheWorld({ state, reason }: OutlineInterval): boolean {
  return (
    state === LaneState.WAITING && (reason === WaitReason.SLEEP || reason === WaitReason.PROMISE)
  );
}

/** What a wait is for, as the end of "waited for …". */
export function waitWords(interval: OutlineInterval, run: RunOutline): string {
  const { reason, label, awaited } = interval;
  const other = run.tasks.find(({ id }) => id === awaited);
  switch (reason) {
    case WaitReason.SLEEP:
      return label === "" ? t("explain.waits.timer") : t("explain.waits.sleep", { sleep: label });
    case WaitReason.PROMISE:
      return label === ""
        ? t("explain.waits.answer")
        : t("explain.waits.answerTo", { request: label });
    case WaitReason.TASK:
      return other === undefined ? t("explain.waits.task") : other.name;
    case WaitReason.SHIELD:
      return other === undefined
        ? t("explain.waits.shielded")
        : t("explain.waits.behindShield", { name: other.name });
    case WaitReason.GATHER:
      return t("explain.waits.gather");
    case WaitReason.WAIT:
    case WaitReason.AS_COMPLETED:
      return t("explain.waits.some");
    case WaitReason.GROUP:
      return t("explain.waits.group");
    case WaitReason.LOCK:
      return t("explain.waits.lock");
    case WaitReason.SEMAPHORE:
      return t("explain.waits.semaphore");
    case WaitReason.EVENT:
      return t("explain.waits.event");
    case WaitReason.CONDITION:
      return t("explain.waits.condition");
    case WaitReason.BARRIER:
      return t("explain.waits.barrier");
    case WaitReason.QUEUE_GET:
      return t("explain.waits.queueGet");
    case WaitReason.QUEUE_PUT:
      return t("explain.waits.queuePut");
    case WaitReason.QUEUE_JOIN:
      return t("explain.waits.queueJoin");
    default:
      return label === "" ? t("explain.waits.future") : label;
  }
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return t("common.namesAndLast", { names: words.slice(0, -1).join(", "), last: words.at(-1)! });
}

/** The step of a task in which it did something at `time`: the index of its interval, -1 for none. */
export function stepAt({ intervals }: OutlineTask, time: number): number {
  let found = -1;
  for (const [index, { state, from, to }] of intervals.entries()) {
    if (from > time) break;
    if (state === LaneState.RUNNING && to >= time) found = index;
  }
  return found;
}
