import { formatCount } from "../../model/format";
import { LaneState } from "../../model/lane-code";
import type { LaneReader } from "../../model/lane-reader";
import type { SessionModel } from "../../model/session-model";
import { timesOf } from "../../model/task-words";
import type { Hit } from "./hit-test";
import { cancelWords, intervalWords, spanWords } from "./lane-sentences";
import { nameOf } from "./lane-words";
import { durationWords } from "./time-words";

/** What the tooltip shows of an interval and of its task. */
export interface TooltipContent {
  readonly sign: "running" | "ready" | "waiting" | "unrecorded" | null;
  readonly what: string;
  readonly when: string;
  readonly cancels: readonly string[];
  /** What can be done, or must be known; empty for nothing. */
  readonly hint: string;
  /** The task that it is about, with its totals up to now, label and value; null where it is about none. */
  readonly task: {
    readonly name: string;
    readonly coroutine: string;
    readonly totals: readonly (readonly [string, string])[];
  } | null;
}

/** A tooltip without a task. */
export const noteOf = (what: string, when: string, hint: string): TooltipContent => ({
  sign: null,
  what,
  when,
  cancels: [],
  hint,
  task: null,
});

export function tooltipOf(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  { interval, shared }: Hit,
  now: number,
): TooltipContent {
  const { table } = model;
  const slot = table.slotOf(task);
  const what = intervalWords(model, reader, interval);
  const totals: [string, string][] = [];
  if (slot >= 0) {
    const { ran, ready, waited } = timesOf(table, slot, now);
    totals.push(
      ["ran", durationWords(ran)],
      ["ready", durationWords(ready)],
      ["waited", durationWords(waited)],
    );
  }
  return {
    sign: signOf(reader.state(interval)),
    what: what.charAt(0).toUpperCase() + what.slice(1),
    when: spanWords(reader, interval, now),
    cancels: cancelWords(model, task, reader, interval, now),
    hint:
      shared > 1
        ? `${formatCount(shared)} intervals lie on this pixel; zoom in to tell them apart`
        : "",
    task: {
      name: nameOf(model, task),
      coroutine: slot < 0 ? "" : (table.coroutine[slot] ?? ""),
      totals,
    },
  };
}

function signOf(state: LaneState): TooltipContent["sign"] {
  if (state === LaneState.RUNNING) return "running";
  if (state === LaneState.WAITING) return "waiting";
  return state === LaneState.UNRECORDED ? "unrecorded" : "ready";
}
