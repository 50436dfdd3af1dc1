import { CancelOrigin, WaitReason } from "../../../shared/events";
import { LaneState } from "../lane-code";
import { criticalPathOf } from "../critical-path";
import type { PathStretch } from "../critical-path";
import { CancelEntryKind } from "../cancel-log";
import { t } from "../../texts";
import { formatDuration } from "../format";
import type { SessionModel } from "../session-model";
import type { OutlineInterval, OutlineTask, RunOutline } from "./run-outline";
import { listed, waitsForTheWorld, waitWords } from "./waits";

/** Shorter stretches decide nothing that a learner would notice: a share of the run. */
const LEAST_SHARE = 0.04;
/** Stretches that are told one by one. */
const MAX_TOLD = 6;
/** A step that is as long keeps others from their turns, in seconds. */
const LONG_STEP = 0.08;
/** A sleep is late if it takes as much longer, as a share. */
const LATE_SHARE = 0.4;
/** A turn that did not come is told if it was as long, in seconds: less is the machine's own doing. */
const LEAST_READY = 0.05;
/** Two waits overlap if they have as much in common, in seconds. */
const LEAST_OVERLAP = 0.02;

/** Why a run took as long as it did, in sentences, the most important first. Empty for one in which nothing happened. */
export function explainTime(model: SessionModel, run: RunOutline): string[] {
  if (run.tasks.length === 0) return [];
  return [
    ...decided(model, run),
    ...overlapped(run),
    ...blocked(run),
    ...cutShort(model, run),
    ...whoIsWho(run),
  ];
}

/** A stretch of the critical path, in words, or several of the same kind that follow each other. */
interface Part {
  readonly who: string;
  readonly did: "ran" | "noTurn" | "waited" | "waitedFor";
  /** What it waited for; empty if it did not, or if that is not known. */
  readonly what: string;
  /** How it ended, where that was not by itself; empty otherwise. */
  readonly end: string;
  readonly lasted: number[];
}

/** What decided how long it took: the stretches of its critical path. */
function decided(model: SessionModel, run: RunOutline): string[] {
  const { seconds } = run;
  const parts: Part[] = [];
  for (const leg of criticalPathOf(model.lanes, model.now()).legs) {
    for (const stretch of leg.stretches) {
      if (!isNoteworthy(stretch, seconds)) continue;
      const part = partOf(leg.task, stretch, model, run);
      const last = parts.at(-1);
      const goesOn =
        last?.who === part.who &&
        last.did === part.did &&
        last.what === part.what &&
        last.end === part.end;
      if (goesOn) last.lasted.push(...part.lasted);
      else parts.push(part);
    }
  }
  const took = formatDuration(seconds);
  const [only] = parts;
  if (only === undefined) return [t("explain.time.noWaits", { took })];
  if (parts.length === 1) return [t("explain.time.because", { took, reason: sentenceOf(only) })];
  const told = parts.slice(0, MAX_TOLD);
  const sum = told.flatMap(({ lasted }) => lasted.map(formatDuration)).join(" + ");
  const others = parts.length - told.length;
  return [
    t("explain.time.sum", { took, sum: others > 0 ? `${sum} + …` : sum }),
    ...told.map(sentenceOf),
    ...(others > 0 ? [t("explain.time.moreStretches", { count: others })] : []),
  ];
}

function isNoteworthy({ state, from, to }: PathStretch, seconds: number): boolean {
  const lasts = to - from;
  if (state === LaneState.READY || state === LaneState.SCHEDULED) {
    return lasts >= Math.max(LEAST_READY, seconds * LEAST_SHARE);
  }
  return lasts >= Math.max(0.001, seconds * LEAST_SHARE);
}

function partOf(id: number, stretch: PathStretch, model: SessionModel, run: RunOutline): Part {
  const { state, interval, from, to, cancelledBy } = stretch;
  const task = run.tasks.find((one) => one.id === id);
  const of = task?.intervals[interval];
  return {
    who: task?.name ?? t("tasks.unnamed", { task: String(id) }),
    ...whatDone(state, of, run),
    end:
      cancelledBy === null
        ? latenessOf(of)
        : t("explain.time.untilCancelled", { by: cancelOf(id, model, run) }),
    lasted: [to - from],
  };
}

function sentenceOf({ who, did, what, end, lasted }: Part): string {
  const times = lasted.map(formatDuration);
  if (times.length === 1) {
    return t(`explain.time.once.${did}`, { who, what, time: times[0]!, end });
  }
  const often =
    times.length === 2
      ? t("explain.time.twice")
      : t("explain.time.times", { number: times.length });
  return t(`explain.time.often.${did}`, { who, what, often, sum: times.join(" + "), end });
}

/** A sleep that ends long after its time was not woken: nobody is while a step runs. */
function latenessOf(interval: OutlineInterval | undefined): string {
  if (interval?.reason !== WaitReason.SLEEP) return "";
  const due = Number(/\(([\d.]+)\)/.exec(interval.label)?.[1] ?? "NaN");
  const late = interval.to - interval.from - due;
  return late >= LONG_STEP && late >= due * LATE_SHARE ? t("explain.time.late") : "";
}

function whatDone(
  state: LaneState,
  interval: OutlineInterval | undefined,
  run: RunOutline,
): Pick<Part, "did" | "what"> {
  if (state === LaneState.RUNNING) return { did: "ran", what: "" };
  if (state === LaneState.READY || state === LaneState.SCHEDULED) {
    return { did: "noTurn", what: "" };
  }
  return interval === undefined
    ? { did: "waited", what: "" }
    : { did: "waitedFor", what: waitWords(interval, run) };
}

/** What waiting went on side by side, and what that saved. */
function overlapped(run: RunOutline): string[] {
  const waits = run.tasks.flatMap((task) =>
    task.intervals
      .filter((interval) => waitsForTheWorld(interval) && !interval.isCutShort)
      .map(({ from, to }) => ({ task, from, to }))
      .filter(({ from, to }) => to - from >= LEAST_OVERLAP),
  );
  const total = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  const covered = lengthOfUnion(waits);
  if (total - covered < LEAST_OVERLAP) {
    const alone = run.tasks.length === 1 && run.otherTasks === 0;
    if (alone && waits.length > 1) {
      return [t("explain.time.alone")];
    }
    const isAll = run.tasks.every(({ intervals }) => !intervals.some((one) => one.isCutShort));
    return waits.length > 1 && isAll ? [t("explain.time.nothingSaved")] : [];
  }
  const names = [
    ...new Set(waits.filter((one) => overlapsAny(one, waits)).map(({ task }) => task.name)),
  ];
  return [
    t("explain.time.overlapped", {
      names: listed(names),
      total: formatDuration(total),
      covered: formatDuration(covered),
      saved: formatDuration(total - covered),
    }),
  ];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const overlapsAny = (
  one: Span & { task: OutlineTask },
  all: readonly (Span & { task: OutlineTask })[],
) =>
  all.some(
    (other) =>
      other.task !== one.task &&
      Math.min(one.to, other.to) - Math.max(one.from, other.from) >= LEAST_OVERLAP,
  );

/** How much time lies within any of `spans`, in seconds. */
function lengthOfUnion(spans: readonly Span[]): number {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  let length = 0;
  let until = -Infinity;
  for (const { from, to } of sorted) {
    length += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return length;
}

/** Steps that kept everybody else from their turn. */
function blocked(run: RunOutline): string[] {
  return run.tasks.flatMap((task) => {
    const longest = task.intervals
      .filter(({ state }) => state === LaneState.RUNNING)
      .reduce((most, { from, to }) => Math.max(most, to - from), 0);
    if (longest < LONG_STEP) return [];
    return [t("explain.time.blocked", { name: task.name, time: formatDuration(longest) })];
  });
}

/** Waits that a cancel ended before their time. */
function cutShort(model: SessionModel, run: RunOutline): string[] {
  return run.tasks.flatMap((task) => {
    const request = requestOf(task.id, model);
    if (request === undefined || task.outcome !== "cancelled") return [];
    const { wait } = request;
    const told = { name: task.name, by: cancelOf(task.id, model, run) };
    if (wait === "") return [t("explain.time.cancelled", told)];
    const how = wait.startsWith("sleep(") ? "cancelledAsleep" : "cancelledWhile";
    return [t(`explain.time.${how}`, { ...told, what: wait })];
  });
}

/** By whom, or when, a task was cancelled first. */
function cancelOf(task: number, model: SessionModel, run: RunOutline): string {
  const request = requestOf(task, model);
  if (request === undefined) return "";
  const asker = run.tasks.find(({ id }) => id === request.by);
  return byWhom(request.origin, asker);
}

const requestOf = (task: number, model: SessionModel) =>
  model.cancels.entriesOf(task).find(({ kind }) => kind === CancelEntryKind.REQUESTED);

function byWhom(origin: CancelOrigin, asker: OutlineTask | undefined): string {
  if (origin === CancelOrigin.END) return t("explain.time.by.end");
  if (origin === CancelOrigin.USER) return t("explain.time.by.user");
  return asker === undefined
    ? t("explain.time.by.timeout")
    : t("explain.time.by.task", { name: asker.name });
}

/** What tasks run that nobody gave a name. */
function whoIsWho(run: RunOutline): string[] {
  const byCoroutine = new Map<string, string[]>();
  for (const { name, coroutine } of run.tasks) {
    if (!/^Task-\d+$/.test(name) || coroutine === "") continue;
    byCoroutine.set(coroutine, [...(byCoroutine.get(coroutine) ?? []), name]);
  }
  if (byCoroutine.size === 0 || byCoroutine.size > MAX_TOLD) return [];
  const told = [...byCoroutine].map(([coroutine, names]) =>
    t(names.length === 1 ? "explain.time.runs" : "explain.time.run", {
      names: listed(names),
      coroutine,
    }),
  );
  return [`${told.join("; ")}.`];
}
