import { Channel, WaitReason } from "../../../shared/events";
import { t, writtenDecimal } from "../../texts";
import { LaneState } from "../lane-code";
import type { OutlineInterval, OutlineLine, OutlineTask, RunOutline } from "./run-outline";
import { stepAt, waitsForTheWorld, waitWords } from "./waits";

/** Lines that are explained. */
const MAX_EXPLAINED = 60;
/** What is no longer apart happens at the same instant for a reader, in seconds. */
const SAME_INSTANT = 0.004;

/** Why a line came where it came. */
export interface LineReason {
  readonly line: OutlineLine;
  /** A sentence. */
  readonly why: string;
}

/** For each line that the program printed, in their order: why it came then, and not before. */
export function explainOrder(run: RunOutline): LineReason[] {
  const lines = run.lines.filter(({ channel }) => channel === Channel.OUTPUT);
  let before: Placed | null = null;
  return lines.slice(0, MAX_EXPLAINED).map((line) => {
    const placed = placeOf(line, run);
    const why = whyThen(placed, before, run);
    before = placed;
    return { line, why };
  });
}

interface Placed {
  readonly line: OutlineLine;
  readonly task: OutlineTask | undefined;
  /** The step of the task that printed it, as the index of its interval; -1 if it is not known. */
  readonly step: number;
}

function placeOf(line: OutlineLine, run: RunOutline): Placed {
  const task = run.tasks.find(({ id }) => id === line.task);
  return { line, task, step: task === undefined ? -1 : stepAt(task, line.time) };
}

function whyThen(placed: Placed, before: Placed | null, run: RunOutline): string {
  const { task, step } = placed;
  if (task === undefined || step === -1) return t("explain.order.unknown");
  const { name, intervals } = task;
  if (before?.task === task && before.step === step) {
    return t("explain.order.straightOn", { name });
  }
  // Before a step stands that it was ready, and before that what it had waited for.
  const ready = intervals[step - 1];
  if (ready === undefined || ready.state === LaneState.SCHEDULED)
    return firstTurn(placed, before, run);
  const wait = waitBefore(task, step);
  if (wait === null) return t("explain.order.nextTurn", { name });
  const late = intervals[step]!.from - wait.to;
  const lateness =
    late > SAME_INSTANT * 5 ? ` ${t("explain.order.late", { late: secondsOf(late) })}` : "";
  return `${afterWait(name, wait, run)}${sameTime(placed, wait, before)}${lateness}`;
}

function firstTurn({ task }: Placed, before: Placed | null, run: RunOutline): string {
  const { name, creator, from } = task!;
  const by = run.tasks.find(({ id }) => id === creator);
  if (by === undefined) return t("explain.order.first", { name });
  const earlier = run.tasks.filter(
    (other) =>
      other.creator === creator &&
      other.id < task!.id &&
      Math.abs(other.from - from) < SAME_INSTANT,
  );
  const told = { name, creator: by.name };
  return before?.task !== undefined && earlier.includes(before.task)
    ? t("explain.order.firstTurnAfter", { ...told, before: before.task.name })
    : t("explain.order.firstTurn", told);
}

function afterWait(name: string, wait: OutlineInterval, run: RunOutline): string {
  const at = secondsOf(wait.to);
  const awaited = run.tasks.find(({ id }) => id === wait.awaited);
  // The error of a task that was cancelled comes to whoever awaits it, and looks the same.
  if (wait.isCutShort && awaited?.outcome !== "cancelled") {
    const isNamed = wait.reason === WaitReason.SLEEP && wait.label !== "";
    const what = isNamed ? wait.label : waitWords(wait, run);
    return t("explain.order.cutShort", { name, what, at });
  }
  switch (wait.reason) {
    case WaitReason.SLEEP:
      return wait.to - wait.from < SAME_INSTANT
        ? t("explain.order.letOthers", { name })
        : t("explain.order.sleepOver", { name, sleep: wait.label, at });
    case WaitReason.PROMISE:
      return t("explain.order.answer", { name, at });
    case WaitReason.TASK:
    case WaitReason.SHIELD: {
      const other = run.tasks.find(({ id }) => id === wait.awaited);
      if (other === undefined) return t("explain.order.awaitedDone", { name, at });
      const outcome = other.outcome ?? "cancelled";
      return t(`explain.order.awaited.${outcome}`, { name, other: other.name, at });
    }
    case WaitReason.GATHER:
      return afterGather(name, wait, run);
    case WaitReason.WAIT:
    case WaitReason.AS_COMPLETED:
      return t("explain.order.enough", { name, at });
    case WaitReason.GROUP:
      return t("explain.order.group", { name, at });
    case WaitReason.QUEUE_JOIN:
      return t("explain.order.queueJoin", { at });
    case WaitReason.QUEUE_GET:
      return t("explain.order.queueGet", { name, at });
    case WaitReason.QUEUE_PUT:
      return t("explain.order.queuePut", { name, at });
    case WaitReason.LOCK:
      return t("explain.order.lock", { name, at });
    default:
      return t("explain.order.other", { name, at });
  }
}

function afterGather(name: string, wait: OutlineInterval, run: RunOutline): string {
  const at = secondsOf(wait.to);
  const failed = run.tasks.find(
    ({ outcome, to }) => outcome === "failed" && Math.abs(to - wait.to) < SAME_INSTANT * 5,
  );
  return failed === undefined
    ? t("explain.order.allResults", { name, at })
    : t("explain.order.gatherFailed", { failed: failed.name, name, at });
}

/** Who was first, where two waits that the world ends were over together. */
function sameTime({ line }: Placed, wait: OutlineInterval, before: Placed | null): string {
  if (before?.task === undefined || before.line.task === line.task) return "";
  if (line.time - before.line.time > SAME_INSTANT || !endedByTheWorld(wait)) return "";
  const other = waitBefore(before.task, before.step);
  if (other === null || !endedByTheWorld(other)) return "";
  return ` ${t("explain.order.sameTime", { other: before.task.name })}`;
}

const secondsOf = (time: number): string => `${writtenDecimal(time, 2)} s`;

const endedByTheWorld = (wait: OutlineInterval): boolean =>
  waitsForTheWorld(wait) && !wait.isCutShort;

/** What a task waited for before a step; null for its first one. */
function waitBefore({ intervals }: OutlineTask, step: number): OutlineInterval | null {
  const ready = intervals[step - 1];
  const wait = ready?.state === LaneState.READY ? intervals[step - 2] : ready;
  return wait?.state === LaneState.WAITING ? wait : null;
}
