import { AXIS_HEIGHT } from "../../model/row-height";
import type { AxisPen, Taken } from "./draw-axis";
import type { TimeRange } from "./time-range";
import type { TimeScale } from "./time-scale";
import { xOf } from "./time-scale";
import { durationWords } from "./time-words";

const TEXT_SIZE = 10.5;

/** Marks a range over the lanes: what is outside of it steps back. */
export function drawRange(
  { context, palette }: AxisPen,
  scale: TimeScale,
  range: TimeRange,
  width: number,
  height: number,
): void {
  const left = Math.max(0, Math.round(xOf(scale, range.from)));
  const right = Math.min(width, Math.round(xOf(scale, range.to)));
  context.fillStyle = palette.canvas;
  context.globalAlpha = 0.35;
  if (left > 0) context.fillRect(0, AXIS_HEIGHT, Math.min(width, left), height);
  if (right < width) context.fillRect(Math.max(0, right), AXIS_HEIGHT, width, height);
  context.globalAlpha = 0.08;
  context.fillStyle = palette.accent;
  if (right > left) context.fillRect(left, AXIS_HEIGHT, right - left, height);
  context.globalAlpha = 1;
  for (const x of [left, right]) {
    if (x > 0 && x < width) context.fillRect(x, AXIS_HEIGHT, 1, height);
  }
}

/** Marks a range on the axis, with its length where there is room that is not taken. */
export function drawRangeLength(
  { context, palette, fit }: AxisPen,
  scale: TimeScale,
  range: TimeRange,
  taken: readonly Taken[],
  width: number,
): void {
  const left = Math.max(0, Math.round(xOf(scale, range.from)));
  const right = Math.min(width, Math.round(xOf(scale, range.to)));
  if (right <= left) return;
  context.fillStyle = palette.selected;
  context.fillRect(left, 0, right - left, AXIS_HEIGHT - 1);
  context.fillStyle = palette.accent;
  context.fillRect(left, AXIS_HEIGHT - 3, right - left, 2);
  context.font = `600 ${TEXT_SIZE}px ${palette.font}`;
  const words = fit.fit(durationWords(range.to - range.from), right - left - 8, 3);
  const middle = (left + right) / 2;
  const half = fit.width(words) / 2 + 2;
  if (taken.some((one) => middle + half > one.left && middle - half < one.right)) return;
  context.textAlign = "center";
  context.fillStyle = palette.text;
  context.fillText(words, middle, AXIS_HEIGHT / 2 - 1);
  context.textAlign = "left";
}

/** What a range takes of the axis; null without one. */
export function rangeOnAxis(range: TimeRange | null, scale: TimeScale): Taken | null {
  if (range === null) return null;
  return { left: xOf(scale, range.from), right: xOf(scale, range.to) };
}
