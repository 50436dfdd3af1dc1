import { CancelOrigin } from "../../../shared/events";
import { CancelEntryKind } from "../../model/cancel-log";
import type { CriticalPath, PathLeg, PathLink, PathStretch } from "../../model/critical-path";
import { formatDuration, formatInstant } from "../../model/format";
import { LaneState } from "../../model/lane-code";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { nameOf, waitWords } from "../timeline/lane-words";

/** Waits told one by one in a leg; the others are counted. */
const MAX_WAITS = 3;
/** A path with more legs tells of the longest ones alone. */
const MAX_LEGS = 60;
/** Anything shorter than this, in seconds, is not worth a word beside something longer. */
const BLINK = 50e-6;

/** A leg of a critical path, in words. */
export interface LegWords {
  readonly leg: PathLeg;
  readonly name: string;
  /** What led there: "created by main"; empty for the first leg. */
  readonly how: string;
  /** What it did: "waited for sleep(1) 1.00 s, ran 0.2 ms". */
  readonly did: string;
  /** When it was on the path, counted from the run's beginning: "On the path from 0.000 s to 1.000 s". */
  readonly when: string;
  readonly took: string;
  /** Its share of the run, 0 to 1. */
  readonly share: number;
  /** How many legs before it, since the one that is told of before, are left out. */
  readonly leftOut: number;
}

/** The legs of a path, the earliest first: all of them, or, of a long path, the longest. */
export function legsInWords(model: SessionModel, path: CriticalPath): LegWords[] {
  const { legs, span } = path;
  const told = toldLegs(legs);
  const total = Math.max(span.to - span.from, Number.EPSILON);
  const words: LegWords[] = [];
  let leftOut = 0;
  for (const [index, leg] of legs.entries()) {
    if (!told.has(leg)) {
      leftOut += 1;
      continue;
    }
    words.push({
      leg,
      name: nameOf(model, leg.task),
      how: leg.link === null ? "" : linkWords(model, leg, leg.link, legs[index - 1]?.task ?? 0),
      did: deedWords(model, leg),
      when: t("compare.path.from", {
        from: formatInstant(leg.from - span.from),
        to: formatInstant(leg.to - span.from),
      }),
      took: formatDuration(leg.to - leg.from),
      share: (leg.to - leg.from) / total,
      leftOut,
    });
    leftOut = 0;
  }
  return words;
}

/** "waited 1.98 s, ran 2.1 ms, ready 0.4 ms": what all tasks on the path did. */
export function totalWords({ totals }: CriticalPath): string {
  const { ran, ready, waited, unrecorded } = totals;
  const parts = [
    { word: t("tasks.columns.waited"), time: waited },
    { word: t("tasks.columns.ran"), time: ran, isAlwaysTold: true },
    { word: t("tasks.columns.ready"), time: ready },
    { word: t("timeline.range.notRecorded"), time: unrecorded },
  ];
  return parts
    .filter(({ time, isAlwaysTold }) => time > 0 || isAlwaysTold === true)
    .sort((one, other) => other.time - one.time)
    .map(({ word, time }) => t("compare.time", { word, duration: formatDuration(time) }))
    .join(", ");
}

function toldLegs(legs: readonly PathLeg[]): ReadonlySet<PathLeg> {
  if (legs.length <= MAX_LEGS) return new Set(legs);
  const byLength = [...legs].sort(
    (one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from,
  );
  // How it ended belongs to it in any case.
  return new Set([...byLength.slice(0, MAX_LEGS), legs.at(-1)!]);
}

/** What led from task `before` to a leg. */
function linkWords(model: SessionModel, leg: PathLeg, link: PathLink, before: number): string {
  const who = nameOf(model, before);
  const what = link.wait < 0 ? "" : waitAt(model, leg.task, link.wait);
  if (link.kind === "created") return t("compare.path.created", { name: who });
  return link.waited > BLINK
    ? t(`compare.path.${link.kind}After`, {
        name: who,
        what,
        duration: formatDuration(link.waited),
      })
    : t(`compare.path.${link.kind}`, { name: who, what });
}

function deedWords(model: SessionModel, { task, stretches }: PathLeg): string {
  const waits = new Map<string, { length: number; times: number }>();
  let ran = 0;
  let ready = 0;
  let unrecorded = 0;
  for (const stretch of stretches) {
    const length = stretch.to - stretch.from;
    if (stretch.state === LaneState.RUNNING) ran += length;
    else if (stretch.state === LaneState.UNRECORDED) unrecorded += length;
    else if (stretch.state === LaneState.WAITING) {
      const words = waitSentence(model, task, stretch);
      const before = waits.get(words) ?? { length: 0, times: 0 };
      waits.set(words, { length: before.length + length, times: before.times + 1 });
    } else ready += length;
  }
  const longest = [...waits].sort(([, one], [, other]) => other.length - one.length);
  const parts = longest.slice(0, MAX_WAITS).map(([words, { length, times }]) => ({
    words: waitedWords(words, times),
    length,
  }));
  const others = longest.slice(MAX_WAITS).map(([, other]) => other);
  if (others.length > 0) {
    const length = others.reduce((sum, one) => sum + one.length, 0);
    const count = others.reduce((sum, one) => sum + one.times, 0);
    parts.push({ words: t("compare.path.otherWaits", { count }), length });
  }
  const itself = { words: t("compare.path.ran"), length: ran };
  parts.push(itself, { words: t("compare.path.wasReady"), length: ready });
  parts.push({ words: t("timeline.range.notRecorded"), length: unrecorded });
  const worth = parts.filter(({ length }) => length > BLINK);
  return (worth.length > 0 ? worth : [itself])
    .sort((one, other) => other.length - one.length)
    .map(({ words, length }) =>
      t("compare.path.part", { what: words, duration: formatDuration(length) }),
    )
    .join(", ");
}

function waitSentence(model: SessionModel, task: number, stretch: PathStretch): string {
  const words = waitAt(model, task, stretch.interval);
  if (stretch.cancelledBy === null) return words;
  return t("compare.path.cutShort", { what: words, by: cancelWords(model, task, stretch) });
}

function cancelWords(model: SessionModel, task: number, { from, to, cancelledBy }: PathStretch) {
  if (cancelledBy !== null && cancelledBy !== 0) {
    return t("compare.path.byTask", { name: nameOf(model, cancelledBy) });
  }
  const request = model.cancels
    .entriesOf(task)
    .findLast(({ kind, time }) => kind === CancelEntryKind.REQUESTED && time >= from && time <= to);
  switch (request?.origin) {
    case CancelOrigin.USER:
      return t("compare.path.byUser");
    case CancelOrigin.END:
      return t("compare.path.byEnd");
    case CancelOrigin.LOOP:
      return t("compare.path.byTimeout");
    default:
      return t("compare.path.byCancel");
  }
}

function waitedWords(what: string, times: number): string {
  if (times === 1) return t("compare.path.waited", { what });
  return times === 2
    ? t("compare.path.waitedTwice", { what })
    : t("compare.path.waitedTimes", { what, number: times });
}

const reader = new LaneReader();

function waitAt(model: SessionModel, task: number, interval: number): string {
  const lane = model.lanes.laneOf(task);
  if (lane === NO_LANE) return t("tasks.something");
  model.lanes.read(lane, reader);
  // One waits for a task, and not for its being awaited.
  return waitWords(model, reader, interval).replace(/^await /, "");
}
