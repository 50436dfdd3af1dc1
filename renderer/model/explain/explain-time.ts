import { CancelOrigin } from "../../../shared/events";
import { LaneState } from "../lane-code";
import { criticalPathOf } from "../critical-path";
import type { PathLeg } from "../critical-path";
import { CancelEntryKind } from "../cancel-log";
import { formatDuration, plural } from "../format";
import type { SessionModel } from "../session-model";
import type { OutlineInterval, OutlineTask, RunOutline } from "./run-outline";
import { listed, waitsForTheWorld, waitWords } from "./waits";

/** Shorter stretches decide nothing that a learner would notice: a share of the run. */
const LEAST_SHARE = 0.04;
/** Stretches that are told one by one. */
const MAX_TOLD = 6;
/** A step that is as long keeps others from their turns, in seconds. */
const LONG_STEP = 0.08;
/** Two waits overlap if they have as much in common, in seconds. */
const LEAST_OVERLAP = 0.02;

/** Why a run took as long as it did, in sentences, the most important first. Empty for one in which nothing happened. */
export function explainTime(model: SessionModel, run: RunOutline): string[] {
  if (run.tasks.length === 0) return [];
  return [...decided(model, run), ...overlapped(run), ...blocked(run), ...cutShort(model, run)];
}

/** What decided how long it took: the stretches of its critical path. */
function decided(model: SessionModel, run: RunOutline): string[] {
  const { seconds } = run;
  const path = criticalPathOf(model.lanes, model.now());
  const parts = path.legs
    .flatMap((leg) => stretchesOf(leg, run))
    .filter(({ lasts }) => lasts >= Math.max(seconds * LEAST_SHARE, 0.001));
  const took = `The run took ${formatDuration(seconds)}`;
  const told = parts.slice(0, MAX_TOLD);
  if (told.length === 0) return [`${took}: nothing in it waited for long.`];
  const [only] = told;
  if (told.length === 1) {
    return [`${took}, because ${only!.who} ${only!.what} for ${formatDuration(only!.lasts)}.`];
  }
  const sum = told.map(({ lasts }) => formatDuration(lasts)).join(" + ");
  const others = parts.length - told.length;
  return [
    `${took}. These followed one upon the other, and add up to it: ${sum}${others > 0 ? " + …" : ""}.`,
    ...told.map(
      ({ who, what, lasts, lead }) => `${lead}${who} ${what} for ${formatDuration(lasts)}.`,
    ),
    ...(others > 0
      ? [`And ${plural(others, "more stretch", "more stretches")} of this kind.`]
      : []),
  ];
}

interface Stretch {
  readonly who: string;
  readonly what: string;
  readonly lasts: number;
  /** How it came to be this one's turn, as the beginning of the sentence. */
  readonly lead: string;
}

function stretchesOf(leg: PathLeg, run: RunOutline): Stretch[] {
  const task = run.tasks.find(({ id }) => id === leg.task);
  if (task === undefined) return [];
  return leg.stretches.map(({ state, interval, from, to }, index) => {
    const of = task.intervals[interval];
    return {
      who: task.name,
      what: whatDone(state, of, run),
      lasts: to - from,
      lead: index === 0 && leg.link?.kind === "ended" ? "That let the next one go on: " : "",
    };
  });
}

function whatDone(
  state: LaneState,
  interval: OutlineInterval | undefined,
  run: RunOutline,
): string {
  if (state === LaneState.RUNNING) return "ran without letting go";
  if (state === LaneState.READY || state === LaneState.SCHEDULED)
    return "was ready and had no turn";
  return interval === undefined ? "waited" : `waited for ${waitWords(interval, run)}`;
}

/** What waiting went on side by side, and what that saved. */
function overlapped(run: RunOutline): string[] {
  const waits = run.tasks.flatMap((task) =>
    task.intervals
      .filter(waitsForTheWorld)
      .map(({ from, to }) => ({ task, from, to }))
      .filter(({ from, to }) => to - from >= LEAST_OVERLAP),
  );
  const total = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  const covered = lengthOfUnion(waits);
  if (total - covered < LEAST_OVERLAP) {
    const alone = run.tasks.length === 1 && run.otherTasks === 0;
    if (alone && waits.length > 1) {
      return [
        "There was one task only. What it awaited ran inside of it, one after the other, so that nothing could overlap.",
      ];
    }
    return waits.length > 1 ? ["No two waits went on at the same time: nothing was saved."] : [];
  }
  const names = [
    ...new Set(waits.filter((one) => overlapsAny(one, waits)).map(({ task }) => task.name)),
  ];
  return [
    `${listed(names)} waited side by side: ${formatDuration(total)} of waiting fitted into ${formatDuration(covered)}. That saved ${formatDuration(total - covered)}.`,
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
    return [
      `${task.name} ran for ${formatDuration(longest)} in one step. Until it let go, nobody else had a turn, and no timer fired.`,
    ];
  });
}

/** Waits that a cancel ended before their time. */
function cutShort(model: SessionModel, run: RunOutline): string[] {
  return run.tasks.flatMap((task) => {
    const request = model.cancels
      .entriesOf(task.id)
      .find(({ kind }) => kind === CancelEntryKind.REQUESTED);
    if (request === undefined || task.outcome !== "cancelled") return [];
    const asker = run.tasks.find(({ id }) => id === request.by);
    const whom =
      request.origin === CancelOrigin.END
        ? "when the program ended"
        : request.origin === CancelOrigin.USER
          ? "by you"
          : asker === undefined
            ? "by the loop"
            : `by ${asker.name}`;
    const what = request.wait === "" ? "" : `, while it waited for ${request.wait}`;
    return [`${task.name} was cancelled ${whom}${what}: what was left of that took no time.`];
  });
}
