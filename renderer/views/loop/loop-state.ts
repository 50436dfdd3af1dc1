import type { LoopLook } from "../../../shared/loop-look";
import type { TaskTable } from "../../../shared/reduce";
import type { SessionStatus } from "../../../shared/session";
import { TaskState } from "../../../shared/task-state";
import { formatDuration, formatInstant } from "../../model/format";
import { entrySentence } from "../../model/loop-words";
import { t } from "../../texts";

/** What the loop does now, in a sentence or two. */
export function loopSentence(
  look: LoopLook,
  status: SessionStatus,
  nameOf: (task: number) => string,
): string {
  if (status.recording !== null) return t("loop.recording");
  if (status.time.paused && !look.runs) return t("loop.pausedBefore");
  if (!look.runs) return t("loop.noLoop");
  if (status.time.paused) {
    const at = t("loop.pausedAt", { at: formatInstant(look.at) });
    return look.stepped === null ? at : `${at} ${entrySentence(look.stepped, nameOf)}`;
  }
  if (look.readyCount > 0) return t("loop.worksOff", { count: look.readyCount });
  const [first] = look.timers;
  const answers = { count: look.requests };
  if (first !== undefined) {
    const left = formatDuration(Math.max(0, first.due - look.at));
    return look.requests === 0
      ? t("loop.idleTimer", { left })
      : t("loop.idleTimerAnswers", { left, ...answers });
  }
  return look.requests === 0 ? t("loop.idle") : t("loop.idleAnswers", answers);
}

/** A task in the middle of a step. */
interface Running {
  readonly task: number;
  /** Counted from 1. */
  readonly step: number;
}

/** The task that runs in a table; null if none does. */
export function runningIn(table: TaskTable): Running | null {
  if (table.countByState[TaskState.RUNNING] === 0) return null;
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] === 0 || table.state[slot] !== TaskState.RUNNING) continue;
    return { task: table.id[slot]!, step: table.steps[slot]! };
  }
  return null;
}

/** What the loop did at an instant of the past, in a sentence or two. */
export function pastSentence(
  look: LoopLook,
  running: Running | null,
  nameOf: (task: number) => string,
): string {
  const at = formatInstant(look.at);
  if (running !== null) {
    return t("loop.wasInStep", { at, name: nameOf(running.task), step: String(running.step) });
  }
  if (look.readyCount > 0) return t("loop.wereReady", { at, count: look.readyCount });
  const [first] = look.timers;
  if (first === undefined) return t("loop.wasNothing", { at });
  const left = formatDuration(Math.max(0, first.due - look.at));
  return t("loop.wasTimer", { at, left });
}
