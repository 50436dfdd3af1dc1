import type { LoopLook } from "../../../shared/loop-look";
import type { TaskTable } from "../../../shared/reduce";
import type { SessionStatus } from "../../../shared/session";
import { TaskState } from "../../../shared/task-state";
import { formatDuration, formatInstant, plural } from "../../model/format";
import { entrySentence } from "../../model/loop-words";

/** What the loop does now, in a sentence or two. */
export function loopSentence(
  look: LoopLook,
  status: SessionStatus,
  nameOf: (task: number) => string,
): string {
  if (status.recording !== null) return "A recording: this is how it ended.";
  if (status.time.paused && !look.runs) return "Paused: the next run begins with its first step.";
  if (!look.runs) return "No loop runs.";
  if (status.time.paused) {
    const at = `Paused at ${formatInstant(look.at)}.`;
    return look.stepped === null ? at : `${at} ${entrySentence(look.stepped, nameOf)}`;
  }
  if (look.readyCount > 0) return `Works off ${plural(look.readyCount, "entry", "entries")}.`;
  const [first] = look.timers;
  const answers =
    look.requests === 0 ? "" : `, and for ${plural(look.requests, "answer")} over HTTP`;
  if (first !== undefined) {
    const left = formatDuration(Math.max(0, first.due - look.at));
    return `Idle: waits for the first timer, due in ${left}${answers}.`;
  }
  return answers === "" ? "Idle: waits for you." : `Idle: waits${answers.slice(", and".length)}.`;
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
  const at = `Not now: at ${formatInstant(look.at)}`;
  if (running !== null) return `${at} ${nameOf(running.task)} was in its step ${running.step}.`;
  if (look.readyCount > 0) {
    return `${at} ${plural(look.readyCount, "entry was", "entries were")} ready.`;
  }
  const [first] = look.timers;
  if (first === undefined) return `${at} nothing was ready, and no timer was set.`;
  return `${at} nothing was ready; the first timer was due in ${formatDuration(Math.max(0, first.due - look.at))}.`;
}
