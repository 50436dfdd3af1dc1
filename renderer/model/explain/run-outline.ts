import { bitsToSeconds } from "../../../shared/batch";
import { isResourceWait, Channel, WaitReason } from "../../../shared/events";
import type { RunResult } from "../../../shared/lesson-claims";
import { NO_SLOT } from "../../../shared/reduce";
import { isOver, LaneState } from "../lane-code";
import { MarkKind, NO_MARK } from "../lane-marks";
import { LaneReader } from "../lane-reader";
import { spanOf } from "../run-span";
import type { SessionModel } from "../session-model";

/** Tasks of a run that are outlined. More do not fit a page; the timeline has them all. */
const MAX_OUTLINED_TASKS = 40;
/** Intervals of a task that are outlined, its first ones. */
const MAX_INTERVALS = 400;
/** Lines that are kept of a run. The console has more. */
const MAX_LINES = 500;

/** A task in one state. Times in seconds since the run began. */
export interface OutlineInterval {
  readonly state: LaneState;
  readonly from: number;
  readonly to: number;
  /** Of a wait: what kind it is, and what for, in words. */
  readonly reason: WaitReason;
  readonly label: string;
  /** Of a wait: the awaited task, 0 for none. */
  readonly awaited: number;
  /** Of a wait: a cancel ended it, before its time. */
  readonly isCutShort: boolean;
}

/** What one task did, as far as it is kept. */
export interface OutlineTask {
  readonly id: number;
  readonly name: string;
  /** What it runs, as a call; empty if that is not known. */
  readonly coroutine: string;
  /** What created it, 0 for the one that runs `main`. */
  readonly creator: number;
  readonly from: number;
  readonly to: number;
  readonly outcome: "finished" | "failed" | "cancelled" | null;
  readonly intervals: readonly OutlineInterval[];
}

/** A line that a run printed. */
export interface OutlineLine {
  readonly time: number;
  readonly task: number;
  readonly name: string;
  readonly text: string;
  readonly channel: Channel;
}

/** A run as plain data: what is left of it when the session goes on to another one. */
export interface RunOutline {
  /** How long it took, in seconds. */
  readonly seconds: number;
  readonly tasks: readonly OutlineTask[];
  /** How many tasks are left out. */
  readonly otherTasks: number;
  /** What the program printed, and errors and warnings about it. */
  readonly lines: readonly OutlineLine[];
}

const reader = new LaneReader();

const OUTCOMES = new Map<LaneState, OutlineTask["outcome"]>([
  [LaneState.FINISHED, "finished"],
  [LaneState.FAILED, "failed"],
  [LaneState.CANCELLED, "cancelled"],
]);

const SHOWN: ReadonlySet<Channel> = new Set([Channel.OUTPUT, Channel.ERROR, Channel.WARNING]);

/** Takes from the model what a lesson shows of a run. */
export function outlineOf(model: SessionModel): RunOutline {
  const { table, lanes } = model;
  const now = model.now();
  const span = spanOf(lanes, now);
  const tasks: OutlineTask[] = [];
  for (let slot = 0; slot < table.slots && tasks.length < MAX_OUTLINED_TASKS; slot += 1) {
    const id = table.id[slot]!;
    if (id !== 0) tasks.push(taskOf(model, id, span.from, now));
  }
  tasks.sort((one, other) => one.id - other.id);
  return {
    seconds: span.to - span.from,
    tasks,
    otherTasks: table.size - tasks.length,
    lines: linesOf(model, span.from),
  };
}

/** The lines that a lesson shows, up to now. */
export function linesOf(model: SessionModel, start: number): OutlineLine[] {
  const lines = model.console.lines.filter(({ channel }) => SHOWN.has(channel));
  return lines.slice(0, MAX_LINES).map(({ time, task, text, channel }) => ({
    time: Math.max(0, time - start),
    task,
    name: taskName(model, task),
    text,
    channel,
  }));
}

/** What claims of a lesson look at. */
export function resultOf(outline: RunOutline): RunResult {
  return {
    lines: outline.lines
      .filter(({ channel }) => channel === Channel.OUTPUT)
      .map(({ text }) => text),
    seconds: outline.seconds,
    tasks: outline.tasks.map(({ name, outcome }) => ({ name, outcome })),
  };
}

/** A task's name; the one that runs `main` is called so, whatever its number is. */
function taskName({ table }: SessionModel, task: number): string {
  const slot = table.slotOf(task);
  if (slot === NO_SLOT) return "";
  return table.creator[slot] === 0 ? "main" : table.name[slot]!;
}

function taskOf(model: SessionModel, id: number, start: number, now: number): OutlineTask {
  const { table, lanes } = model;
  const lane = lanes.laneOf(id);
  lanes.read(lane, reader);
  const intervals: OutlineInterval[] = [];
  const count = Math.min(reader.count, MAX_INTERVALS);
  for (let index = 0; index < count; index += 1) {
    const state = reader.state(index);
    if (isOver(state)) break;
    const reason = reader.reason(index) as WaitReason;
    const asleep = reason === WaitReason.SLEEP;
    const a = reader.a(index);
    const label = lanes.text(reader.text(index));
    intervals.push({
      state,
      from: reader.start(index) - start,
      to: reader.end(index, now) - start,
      reason,
      label: label === "" && asleep ? `sleep(${Number(bitsToSeconds(a).toPrecision(3))})` : label,
      awaited: asleep || isResourceWait(reason) || state !== LaneState.WAITING ? 0 : a,
      isCutShort: false,
    });
  }
  return {
    id,
    name: taskName(model, id),
    creator: table.creator[table.slotOf(id)]!,
    from: reader.begin - start,
    to: reader.lastTime(now) - start,
    outcome: OUTCOMES.get(reader.state(reader.count - 1)) ?? null,
    coroutine: table.coroutine[table.slotOf(id)]!,
    intervals: withCuts(intervals, deliveriesOf(model, lane, start)),
  };
}

/** When cancels were thrown into a task, in seconds since the run began. */
function deliveriesOf({ lanes }: SessionModel, lane: number, start: number): number[] {
  const { marks } = lanes;
  const times: number[] = [];
  for (let mark = lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    if (marks.kind[mark] === MarkKind.CANCEL_DELIVERED) times.push(marks.time[mark]! - start);
  }
  return times;
}

/** Marks the waits that a cancel ended: those after whose end it was thrown into the next step. */
function withCuts(
  intervals: readonly OutlineInterval[],
  deliveries: readonly number[],
): readonly OutlineInterval[] {
  if (deliveries.length === 0) return intervals;
  return intervals.map((interval, index) => {
    if (interval.state !== LaneState.WAITING) return interval;
    const step = intervals.slice(index + 1).find(({ state }) => state !== LaneState.READY);
    const isCutShort =
      step?.state === LaneState.RUNNING &&
      deliveries.some((time) => time >= step.from && time <= step.to);
    return { ...interval, isCutShort };
  });
}
