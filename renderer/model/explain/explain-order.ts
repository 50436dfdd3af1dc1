import { Channel, WaitReason } from "../../../shared/events";
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
  if (task === undefined || step === -1) return "No task of this run is known to have printed it.";
  const { name, intervals } = task;
  if (before?.task === task && before.step === step) {
    return `${name} went straight on: nothing can come in between while it does not wait.`;
  }
  // Before a step stands that it was ready, and before that what it had waited for.
  const ready = intervals[step - 1];
  if (ready === undefined || ready.state === LaneState.SCHEDULED)
    return firstTurn(placed, before, run);
  const wait = waitBefore(task, step);
  if (wait === null) return `${name} had its next turn.`;
  const late = intervals[step]!.from - wait.to;
  const lateness =
    late > SAME_INSTANT * 5
      ? ` It could have gone on ${late.toFixed(2)} s earlier, but somebody else was running.`
      : "";
  return `${afterWait(name, wait, run)}${sameTime(placed, wait, before)}${lateness}`;
}

function firstTurn({ task }: Placed, before: Placed | null, run: RunOutline): string {
  const { name, creator, from } = task!;
  const by = run.tasks.find(({ id }) => id === creator);
  if (by === undefined) return `${name} is the first to run.`;
  const earlier = run.tasks.filter(
    (other) =>
      other.creator === creator &&
      other.id < task!.id &&
      Math.abs(other.from - from) < SAME_INSTANT,
  );
  const queue =
    earlier.length > 0 && before?.task !== undefined && earlier.includes(before.task)
      ? `, after ${before.task.name}, which was created before it`
      : "";
  return `${name} had its first turn once ${by.name} stopped to wait${queue}. Creating it had run nothing of it.`;
}

function afterWait(name: string, wait: OutlineInterval, run: RunOutline): string {
  const at = `${wait.to.toFixed(2)} s`;
  const awaited = run.tasks.find(({ id }) => id === wait.awaited);
  // The error of a task that was cancelled comes to whoever awaits it, and looks the same.
  if (wait.isCutShort && awaited?.outcome !== "cancelled") {
    return `A cancel ended ${name}'s wait for ${waitWords(wait, run).replace(/^its /, "")} at ${at}.`;
  }
  switch (wait.reason) {
    case WaitReason.SLEEP:
      return wait.to - wait.from < SAME_INSTANT
        ? `${name} had only let the others have their turn.`
        : `${name}'s ${wait.label} was over at ${at}.`;
    case WaitReason.PROMISE:
      return `The answer for ${name} came at ${at}.`;
    case WaitReason.TASK:
    case WaitReason.SHIELD: {
      const other = run.tasks.find(({ id }) => id === wait.awaited);
      if (other === undefined) return `${name} went on at ${at}: what it awaited was done.`;
      if (other.outcome === "finished")
        return `${name} was awaiting ${other.name}, which was done at ${at}.`;
      if (other.outcome === "failed")
        return `${name} was awaiting ${other.name}, which failed at ${at}.`;
      return `${name} was awaiting ${other.name}, which was cancelled at ${at}.`;
    }
    case WaitReason.GATHER:
      return afterGather(name, wait, run);
    case WaitReason.WAIT:
    case WaitReason.AS_COMPLETED:
      return `Enough of what ${name} waited for was done at ${at}.`;
    case WaitReason.GROUP:
      return `All tasks of ${name}'s group had ended at ${at}.`;
    case WaitReason.QUEUE_JOIN:
      return `Everything in the queue was worked off at ${at}.`;
    case WaitReason.QUEUE_GET:
      return `An item came for ${name} at ${at}.`;
    case WaitReason.QUEUE_PUT:
      return `There was room for ${name}'s item at ${at}.`;
    case WaitReason.LOCK:
      return `${name} got the lock at ${at}.`;
    default:
      return `What ${name} waited for came at ${at}.`;
  }
}

function afterGather(name: string, wait: OutlineInterval, run: RunOutline): string {
  const at = `${wait.to.toFixed(2)} s`;
  const failed = run.tasks.find(
    ({ outcome, to }) => outcome === "failed" && Math.abs(to - wait.to) < SAME_INSTANT * 5,
  );
  return failed === undefined
    ? `${name} had all results at ${at}.`
    : `${failed.name} failed at ${at}, and the gather passed that on to ${name} at once.`;
}

/** Who was first, where two waits that the world ends were over together. */
function sameTime({ line }: Placed, wait: OutlineInterval, before: Placed | null): string {
  if (before?.task === undefined || before.line.task === line.task) return "";
  if (line.time - before.line.time > SAME_INSTANT || !endedByTheWorld(wait)) return "";
  const other = waitBefore(before.task, before.step);
  if (other === null || !endedByTheWorld(other)) return "";
  return ` ${before.task.name} was ready at the same time, and had been first in line.`;
}

const endedByTheWorld = (wait: OutlineInterval): boolean =>
  waitsForTheWorld(wait) && !wait.isCutShort;

/** What a task waited for before a step; null for its first one. */
function waitBefore({ intervals }: OutlineTask, step: number): OutlineInterval | null {
  const ready = intervals[step - 1];
  const wait = ready?.state === LaneState.READY ? intervals[step - 2] : ready;
  return wait?.state === LaneState.WAITING ? wait : null;
}
