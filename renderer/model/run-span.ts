import { WaitReason } from "../../shared/events";
import { NEXT_ACTION } from "../../shared/session";
import { isOver, LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import type { Lanes } from "./lanes";

/** From when to when a run did something. Times in seconds. */
export interface RunSpan {
  readonly from: number;
  readonly to: number;
  /** The task that ended last, or, of one that goes on, does; 0 without tasks. */
  readonly last: number;
  /** Whether something goes on still: `to` is now. */
  readonly isOpen: boolean;
}

const reader = new LaneReader();

/**
 * From the first thing that was done to the end of the last task. A `main` that waits for the user
 * does nothing meanwhile: neither the time before the first action counts nor that after the last.
 * @param now the session's time, in seconds
 */
export function spanOf(lanes: Lanes, now: number): RunSpan {
  let from = Infinity;
  let to = -Infinity;
  let last = 0;
  let lastIsRoot = false;
  let isOpen = false;
  for (let lane = 0; lane < lanes.end; lane += 1) {
    const task = lanes.taskOf(lane);
    if (task === 0) continue;
    lanes.read(lane, reader);
    const isRoot = lanes.creatorOf(lane) === 0;
    from = Math.min(from, isRoot ? firstDeed(lanes) : reader.begin);
    const end = lastDeed(lanes, now);
    if (end < to || (end === to && (lastIsRoot || !isRoot))) continue;
    to = end;
    last = task;
    lastIsRoot = isRoot;
    isOpen = !reader.over && !isIdleWait(lanes, reader, reader.count - 1);
  }
  if (last === 0) return { from: 0, to: 0, last: 0, isOpen: false };
  // A `main` that never had anything to do is all that there is.
  return { from: Math.min(from, to), to, last, isOpen };
}

/** Whether interval `index` of a lane is the playground's wait for what the user does next. */
export function isIdleWait(lanes: Lanes, lane: LaneReader, index: number): boolean {
  return (
    lane.state(index) === LaneState.WAITING &&
    lane.reason(index) === WaitReason.PROMISE &&
    lanes.text(lane.text(index)) === NEXT_ACTION
  );
}

/** When the reader's lane, which no task created, first did something: after its first wait for the user, if it begins with one. */
function firstDeed(lanes: Lanes): number {
  for (let index = 0; index < reader.count; index += 1) {
    if (reader.state(index) !== LaneState.WAITING) continue;
    if (!isIdleWait(lanes, reader, index)) return reader.begin;
    return index + 1 < reader.count ? reader.start(index + 1) : Infinity;
  }
  return reader.begin;
}

function lastDeed(lanes: Lanes, now: number): number {
  const index = reader.count - 1;
  if (isOver(reader.state(index)) || isIdleWait(lanes, reader, index)) return reader.start(index);
  return reader.end(index, now);
}
