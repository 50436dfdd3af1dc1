import { LaneState } from "../../model/lane-code";
import type { SessionModel } from "../../model/session-model";
import type { Palette } from "./palette";

/** What stands behind the last bar of a task that is over: the first line of its result or error. */
export function outcomeWords({ table }: SessionModel, task: number, state: LaneState): string {
  const slot = table.slotOf(task);
  const text = slot < 0 ? "" : (table.result[slot] ?? "");
  if (text === "") return state === LaneState.CANCELLED ? "CancelledError" : "";
  return text.includes("\n") ? `${text.slice(0, text.indexOf("\n"))} …` : text;
}

export function outcomeColor(palette: Palette, state: LaneState): string {
  if (state === LaneState.FINISHED) return palette.finished;
  return state === LaneState.FAILED ? palette.failed : palette.cancelled;
}
