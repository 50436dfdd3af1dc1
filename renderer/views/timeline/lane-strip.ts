import type { LaneReader } from "../../model/lane-reader";
import { isOver } from "../../model/lane-code";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/**
 * One lane's visible part as pixels: each entry covers the columns `from` to `to` (exclusive) with the
 * intervals `first` to `last`. Where `first` and `last` differ, the entry is one column that several
 * intervals share.
 */
export class LaneStrip {
  length = 0;
  from = new Int32Array(64);
  to = new Int32Array(64);
  first = new Int32Array(64);
  last = new Int32Array(64);

  push(from: number, to: number, first: number, last: number): void {
    if (this.length === this.from.length) this.#grow();
    const entry = this.length;
    this.from[entry] = from;
    this.to[entry] = to;
    this.first[entry] = first;
    this.last[entry] = last;
    this.length = entry + 1;
  }

  #grow(): void {
    const { from, to, first, last } = this;
    const capacity = from.length * 2;
    (this.from = new Int32Array(capacity)).set(from);
    (this.to = new Int32Array(capacity)).set(to);
    (this.first = new Int32Array(capacity)).set(first);
    (this.last = new Int32Array(capacity)).set(last);
  }
}

/**
 * Lays a lane over the pixel columns 0 to `width`. Costs a step for each column at most and a search
 * for each one that several intervals share, however many intervals the lane has.
 */
export function layLane(
  reader: LaneReader,
  scale: TimeScale,
  width: number,
  now: number,
  strip: LaneStrip,
): void {
  strip.length = 0;
  if (reader.lastTime(now) < timeAt(scale, 0)) return;
  let index = reader.indexAt(timeAt(scale, 0));
  let column = 0;
  if (index < 0) {
    index = 0;
    column = columnOf(scale, reader.begin, width);
  }
  while (column < width && !isOver(reader.state(index))) {
    const endColumn = columnOf(scale, reader.end(index, now), width);
    if (endColumn > column) {
      strip.push(column, endColumn, index, index);
      column = endColumn;
      index += 1;
      if (index === reader.count) return;
      continue;
    }
    // The interval ends within this column. The last one that begins in it goes on in the next.
    const columnEnd = timeAt(scale, column + 1);
    const last = reader.indexAt(columnEnd, index);
    if (isOver(reader.state(last))) {
      strip.push(column, column + 1, index, last - 1);
      return;
    }
    strip.push(column, column + 1, index, last);
    if (reader.end(last, now) < columnEnd) return;
    index = last;
    column += 1;
  }
}

function columnOf(scale: TimeScale, time: number, width: number): number {
  return Math.max(0, Math.min(width, Math.floor(xOf(scale, time))));
}
