import { AXIS_HEIGHT } from "../../model/row-height";
import type { AxisPen } from "./draw-axis";
import { FOLD_WIDTH } from "./time-folds";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";
import { durationWords } from "./time-words";

/** Height of a tooth of the torn edges, and how far it stands out, in CSS pixels. */
const TOOTH_HEIGHT = 7;
const TOOTH_DEPTH = 2.5;
const TEXT_SIZE = 10.5;

/** A fold that is in sight. In CSS pixels. */
export interface SeenFold {
  readonly left: number;
  readonly right: number;
  /** When it begins and ends, in seconds. */
  readonly from: number;
  readonly to: number;
}

/** The folds that are in sight, from left to right. */
export function foldsInSight(scale: TimeScale, width: number): SeenFold[] {
  const { folds } = scale;
  if (folds === undefined || folds.length === 0) return [];
  const end = timeAt(scale, width);
  const seen: SeenFold[] = [];
  let fold = Math.max(0, folds.lastBefore(scale.start));
  for (; fold < folds.length && folds.from[fold]! < end; fold += 1) {
    const left = xOf(scale, folds.from[fold]!);
    if (left + FOLD_WIDTH <= 0) continue;
    seen.push({ left, right: left + FOLD_WIDTH, from: folds.from[fold]!, to: folds.to[fold]! });
  }
  return seen;
}

/** Veils the bars where idle time is folded, between two edges that look torn. */
export function drawFolds(
  { context, palette }: AxisPen,
  folds: readonly SeenFold[],
  height: number,
): void {
  if (folds.length === 0) return;
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  for (const { left, right } of folds) {
    context.globalAlpha = 0.5;
    context.fillStyle = palette.canvas;
    context.fillRect(left, AXIS_HEIGHT, right - left, height - AXIS_HEIGHT);
    context.globalAlpha = 1;
    context.beginPath();
    for (const x of [left + TOOTH_DEPTH, right - TOOTH_DEPTH]) tear(x);
    context.stroke();
  }

  function tear(x: number): void {
    context.moveTo(x - TOOTH_DEPTH, AXIS_HEIGHT);
    let side = 1;
    for (let y = AXIS_HEIGHT + TOOTH_HEIGHT; y < height + TOOTH_HEIGHT; y += TOOTH_HEIGHT) {
      context.lineTo(x + side * TOOTH_DEPTH, y);
      side = -side;
    }
  }
}

/** Writes the length of each fold on the axis, over it. */
export function drawFoldLengths(pen: AxisPen, folds: readonly SeenFold[]): void {
  const { context, palette, fit } = pen;
  context.font = `${TEXT_SIZE}px ${palette.font}`;
  context.textAlign = "center";
  context.lineWidth = 1;
  for (const { left, right, from, to } of folds) {
    context.beginPath();
    context.roundRect(left + 1.5, 4.5, right - left - 3, AXIS_HEIGHT - 10, 4);
    context.fillStyle = palette.raised;
    context.fill();
    context.strokeStyle = palette.line;
    context.stroke();
    context.fillStyle = palette.muted;
    const words = fit.fit(durationWords(to - from), right - left - 6, 2);
    context.fillText(words, (left + right) / 2, AXIS_HEIGHT / 2 - 0.5);
  }
  context.textAlign = "left";
}
