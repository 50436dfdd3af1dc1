import { bitsToSeconds } from "../../../shared/batch";
import { WaitReason } from "../../../shared/events";
import { isOver, LaneState } from "../../model/lane-code";
import type { LaneReader, Spent } from "../../model/lane-reader";
import type { LaneStrip } from "./lane-strip";
import type { Palette, Pixel } from "./palette";
import type { Raster } from "./raster";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/** A column that several intervals share stands alone up to this many CSS pixels: then it is shown as a mark, else by shares. */
const LONE_COLUMNS = 2;
/** The least width of a running bar, in CSS pixels: a step takes microseconds and must still be seen. */
const MIN_RUNNING_WIDTH = 2;
/** Intervals of one column looked at to see whether any of them runs; where there are more, one does. */
const MAX_LOOKED_AT = 32;
const NONE = -1;

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
  paintRuns(easel, strip, box, behind);
}

/** Running comes last: a short step lies over what it is next to. */
function paintRuns(easel: Easel, strip: LaneStrip, box: LaneBox, behind: Pixel): void {
  const { raster, reader, ratio } = easel;
  const least = Math.round(MIN_RUNNING_WIDTH * ratio);
  let left = NONE;
  let right = NONE;
  const flush = () => {
    if (left === NONE) return;
    raster.fill(left, right, box.top, box.bottom, easel.palette.pixels.running);
    raster.round(left, right, box.top, box.bottom, behind, { left: left > 0, right: true });
    left = NONE;
  };
  for (let entry = 0; entry < strip.length; entry += 1) {
    const from = strip.from[entry]!;
    if (strip.first[entry] === strip.last[entry]) {
      if (reader.state(strip.first[entry]!) !== LaneState.RUNNING) continue;
      // A bar that begins within a shared column goes on from there; else it is one of its own.
      if (left === NONE || !isShared(strip, entry - 1) || from > right) {
        flush();
        left = from;
      }
      right = Math.max(strip.to[entry]!, left + least);
      continue;
    }
    const end = endOfShared(strip, entry);
    const first = strip.first[entry]!;
    const last = strip.last[end - 1]!;
    const alone = end - entry <= Math.round(LONE_COLUMNS * ratio);
    if (alone && anyRuns(reader, first, last)) {
      // Next to a bar it is the bar's edge.
      if (left === NONE || from > right) {
        flush();
        left = from;
      }
      right = Math.max(strip.to[end - 1]!, left + least);
    }
    entry = end - 1;
  }
  flush();
}

const isShared = (strip: LaneStrip, entry: number): boolean =>
  entry >= 0 && strip.first[entry] !== strip.last[entry];

/** Outlines how much longer a sleeping task is going to sleep. */
export function paintRest(easel: Easel, box: LaneBox, now: number): void {
  const { raster, reader, scale, ratio } = easel;
  const index = reader.count - 1;
  if (reader.state(index) !== LaneState.WAITING || reader.reason(index) !== WaitReason.SLEEP)
    return;
  const due = reader.start(index) + bitsToSeconds(reader.a(index));
  const from = Math.max(0, Math.floor(xOf(scale, now)));
  const to = Math.min(raster.width, Math.floor(xOf(scale, due)));
  const line = Math.max(1, Math.round(ratio));
  if (to - from < 2 * line) return;
  const pixel = easel.palette.pixels.waiting;
  raster.fill(from, to, box.top, box.top + line, pixel);
  raster.fill(from, to, box.bottom - line, box.bottom, pixel);
  raster.fill(to - line, to, box.top, box.bottom, pixel);
}

/** The entry after the last of the shared columns that begin with `entry`. */
export function endOfShared(strip: LaneStrip, entry: number): number {
  let end = entry + 1;
  while (end < strip.length && strip.first[end] !== strip.last[end]) end += 1;
  return end;
}

export function anyRuns(reader: LaneReader, first: number, last: number): boolean {
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
  let start = timeAt(scale, strip.from[entry]!);
  spentAt(reader, start, strip.first[entry]!, before);
  for (; entry < end; entry += 1) {
    const x = strip.from[entry]!;
    const last = strip.last[entry]!;
    // Next to a fold, a column holds more time than others.
    const stop = timeAt(scale, x + 1);
    spentAt(reader, stop, last, after);
    const ran = (after.ran - before.ran) / (stop - start);
    const waitedReady = (after.ready - before.ready) / (stop - start);
    start = stop;
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
export function spentAt(reader: LaneReader, time: number, index: number, into: Spent): void {
  const start = reader.start(index);
  const next = index + 1 < reader.count ? reader.start(index + 1) : time;
  const over = isOver(reader.state(index));
  reader.spentBefore(over ? start : Math.min(Math.max(time, start), next), index, into);
}
