import { isOver } from "../../model/lane-code";
import type { LaneReader } from "../../model/lane-reader";
import type { Lanes } from "../../model/lanes";
import { NO_LANE } from "../../model/lanes";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/** How far beside an interval that is narrower than a pixel the pointer may be, in pixels. */
const REACH = 3;

/** What lies under a pixel of a lane. */
export interface Hit {
  readonly interval: number;
  /** How many intervals share the pixel. */
  readonly shared: number;
}

/**
 * The interval of a task at pixel `x`; null before its creation and after its end. Exact, however
 * coarse the drawing is: where several intervals share the pixel, it is the one that takes most of it.
 */
export function hitLane(
  lanes: Lanes,
  task: number,
  reader: LaneReader,
  scale: TimeScale,
  x: number,
  now: number,
): Hit | null {
  const lane = lanes.laneOf(task);
  if (lane === NO_LANE) return null;
  lanes.read(lane, reader);
  const last = reader.count - (reader.over ? 2 : 1);
  const begin = xOf(scale, reader.begin);
  const end = xOf(scale, reader.lastTime(now));
  if (x < begin - REACH || x > end + REACH || last < 0) return null;
  const left = Math.floor(Math.min(Math.max(x, begin), end));
  const from = timeAt(scale, left);
  const to = timeAt(scale, left + 1);
  let first = Math.max(0, reader.indexAt(from));
  // One that ends exactly where the pixel begins is not in it.
  while (first < last && reader.end(first, now) < from) first += 1;
  const behind = Math.min(last, reader.indexAt(to, first));
  let interval = first;
  let most = -1;
  for (let index = first; index <= Math.min(behind, first + MAX_COMPARED); index += 1) {
    if (isOver(reader.state(index))) break;
    const share = Math.min(to, reader.end(index, now)) - Math.max(from, reader.start(index));
    if (share > most) {
      most = share;
      interval = index;
    }
  }
  return { interval, shared: behind - first + 1 };
}

/** Intervals of one pixel compared with each other: past it, which of a thousand is meant makes no difference. */
const MAX_COMPARED = 256;
