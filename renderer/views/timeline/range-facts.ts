import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import { t, writtenDecimal, writtenCount } from "../../texts";
import { nameOf } from "./lane-words";
import type { TimeRange } from "./time-range";
import { totalsWithin } from "./time-range";
import { durationWords } from "./time-words";

/** Digits of a range's ends that are shorter than this, in seconds, are written in microseconds. */
const SHORT = 0.01;

/** A share of a range. */
interface RangeShare {
  readonly state: "running" | "ready" | "waiting" | "unrecorded";
  /** "ran", "ready", "waited". */
  readonly label: string;
  /** "12.5 ms". */
  readonly length: string;
  /** "3 %", of the range. */
  readonly percent: string;
}

/** What is said of a range that was selected. */
export interface RangeFacts {
  readonly length: string;
  readonly from: string;
  readonly to: string;
  /** The selected task's name; null without one. */
  readonly task: string | null;
  /** What the task did within it; what it did not do is left out. */
  readonly shares: readonly RangeShare[];
  /** Why there are no shares, after the task's name; empty where there are. */
  readonly nothing: string;
}

const reader = new LaneReader();

/** @param now up to when is told, in seconds: the session's time, or the instant that is shown */
export function rangeFacts(
  model: SessionModel,
  range: TimeRange,
  selected: number | null,
  now: number,
): RangeFacts {
  const length = range.to - range.from;
  const decimals = length < SHORT ? 6 : 3;
  const instant = (time: number) => `${writtenDecimal(time, decimals)} s`;
  const lane = selected === null ? NO_LANE : model.lanes.laneOf(selected);
  const shares = lane === NO_LANE ? [] : sharesOf(model, lane, range, now);
  return {
    length: durationWords(length),
    from: instant(range.from),
    to: instant(range.to),
    task: lane === NO_LANE ? null : nameOf(model, selected!),
    shares,
    nothing: shares.length > 0 ? "" : nothingWords(range, now),
  };
}

/** Why a task did nothing in a range. */
function nothingWords({ from, to }: TimeRange, now: number): string {
  if (to === from) return t("timeline.range.noTime");
  return from >= now ? t("time.notSoFar") : t("timeline.range.notThere");
}

/** "Range of 12.5 ms, from 1.000 s to 1.013 s. main: ran 3 ms, 24 %; waited 9.5 ms, 76 %." */
export function rangeSentence({ length, from, to, task, shares, nothing }: RangeFacts): string {
  if (task === null) return t("timeline.range.sentence", { length, from, to });
  const parts = shares.map((share) => `${share.label} ${share.length}, ${share.percent}`);
  return t("timeline.range.sentenceOf", {
    length,
    from,
    to,
    name: task,
    what: nothing || parts.join("; "),
  });
}

function sharesOf(model: SessionModel, lane: number, range: TimeRange, now: number): RangeShare[] {
  model.lanes.read(lane, reader);
  const { ran, ready, waited, unrecorded } = totalsWithin(reader, range, now);
  const length = range.to - range.from;
  return (
    [
      ["running", t("tasks.columns.ran"), ran],
      ["ready", t("tasks.columns.ready"), ready],
      ["waiting", t("tasks.columns.waited"), waited],
      ["unrecorded", t("timeline.range.notRecorded"), unrecorded],
    ] as const
  )
    .filter(([, , seconds]) => seconds > 0)
    .map(([state, label, seconds]) => ({
      state,
      label,
      length: durationWords(seconds),
      percent: percentWords(seconds / length),
    }));
}

/** "24 %", "0.3 %", "<0.1 %". */
export function percentWords(share: number): string {
  const percent = share * 100;
  if (percent < 0.1) return percent <= 0 ? "0 %" : `<${writtenCount(0.1)} %`;
  return `${writtenCount(percent < 9.95 ? Number(percent.toFixed(1)) : Math.round(percent))} %`;
}
