import { MarkKind, NO_MARK } from "./lane-marks";
import { LaneReader } from "./lane-reader";
import type { Lanes } from "./lanes";

/** An instant at which something happened. */
export interface LaneEvent {
  /** In seconds. */
  readonly time: number;
  readonly task: number;
  /** The interval of the task that begins then, or in which the event lies. */
  readonly interval: number;
  /** The mark of a cancel; `NO_MARK` where an interval begins. */
  readonly mark: number;
  /** How many tasks something happened to at this instant. */
  readonly tasks: number;
}

const reader = new LaneReader();

/**
 * The nearest event before `time`, or after it; null if there is none.
 * @param lane looks at this lane alone; all lanes without it
 */
export function nearestEvent(
  lanes: Lanes,
  time: number,
  direction: -1 | 1,
  lane?: number,
): LaneEvent | null {
  let best: Omit<LaneEvent, "tasks"> | null = null;
  let tasks = 0;
  const end = lane === undefined ? lanes.end : lane + 1;
  for (let at = lane ?? 0; at < end; at += 1) {
    const task = lanes.taskOf(at);
    if (task === 0) continue;
    lanes.read(at, reader);
    const found = inLane(lanes, at, time, direction);
    if (found === null) continue;
    if (best !== null && found.time === best.time) tasks += 1;
    else if (best === null || (found.time - best.time) * direction < 0) {
      best = { ...found, task };
      tasks = 1;
    }
  }
  return best === null ? null : { ...best, tasks };
}

/** The nearest event of the lane that the reader looks at. */
function inLane(lanes: Lanes, lane: number, time: number, direction: -1 | 1) {
  let interval = reader.indexAt(time);
  if (direction === 1) interval += 1;
  else while (interval >= 0 && reader.start(interval) >= time) interval -= 1;
  const exists = interval >= 0 && interval < reader.count;
  let nearest = exists ? reader.start(interval) : direction * Infinity;
  let found = NO_MARK;
  const { marks } = lanes;
  for (let mark = lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    const at = marks.time[mark]!;
    const isCloser = (at - time) * direction > 0 && (nearest - at) * direction > 0;
    // An await is an event of the task that awaits.
    if (!isCloser || marks.kind[mark] === MarkKind.AWAITED) continue;
    nearest = at;
    found = mark;
  }
  if (!Number.isFinite(nearest)) return null;
  if (found !== NO_MARK) interval = Math.max(0, reader.indexAt(nearest));
  return { time: nearest, interval, mark: found };
}
