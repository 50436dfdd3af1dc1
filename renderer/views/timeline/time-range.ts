import { isOver, LaneState } from "../../model/lane-code";
import type { LaneReader, Spent } from "../../model/lane-reader";

/** A stretch of time that was selected, in seconds. It begins before it ends, or then. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The range between two instants, in either order. */
export function rangeOf(one: number, other: number): TimeRange {
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

/** The range that holds both. */
export function extended(range: TimeRange | null, by: TimeRange): TimeRange {
  if (range === null) return by;
  return { from: Math.min(range.from, by.from), to: Math.max(range.to, by.to) };
}

/** What a task did within a range, in seconds; what is left of the range is before its creation or after its end. */
export interface RangeTotals {
  readonly ran: number;
  readonly ready: number;
  readonly waited: number;
  readonly unrecorded: number;
}

const NOTHING: RangeTotals = { ran: 0, ready: 0, waited: 0, unrecorded: 0 };
const before: Spent = { ran: 0, ready: 0 };
const after: Spent = { ran: 0, ready: 0 };

/** The totals of the lane that `reader` looks at, up to `now`, which may be before its end. Exact; costs two searches, however long the lane is. */
export function totalsWithin(reader: LaneReader, range: TimeRange, now: number): RangeTotals {
  if (reader.count === 0) return NOTHING;
  const from = Math.max(range.from, reader.begin);
  const to = Math.min(range.to, reader.lastTime(now), now);
  if (to <= from) return NOTHING;
  spentBy(reader, from, before);
  spentBy(reader, to, after);
  const ran = after.ran - before.ran;
  const ready = after.ready - before.ready;
  // Only the first interval can be one of which nothing is known.
  const unrecorded =
    reader.state(0) === LaneState.UNRECORDED
      ? Math.max(0, Math.min(to, reader.end(0, now)) - from)
      : 0;
  return { ran, ready, waited: Math.max(0, to - from - ran - ready - unrecorded), unrecorded };
}

function spentBy(reader: LaneReader, time: number, into: Spent): void {
  let index = reader.indexAt(time);
  if (index > 0 && isOver(reader.state(index))) index -= 1;
  reader.spentBefore(time, index, into);
}
