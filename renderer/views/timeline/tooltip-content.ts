import type { TaskTable } from "../../../shared/reduce";
import { formatInstant } from "../../model/format";
import { LaneState } from "../../model/lane-code";
import type { LaneReader } from "../../model/lane-reader";
import type { LaneSummary } from "../../model/lane-summary";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { timesOf } from "../../model/task-words";
import { t } from "../../texts";
import type { Hit } from "./hit-test";
import { cancelWords, intervalWords, spanWords, toldOf } from "./lane-sentences";
import { nameOf } from "./lane-words";
import { summaryAt, summaryTotalWords, summaryWords } from "./summary-words";
import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";
import { durationWords } from "./time-words";

/** What the tooltip shows of an interval and of its task. */
export interface TooltipContent {
  readonly sign: "running" | "ready" | "waiting" | "unrecorded" | null;
  readonly what: string;
  readonly when: string;
  readonly cancels: readonly string[];
  /** What can be done, or must be known; empty for nothing. */
  readonly hint: string;
  /** Up to which instant it is told, or that it comes later than what is shown; empty for now. */
  readonly asOf: string;
  /** The task that it is about, with its totals, label and value; null where it is about none. */
  readonly task: {
    readonly name: string;
    readonly coroutine: string;
    readonly totals: readonly (readonly [string, string])[];
    /** Up to when they are; empty for now. */
    readonly upTo: string;
  } | null;
}

/** A tooltip without a task. */
export const noteOf = (what: string, when: string, hint: string): TooltipContent => ({
  sign: null,
  what,
  when,
  cancels: [],
  hint,
  asOf: "",
  task: null,
});

/**
 * What is told of an interval of a task.
 * @param past the session as it was at the instant that is shown, up to which totals are; null for now
 */
export function tooltipOf(
  model: SessionModel,
  task: number,
  reader: LaneReader,
  { interval, shared }: Hit,
  now: number,
  past: SeenSession | null = null,
): TooltipContent {
  const { table } = model;
  const slot = table.slotOf(task);
  const { upTo, later } = toldOf(reader, interval, now, past);
  const what = intervalWords(model, reader, interval);
  return {
    sign: signOf(reader.state(interval)),
    what: what.charAt(0).toUpperCase() + what.slice(1),
    when: spanWords(reader, interval, upTo),
    cancels: cancelWords(model, task, reader, interval, upTo),
    hint: shared > 1 ? t("timeline.shared", { count: shared }) : "",
    asOf: later,
    task: {
      name: nameOf(past ?? model, task),
      coroutine: slot < 0 ? "" : (table.coroutine[slot] ?? ""),
      totals: past === null ? totalsOf(table, task, now) : totalsOf(past.table, task, past.now()),
      upTo: past === null ? "" : upToWords(past, task),
    },
  };
}

/**
 * What is told of a collapsed task at pixel `x`; null where none of its tasks lives.
 * @param past the session as it was at the instant that is shown, up to which totals are; null for now
 */
export function summaryTooltipOf(
  model: SessionModel,
  task: number,
  summary: LaneSummary,
  scale: TimeScale,
  x: number,
  past: SeenSession | null,
): TooltipContent | null {
  const here = summaryAt(summary, scale, x);
  if (here === null) return null;
  const { totals } = summary;
  const what = t("timeline.allUnder", {
    name: nameOf(past ?? model, task),
    summary: summaryWords(totals),
  });
  const note = noteOf(what, totals.tasks === 0 ? "" : summaryTotalWords(totals), here);
  if (past === null) return note;
  const at = formatInstant(past.now());
  const key = timeAt(scale, x) > past.now() ? "time.later" : "time.totalsUpTo";
  return { ...note, asOf: t(key, { at }) };
}

function totalsOf(table: TaskTable, task: number, now: number): [string, string][] {
  const slot = table.slotOf(task);
  if (slot < 0) return [];
  const { ran, ready, waited } = timesOf(table, slot, now);
  return [
    [t("tasks.columns.ran"), durationWords(ran)],
    [t("tasks.columns.ready"), durationWords(ready)],
    [t("tasks.columns.waited"), durationWords(waited)],
  ];
}

function upToWords(past: SeenSession, task: number): string {
  const at = formatInstant(past.now());
  if (past.table.slotOf(task) >= 0) return t("time.totalsUpTo", { at });
  return past.tableNow.slotOf(task) >= 0 ? t("time.notCreatedYet", { at }) : "";
}

function signOf(state: LaneState): TooltipContent["sign"] {
  if (state === LaneState.RUNNING) return "running";
  if (state === LaneState.WAITING) return "waiting";
  return state === LaneState.UNRECORDED ? "unrecorded" : "ready";
}
