import { isOver, LaneState } from "../../model/lane-code";
import { MarkKind, NO_MARK } from "../../model/lane-marks";
import type { LaneReader } from "../../model/lane-reader";
import type { GroupTotals } from "../../model/lane-summary";
import type { SessionModel } from "../../model/session-model";
import { BAR_HEIGHT } from "./lane-geometry";
import { drawNotch, drawOutcome, ICON_SIZE } from "./icons";
import type { LaneStrip } from "./lane-strip";
import { waitWords } from "./lane-words";
import { outcomeColor, outcomeWords } from "./outcome-words";
import type { Palette } from "./palette";
import { summaryWords } from "./summary-words";
import type { TextFit } from "./text-fit";
import type { TimeScale } from "./time-scale";
import { xOf } from "./time-scale";

const TEXT_SIZE = 10.5;
/** Room between a bar's edge and its words. */
const PADDING = 6;
/** No words are looked for on bars narrower than this, nor between words on one lane: that bounds the words of a lane. */
const MIN_LABELLED = 26;

/** What words and marks are drawn with. All in CSS pixels. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly fit: TextFit;
  readonly palette: Palette;
  readonly model: SessionModel;
  readonly reader: LaneReader;
  /** Device pixels, which strips are in, in a CSS pixel. */
  readonly ratio: number;
  readonly scale: TimeScale;
  readonly width: number;
}

export const wordsFont = (palette: Palette): string => `${TEXT_SIZE}px ${palette.font}`;

/** Writes on the waiting bars of the pen's lane what they wait for. */
export function drawWaits(pen: Pen, strip: LaneStrip, middle: number): void {
  const { context, reader, ratio, palette } = pen;
  context.fillStyle = palette.text;
  context.strokeStyle = palette.canvas;
  for (let entry = 0; entry < strip.length; entry += 1) {
    const index = strip.first[entry]!;
    if (index !== strip.last[entry] || reader.state(index) !== LaneState.WAITING) continue;
    const left = strip.from[entry]! / ratio;
    const right = strip.to[entry]! / ratio;
    if (right - left < MIN_LABELLED) continue;
    const words = pen.fit.fit(waitWords(pen.model, reader, index), right - left - 2 * PADDING);
    if (words === "") continue;
    if (palette.isSystem) drawRim(context, words, left + PADDING, middle);
    context.fillText(words, left + PADDING, middle);
  }
}

/** Writes what a collapsed task stands for, where it begins or, if that is out of sight, at the edge. */
export function drawSummaryWords(pen: Pen, totals: GroupTotals, middle: number): void {
  const { context, palette, reader } = pen;
  const left = Math.max(0, xOf(pen.scale, reader.begin)) + PADDING;
  const words = pen.fit.fit(summaryWords(totals), pen.width - left - PADDING);
  if (words === "") return;
  context.strokeStyle = palette.canvas;
  drawRim(context, words, left, middle);
  context.fillStyle = palette.text;
  context.fillText(words, left, middle);
}

/** Draws in the stroke's colour what keeps words apart from bars and patterns under them. */
function drawRim(context: CanvasRenderingContext2D, words: string, x: number, y: number): void {
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeText(words, x, y);
}

/** Draws a notch where a cancel was requested. */
export function drawNotches(pen: Pen, lane: number, middle: number, behind: string): void {
  const { marks } = pen.model.lanes;
  let last = -Infinity;
  for (let mark = pen.model.lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    if (marks.kind[mark] !== MarkKind.CANCEL_REQUESTED) continue;
    const x = Math.round(xOf(pen.scale, marks.time[mark]!));
    if (x < -5 || x > pen.width + 5 || x - last < 3) continue;
    last = x;
    drawNotch(pen.context, x, middle - BAR_HEIGHT / 2 - 3, pen.palette.notch, behind);
  }
}

/** Draws behind the last bar how the task ended, and what came of it. */
export function drawOutcomeOf(pen: Pen, task: number, middle: number): void {
  const { context, reader, palette, model } = pen;
  const index = reader.count - 1;
  const state = reader.state(index);
  if (!isOver(state)) return;
  const x = xOf(pen.scale, reader.start(index)) + PADDING;
  if (x > pen.width) return;
  const color = outcomeColor(palette, state);
  if (x < PADDING) {
    // The lane ended before what is seen: say so at the edge.
    context.fillStyle = color;
    context.globalAlpha = 0.75;
    drawOutcomeAt(pen, state, color, PADDING + 8, middle);
    context.beginPath();
    context.moveTo(PADDING + 4, middle - 3);
    context.lineTo(PADDING + 1, middle);
    context.lineTo(PADDING + 4, middle + 3);
    context.stroke();
    context.globalAlpha = 1;
    return;
  }
  drawOutcomeAt(pen, state, color, x, middle);
  const left = x + ICON_SIZE + 5;
  const words = pen.fit.fit(outcomeWords(model, task, state), pen.width - left - PADDING);
  context.fillStyle = color;
  if (words !== "") context.fillText(words, left, middle);
}

function drawOutcomeAt(pen: Pen, state: LaneState, color: string, x: number, y: number): void {
  pen.context.strokeStyle = color;
  drawOutcome(pen.context, state, x, y);
}
