import type { CriticalPath, PathLeg } from "../../model/critical-path";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import type { SessionModel } from "../../model/session-model";
import type { AxisPen } from "./draw-axis";
import { BAR_HEIGHT } from "./lane-geometry";
import { shownRow } from "./link-shapes";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/** The line lies right under the bars. */
const BELOW_MIDDLE = BAR_HEIGHT / 2 + 2;
const WIDTH = 2.5;
const RIM = 2;
const HEAD = 4;
/** Legs drawn at most: where more are in sight, they lie on top of each other. */
const MAX_DRAWN = 4_000;

/** Where a path is drawn, in CSS pixels. */
interface PathView {
  readonly model: SessionModel;
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
  /** How far the rows are scrolled. */
  readonly top: number;
}

/** Draws the critical path as one line: along the lane of each task that it goes through, and down or up to the next. */
export function drawPath({ context, palette }: AxisPen, view: PathView, path: CriticalPath): void {
  const lines = linesOf(view, path.legs);
  if (lines.length === 0) return;
  context.save();
  context.beginPath();
  context.rect(0, AXIS_HEIGHT, view.width, view.height - AXIS_HEIGHT);
  context.clip();
  context.lineJoin = "round";
  context.lineCap = "butt";
  // A rim in the ground's colour keeps it apart from the bars that it crosses.
  for (const [style, width] of [
    [palette.canvas, WIDTH + 2 * RIM],
    [palette.accent, WIDTH],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.beginPath();
    for (const { left, right, y, fromY } of lines) {
      if (fromY !== null) {
        context.moveTo(left, fromY);
        context.lineTo(left, y);
      } else context.moveTo(left, y);
      context.lineTo(right, y);
    }
    context.stroke();
  }
  context.fillStyle = palette.accent;
  for (const { left, y, fromY } of lines) {
    if (fromY === null || Math.abs(y - fromY) < ROW_HEIGHT / 2) continue;
    const down = fromY < y ? 1 : -1;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left - HEAD, y - down * HEAD * 1.6);
    context.lineTo(left + HEAD, y - down * HEAD * 1.6);
    context.closePath();
    context.fill();
  }
  context.restore();
}

/** A leg as it is drawn, in CSS pixels. */
interface PathLine {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  /** Where the leg before it lies; null for the first one. */
  readonly fromY: number | null;
}

/** The legs that are in sight. Those that would lie on the pixels of the one before are left out. */
export function linesOf(view: PathView, legs: readonly PathLeg[]): PathLine[] {
  const { model, scale, width, top } = view;
  const from = timeAt(scale, 0);
  const to = timeAt(scale, width);
  const yOf = (row: number) => AXIS_HEIGHT + (row + 0.5) * ROW_HEIGHT - top + BELOW_MIDDLE;
  const lines: PathLine[] = [];
  let index = firstEndingAfter(legs, from);
  let beforeRow = index > 0 ? shownRow(model, legs[index - 1]!.task) : -1;
  for (; index < legs.length && lines.length < MAX_DRAWN; index += 1) {
    const leg = legs[index]!;
    if (leg.from > to) break;
    const row = shownRow(model, leg.task);
    if (row < 0) continue;
    const left = Math.max(-HEAD, xOf(scale, leg.from));
    const right = Math.min(width + HEAD, xOf(scale, leg.to));
    const last = lines.at(-1);
    const y = yOf(row);
    const isOver = last?.y === y && right - last.right < 0.5;
    if (!isOver) lines.push({ left, right, y, fromY: beforeRow < 0 ? null : yOf(beforeRow) });
    beforeRow = row;
  }
  return lines;
}

function firstEndingAfter(legs: readonly PathLeg[], time: number): number {
  let low = 0;
  let high = legs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (legs[middle]!.to < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
