import { AXIS_HEIGHT } from "../../model/row-height";
import type { Palette } from "./palette";
import type { TextFit } from "./text-fit";
import type { Ticks } from "./ticks";
import { tickLabel } from "./ticks";
import type { TimeScale } from "./time-scale";
import { xOf } from "./time-scale";
import { instantWords } from "./time-words";

const TEXT_SIZE = 10.5;
/** The least distance between two ticks, in CSS pixels. */
export const TICK_SPACING = 84;
/** Between a line, its time and what is beside it. */
const CHIP_GAP = 4;
const MILLISECOND = 1e-3;

/** What the axis is drawn with. */
export interface AxisPen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly fit: TextFit;
}

/** A stretch of the axis that something else is written on, in CSS pixels. */
export interface Taken {
  readonly left: number;
  readonly right: number;
}

/** Where the time of an instant is written on the axis, beside its line. In CSS pixels. */
export interface InstantChip extends Taken {
  /** The line's column. */
  readonly x: number;
  readonly words: string;
}

/** The chip of an instant; null where its line is out of sight. */
export function chipOf(
  { context, palette, fit }: AxisPen,
  scale: TimeScale,
  time: number | null,
  width: number,
): InstantChip | null {
  if (time === null) return null;
  const x = Math.round(xOf(scale, time));
  if (x < 0 || x > width) return null;
  context.font = `600 ${TEXT_SIZE}px ${palette.mono}`;
  const words = instantWords(time, Math.max(scale.perPixel, MILLISECOND));
  const chipWidth = fit.width(words) + 10;
  // On the left where the right has no room for it.
  const left = x + CHIP_GAP + chipWidth <= width ? x + CHIP_GAP : x - 3 - chipWidth;
  return { x, left, right: left + chipWidth, words };
}

/** Draws the time axis with its marks over the lanes, leaving out labels where it is taken. Lengths in CSS pixels. */
export function drawAxis(
  { context, palette, fit }: AxisPen,
  scale: TimeScale,
  ticks: Ticks,
  taken: readonly Taken[],
  width: number,
): void {
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, width, AXIS_HEIGHT);
  context.fillStyle = palette.line;
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1);
  context.textBaseline = "middle";
  context.font = `${TEXT_SIZE}px ${palette.font}`;
  context.textAlign = "center";
  for (const time of ticks.times) {
    const x = Math.round(xOf(scale, time));
    context.fillStyle = palette.line;
    context.fillRect(x, AXIS_HEIGHT - 5, 1, 4);
    const label = tickLabel(time, ticks.decimals);
    const half = fit.width(label) / 2 + 2;
    if (x < half || x + half > width) continue;
    if (taken.some(({ left, right }) => x + half > left && x - half < right)) continue;
    context.fillStyle = palette.faint;
    context.fillText(label, x, AXIS_HEIGHT / 2 - 1);
  }
  context.textAlign = "left";
}

/** Draws the line at now through axis and lanes, with its time. */
export function drawNow({ context, palette }: AxisPen, chip: InstantChip, height: number): void {
  context.fillStyle = palette.now;
  context.fillRect(chip.x, 0, 1, height);
  context.font = `600 ${TEXT_SIZE}px ${palette.mono}`;
  context.beginPath();
  context.roundRect(chip.left + 0.5, 4.5, chip.right - chip.left, AXIS_HEIGHT - 10, 4);
  context.lineWidth = 1;
  context.strokeStyle = palette.now;
  context.stroke();
  context.fillStyle = palette.text;
  context.fillText(chip.words, chip.left + 5, AXIS_HEIGHT / 2 - 0.5);
}

/** How much of the lanes is covered where they tell what is still to come. */
const VEIL = 0.42;

/** Veils what comes after the cursor: it has not happened at the instant that is looked at. */
export function drawVeil(
  { context, palette }: AxisPen,
  scale: TimeScale,
  cursor: number,
  width: number,
  height: number,
): void {
  const left = Math.max(0, Math.round(xOf(scale, cursor)) + 1);
  if (left >= width) return;
  context.globalAlpha = VEIL;
  context.fillStyle = palette.canvas;
  context.fillRect(left, AXIS_HEIGHT, width - left, height - AXIS_HEIGHT);
  context.globalAlpha = 1;
}

/** Draws the cursor through axis and lanes, with its time: filled, since it is what is looked at. */
export function drawCursor({ context, palette }: AxisPen, chip: InstantChip, height: number): void {
  context.fillStyle = palette.accent;
  context.fillRect(chip.x, 0, 1, height);
  context.font = `600 ${TEXT_SIZE}px ${palette.mono}`;
  context.beginPath();
  context.roundRect(chip.left, 4, chip.right - chip.left + 1, AXIS_HEIGHT - 9, 4);
  context.fill();
  context.fillStyle = palette.onAccent;
  context.fillText(chip.words, chip.left + 5, AXIS_HEIGHT / 2 - 0.5);
}
