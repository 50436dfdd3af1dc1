import type { LoopLook } from "../../../shared/loop-look";
import type { SessionStatus } from "../../../shared/session";
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
