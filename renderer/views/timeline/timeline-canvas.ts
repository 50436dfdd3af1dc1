import type { CriticalPath } from "../../model/critical-path";
import { NO_LANE } from "../../model/lanes";
import { Branch } from "../../model/rows";
import { LaneReader } from "../../model/lane-reader";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { chipOf, drawAxis, drawCursor, drawNow, drawVeil, TICK_SPACING } from "./draw-axis";
import { drawFoldLengths, drawFolds, foldsInSight } from "./draw-folds";
import { drawLinks } from "./draw-links";
import { drawPath } from "./draw-path";
import { drawRange, drawRangeLength, rangeOnAxis } from "./draw-range";
import { drawNotches, drawOutcomeOf, drawSummaryWords, drawWaits, wordsFont } from "./draw-words";
import type { Pen } from "./draw-words";
import { BAR_HEIGHT, boxOfRow } from "./lane-geometry";
import type { LinkShape } from "./link-shapes";
import { layLane, LaneStrip } from "./lane-strip";
import { paintLane, paintRest } from "./paint-lanes";
import { paintSummary } from "./paint-summary";
import type { Palette, Pixel } from "./palette";
import { mix } from "./palette";
import { Raster } from "./raster";
import type { Summaries } from "./summaries";
import { TextFit } from "./text-fit";
import type { Ticks } from "./ticks";
import { ticksOf } from "./ticks";
import type { TimeRange } from "./time-range";
import type { TimeScale } from "./time-scale";
import { inDevicePixels, originOf, shifted, xOf } from "./time-scale";

/** How much of its colour a pinned task's lane has, and one that was found. */
const PIN_TINT = 0.13;
const FOUND_TINT = 0.24;

/** An interval of a task: what the keyboard stands on. */
export interface Place {
  readonly task: number;
  readonly interval: number;
}

/** All that a picture of the timeline depends on. Lengths in CSS pixels, times in seconds. */
export interface Picture {
  readonly model: SessionModel;
  readonly palette: Palette;
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
  /** Device pixels in a CSS pixel. */
  readonly ratio: number;
  /** How far the rows are scrolled. */
  readonly top: number;
  readonly now: number;
  readonly showNow: boolean;
  /** The instant that is looked at; null where that is now. */
  readonly cursor: number | null;
  /** The session as it was then; null where that is now. */
  readonly past: SeenSession | null;
  readonly range: TimeRange | null;
  readonly summaries: Summaries;
  readonly links: readonly LinkShape[];
  readonly hoveredLink: LinkShape | null;
  /** Whether the task of a slot is one that was searched for; null while nothing is. */
  readonly isFound: ((slot: number) => boolean) | null;
  /** Which pin the task of a slot belongs to, -1 for none; null without pins. */
  readonly pinOf: ((slot: number) => number) | null;
  readonly selected: number | null;
  readonly hoveredRow: number | null;
  readonly focus: Place | null;
  /** The instant that the axis calls 0; the session's own 0 if it is left out. */
  readonly zero?: number;
  /** Marked along the lanes, if it is given. */
  readonly path?: CriticalPath | null;
}

/** Draws the timeline: bars through an image buffer, then words, marks and axis over them. */
export class TimelineCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #fit: TextFit;
  readonly #reader = new LaneReader();
  /** One for each row on the screen: laid for the bars, used again for the words. */
  readonly #strips: LaneStrip[] = [];
  #image: ImageData | null = null;
  #raster: Raster | null = null;
  #rasterKey = "";

  private constructor(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D) {
    this.#canvas = canvas;
    this.#context = context;
    this.#fit = new TextFit(context);
  }

  /** Null where nothing can be drawn on. */
  static on(canvas: HTMLCanvasElement): TimelineCanvas | null {
    const context = canvas.getContext("2d", { alpha: false });
    return context === null ? null : new TimelineCanvas(canvas, context);
  }

  draw(picture: Picture): void {
    const { width, height, ratio } = picture;
    if (width <= 0 || height <= AXIS_HEIGHT) return;
    const raster = this.#prepare(picture);
    const { palette, scale, zero = 0 } = picture;
    const axis = shifted(scale, zero);
    const ticks = ticksOf(axis, width, TICK_SPACING);
    this.#paintRows(raster, picture, ticks);
    const context = this.#context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.putImageData(this.#image!, 0, Math.round(AXIS_HEIGHT * ratio));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const pen = { context, palette, fit: this.#fit };
    const folds = foldsInSight(scale, width);
    drawFolds(pen, folds, height);
    this.#drawWords(picture);
    if (picture.cursor !== null) drawVeil(pen, scale, picture.cursor, width, height);
    const { range } = picture;
    if (range !== null) drawRange(pen, scale, range, width, height);
    drawLinks(pen, picture.model, picture.links, picture.hoveredLink);
    if (picture.path) drawPath(pen, picture, picture.path);
    if (picture.focus !== null) this.#drawFocus(picture, picture.focus);
    const now = chipOf(pen, axis, picture.showNow ? picture.now - zero : null, width);
    const cursor = chipOf(pen, axis, picture.cursor === null ? null : picture.cursor - zero, width);
    const taken = [...folds, now, cursor, rangeOnAxis(range, scale)].filter((one) => one !== null);
    drawAxis(pen, axis, ticks, taken, width);
    if (range !== null) drawRangeLength(pen, scale, range, folds, width);
    drawFoldLengths(pen, folds);
    if (now !== null) drawNow(pen, now, height);
    if (cursor !== null) drawCursor(pen, cursor, height);
  }

  /** A raster of the right size and colours, and the canvas with it. */
  #prepare({ width, height, ratio, palette }: Picture): Raster {
    const columns = Math.max(1, Math.round(width * ratio));
    const rows = Math.max(1, Math.round((height - AXIS_HEIGHT) * ratio));
    const key = `${columns}x${rows}@${ratio} ${palette.key}`;
    if (this.#raster !== null && key === this.#rasterKey) return this.#raster;
    this.#rasterKey = key;
    this.#canvas.width = columns;
    this.#canvas.height = Math.round(height * ratio);
    this.#image = new ImageData(columns, rows);
    const pixels = new Uint32Array(this.#image.data.buffer);
    this.#raster = new Raster(pixels, columns, rows, ratio, {
      base: palette.pixels.waitingStripe,
      stripe: palette.pixels.waiting,
    });
    return this.#raster;
  }

  #paintRows(raster: Raster, picture: Picture, ticks: Ticks): void {
    const { model, palette, ratio, top, now, summaries } = picture;
    const { pixels } = palette;
    summaries.begin({ ...picture, isLive: picture.showNow });
    const scale = inDevicePixels(picture.scale, ratio);
    raster.hatchOrigin = originOf(scale);
    const line = Math.max(1, Math.round(ratio));
    const axis = shifted(picture.scale, picture.zero ?? 0);
    const gridColumns = ticks.times.map((time) => Math.round(xOf(axis, time) * ratio));
    const paintBackground = (from: number, to: number, pixel: Pixel) => {
      raster.fill(0, raster.width, from, to, pixel);
      for (const x of gridColumns) raster.fill(x, x + line, from, to, pixels.grid);
    };
    paintBackground(0, raster.height, pixels.background);
    const easel = { raster, palette, ratio, reader: this.#reader, scale };
    forEachVisibleRow(picture, (row, task, nth) => {
      const rowTop = (row * ROW_HEIGHT - top) * ratio;
      const from = Math.round(rowTop);
      const to = Math.round(rowTop + ROW_HEIGHT * ratio);
      const behind = rowColor(picture, row, task);
      if (behind !== pixels.background) paintBackground(from, to, behind);
      raster.fill(0, raster.width, to - line, to, pixels.separator);
      const lane = model.lanes.laneOf(task);
      if (lane === NO_LANE) return;
      if (model.rows.branches[row] === Branch.CLOSED) {
        const summary = summaries.of(task);
        if (summary !== null) paintSummary(easel, summary, boxOfRow(rowTop, ratio));
        return;
      }
      model.lanes.read(lane, this.#reader);
      const strip = (this.#strips[nth] ??= new LaneStrip());
      layLane(this.#reader, scale, raster.width, now, strip);
      const box = boxOfRow(rowTop, ratio);
      paintLane(easel, strip, box, behind);
      paintRest(easel, box, now);
    });
    summaries.end();
  }

  #drawWords(picture: Picture): void {
    const { model, palette, ratio, scale, width, top } = picture;
    const context = this.#context;
    const pen: Pen = {
      context,
      fit: this.#fit,
      palette,
      model,
      reader: this.#reader,
      ratio,
      scale,
      width,
    };
    context.font = wordsFont(palette);
    context.textBaseline = "middle";
    context.textAlign = "left";
    forEachVisibleRow(picture, (row, task, nth) => {
      const lane = model.lanes.laneOf(task);
      if (lane === NO_LANE) return;
      const middle = AXIS_HEIGHT + (row + 0.5) * ROW_HEIGHT - top;
      model.lanes.read(lane, this.#reader);
      drawRowSigns(pen, picture, row, middle);
      if (model.rows.branches[row] === Branch.CLOSED) {
        const totals = picture.summaries.drawn(task)?.totals;
        if (totals !== undefined) drawSummaryWords(pen, totals, middle + 0.5);
        return;
      }
      drawWaits(pen, this.#strips[nth]!, middle + 0.5);
      drawOutcomeOf(pen, task, middle + 0.5);
      drawNotches(pen, lane, middle, task === picture.selected ? palette.selected : palette.canvas);
    });
  }

  /** A ring around the interval that the keyboard stands on. */
  #drawFocus(picture: Picture, focus: Place): void {
    const { model, scale, palette, width, top } = picture;
    const row = model.rows.indexOf(focus.task);
    const lane = model.lanes.laneOf(focus.task);
    if (row < 0 || lane === NO_LANE) return;
    model.lanes.read(lane, this.#reader);
    const index = Math.min(focus.interval, this.#reader.count - 1);
    const left = Math.max(-4, xOf(scale, this.#reader.start(index)));
    const right = Math.min(width + 4, xOf(scale, this.#reader.end(index, picture.now)));
    const middle = AXIS_HEIGHT + (row + 0.5) * ROW_HEIGHT - top;
    const context = this.#context;
    context.strokeStyle = palette.focus;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(
      left - 2,
      middle - BAR_HEIGHT / 2 - 2,
      Math.max(3, right - left) + 4,
      BAR_HEIGHT + 4,
      4,
    );
    context.stroke();
  }
}

/** At the left edge: the pin's number, and a bar where the row was found. */
function drawRowSigns({ context, palette }: Pen, picture: Picture, row: number, middle: number) {
  const slot = picture.model.rows.slots[row]!;
  if (picture.isFound?.(slot) === true) {
    context.fillStyle = palette.accent;
    context.fillRect(0, middle - ROW_HEIGHT / 2, 3, ROW_HEIGHT - 1);
  }
  const pin = picture.pinOf?.(slot) ?? -1;
  if (pin < 0) return;
  context.fillStyle = palette.pins[pin]!;
  context.beginPath();
  context.roundRect(4, middle - 6, 11, 12, 3);
  context.fill();
  context.fillStyle = palette.canvas;
  context.fillText(String(pin + 1), 6.5, middle + 0.5);
}

function forEachVisibleRow(
  { model, top, height }: Picture,
  visit: (row: number, task: number, nth: number) => void,
): void {
  const { rows } = model;
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT));
  const last = Math.min(rows.length, Math.ceil((top + height - AXIS_HEIGHT) / ROW_HEIGHT));
  for (let row = first; row < last; row += 1) visit(row, rows.tasks[row]!, row - first);
}

function rowColor(picture: Picture, row: number, task: number): Pixel {
  const { palette, selected, hoveredRow, model, isFound, pinOf } = picture;
  const { pixels } = palette;
  let color = pixels.background;
  if (task === selected) color = pixels.selected;
  else if (row === hoveredRow) color = pixels.hovered;
  const slot = model.rows.slots[row]!;
  const pin = pinOf?.(slot) ?? -1;
  if (pin >= 0) color = mix(color, pixels.pins[pin]!, PIN_TINT);
  return isFound?.(slot) === true ? mix(color, pixels.found, FOUND_TINT) : color;
}
