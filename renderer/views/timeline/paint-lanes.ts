import { isOver, LaneState } from "../../model/lane-code";
import type { LaneReader, Spent } from "../../model/lane-reader";
import type { LaneStrip } from "./lane-strip";
import type { Palette, Pixel } from "./palette";
import type { Raster } from "./raster";
import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";

/** A column that several intervals share stands alone up to this many CSS pixels: then it is shown as a mark, else by shares. */
const LONE_COLUMNS = 2;
/** The least width of a running bar, in CSS pixels: a step takes microseconds and must still be seen. */
const MIN_RUNNING_WIDTH = 2;
/** Intervals of one column looked at to see whether any of them runs; where there are more, one does. */
const MAX_LOOKED_AT = 32;

/** What lanes are painted into, and with. */
export interface Easel {
  readonly raster: Raster;
  readonly palette: Palette;
  /** Device pixels in a CSS pixel. */
  readonly ratio: number;
  readonly reader: LaneReader;
  /** In device pixels. */
  readonly scale: TimeScale;
}

/** Where a lane's bars lie, in device pixels from the top of the image. */
export interface LaneBox {
  readonly top: number;
  readonly bottom: number;
  readonly thinTop: number;
  readonly thinBottom: number;
}

/**
 * Paints the bars of the lane that the easel's reader looks at, as laid out in `strip`.
 * @param behind the colour of the row
 */
export function paintLane(easel: Easel, strip: LaneStrip, box: LaneBox, behind: Pixel): void {
  const { raster, reader, ratio } = easel;
  const { pixels } = easel.palette;
  const loneColumns = Math.round(LONE_COLUMNS * ratio);
  for (let entry = 0; entry < strip.length; entry += 1) {
    const from = strip.from[entry]!;
    const to = strip.to[entry]!;
    if (strip.first[entry] !== strip.last[entry]) {
      const end = endOfShared(strip, entry);
      if (end - entry > loneColumns) paintShares(easel, strip, box, entry, end);
      else raster.fill(from, strip.to[end - 1]!, box.thinTop, box.thinBottom, pixels.ready);
      entry = end - 1;
      continue;
    }
    const index = strip.first[entry]!;
    switch (reader.state(index)) {
      case LaneState.WAITING:
        raster.hatch(from, to, box.top, box.bottom);
        raster.round(from, to, box.top, box.bottom, behind, {
          left: from > 0,
          right: to < raster.width && index + 1 < reader.count,
        });
        break;
      case LaneState.SCHEDULED:
      case LaneState.READY:
        raster.fill(from, to, box.thinTop, box.thinBottom, pixels.ready);
        break;
      case LaneState.UNRECORDED:
        raster.dots(from, to, box.thinTop, box.thinBottom, pixels.unrecorded);
        break;
    }
  }
  // Running comes last: a short step lies over what it is next to.
  const least = Math.round(MIN_RUNNING_WIDTH * ratio);
  let begun = -1;
  for (let entry = 0; entry < strip.length; entry += 1) {
    const from = begun < 0 ? strip.from[entry]! : begun;
    begun = -1;
    let end = entry + 1;
    if (strip.first[entry] !== strip.last[entry]) {
      end = endOfShared(strip, entry);
      const alone = end - entry <= loneColumns;
      const runs = alone && anyRuns(reader, strip.first[entry]!, strip.last[end - 1]!);
      entry = end - 1;
      if (!runs) continue;
      if (isRunningBar(strip, reader, end)) {
        // It began in this column and goes on in the next: one bar, not two.
        begun = from;
        continue;
      }
    } else if (!isRunningBar(strip, reader, entry)) continue;
    const right = Math.max(strip.to[end - 1]!, from + least);
    raster.fill(from, right, box.top, box.bottom, pixels.running);
    raster.round(from, right, box.top, box.bottom, behind, { left: from > 0, right: true });
  }
}

function isRunningBar(strip: LaneStrip, reader: LaneReader, entry: number): boolean {
  return (
    entry < strip.length &&
    strip.first[entry] === strip.last[entry] &&
    reader.state(strip.first[entry]!) === LaneState.RUNNING
  );
}

/** The entry after the last of the shared columns that begin with `entry`. */
function endOfShared(strip: LaneStrip, entry: number): number {
  let end = entry + 1;
  while (end < strip.length && strip.first[end] !== strip.last[end]) end += 1;
  return end;
}

function anyRuns(reader: LaneReader, first: number, last: number): boolean {
  if (last - first > MAX_LOOKED_AT) return true;
  for (let index = first; index <= last; index += 1) {
    if (reader.state(index) === LaneState.RUNNING) return true;
  }
  return false;
}

const before: Spent = { ran: 0, ready: 0 };
const after: Spent = { ran: 0, ready: 0 };

/** Many intervals in every column: from the bottom up the share of time that the lane ran, then was ready; the rest waited. */
function paintShares(
  easel: Easel,
  strip: LaneStrip,
  box: LaneBox,
  entry: number,
  end: number,
): void {
  const { raster, reader, scale } = easel;
  const { pixels, width } = raster;
  const { running, ready } = easel.palette.pixels;
  const height = box.bottom - box.top;
  raster.hatch(strip.from[entry]!, strip.to[end - 1]!, box.top, box.bottom);
  spentAt(reader, timeAt(scale, strip.from[entry]!), strip.first[entry]!, before);
  for (; entry < end; entry += 1) {
    const x = strip.from[entry]!;
    const last = strip.last[entry]!;
    spentAt(reader, timeAt(scale, x + 1), last, after);
    const ran = (after.ran - before.ran) / scale.perPixel;
    const waitedReady = (after.ready - before.ready) / scale.perPixel;
    before.ran = after.ran;
    before.ready = after.ready;
    let y = box.bottom;
    // Some of it ran, if only for an instant: that stays visible.
    const ranTop = y - Math.max(Math.min(2, height), Math.round(Math.min(1, ran) * height));
    const readyTop = Math.max(box.top, ranTop - Math.round(Math.min(1, waitedReady) * height));
    while (y > Math.max(0, ranTop)) pixels[(y -= 1) * width + x] = running;
    while (y > Math.max(0, readyTop)) pixels[(y -= 1) * width + x] = ready;
  }
}

/** What was spent up to `time`, which lies in interval `index`, or, at the lane's edges, before or behind it. */
function spentAt(reader: LaneReader, time: number, index: number, into: Spent): void {
  const start = reader.start(index);
  const next = index + 1 < reader.count ? reader.start(index + 1) : time;
  const over = isOver(reader.state(index));
  reader.spentBefore(over ? start : Math.min(Math.max(time, start), next), index, into);
}
