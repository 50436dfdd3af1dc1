import { isOver, LaneState } from "../../model/lane-code";
import { MarkKind, NO_MARK } from "../../model/lane-marks";
import type { LaneReader, Spent } from "../../model/lane-reader";
import { LaneSummary } from "../../model/lane-summary";
import type { GroupSpent } from "../../model/lane-summary";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { BAR_HEIGHT } from "../timeline/lane-geometry";
import { layLane, LaneStrip } from "../timeline/lane-strip";
import { waitWords } from "../timeline/lane-words";
import { outcomeColor, outcomeWords } from "../timeline/outcome-words";
import { anyRuns, endOfShared, spentAt } from "../timeline/paint-lanes";
import type { Palette } from "../timeline/palette";
import { summaryWords } from "../timeline/summary-words";
import type { TextFit } from "../timeline/text-fit";
import type { TimeScale } from "../timeline/time-scale";
import { timeAt, xOf } from "../timeline/time-scale";
import type { PictureColors } from "./picture-colors";
import type { Shape } from "./shapes";

const THIN_HEIGHT = 4;
const RADIUS = 3;
const TEXT_SIZE = 10.5;
const PADDING = 6;
/** No words stand on bars narrower than this. */
const MIN_LABELLED = 26;
/** A step takes microseconds and must still be seen. */
const MIN_RUNNING_WIDTH = 2;
/** Up to so many columns that several intervals share stand for a mark, more of them for shares. */
const LONE_COLUMNS = 2;

/** What the shapes of a lane are made with. Lengths in CSS pixels. */
export interface LaneView {
  readonly model: SessionModel;
  readonly reader: LaneReader;
  readonly scale: TimeScale;
  /** Where second 0 of the scale lies, from the picture's left edge. */
  readonly left: number;
  readonly width: number;
  readonly now: number;
  /** The session as it was at the instant that is looked at; null where that is now. */
  readonly past: SeenSession | null;
  readonly palette: Palette;
  readonly colors: PictureColors;
  readonly fit: TextFit;
  readonly setFont: (size: number, isBold?: boolean) => void;
}

const strip = new LaneStrip();

/**
 * The bars, words and marks of the lane that the view's reader looks at, around `middle`. Where
 * several intervals share a pixel they become one shape, or shares: a lane has no more shapes than a
 * few for each pixel, however long it is.
 */
export function laneShapes(view: LaneView, task: number, lane: number, middle: number): Shape[] {
  const { reader, scale, width, now } = view;
  const shapes: Shape[] = [];
  const runs: Shape[] = [];
  layLane(reader, scale, width, now, strip);
  for (let entry = 0; entry < strip.length; entry += 1) {
    if (strip.first[entry] !== strip.last[entry]) {
      const end = endOfShared(strip, entry);
      if (end - entry > LONE_COLUMNS) shapes.push(...shareShapes(view, entry, end, middle));
      else {
        const from = strip.from[entry]!;
        const to = strip.to[end - 1]!;
        shapes.push(thinBar(view, from, to, middle));
        if (anyRuns(reader, strip.first[entry]!, strip.last[end - 1]!)) {
          runs.push(runBar(view, from, Math.max(to, from + MIN_RUNNING_WIDTH), middle));
        }
      }
      entry = end - 1;
      continue;
    }
    addInterval(view, strip.first[entry]!, middle, shapes, runs);
  }
  shapes.push(...runs, ...wordShapes(view, middle), ...notchShapes(view, lane, middle));
  shapes.push(...outcomeShapes(view, task, middle));
  return shapes;
}

/** What a collapsed task and all under it did together. */
export function summaryShapes(view: LaneView, task: number, middle: number): Shape[] {
  const { model, scale, width, now, past } = view;
  const edges = Float64Array.from({ length: width + 1 }, (_, edge) => timeAt(scale, edge));
  const summary = new LaneSummary(model, model.rows.subtree(task), edges, now, past);
  while (!summary.isComplete) summary.advance(() => true);
  const before: GroupSpent = { ran: 0, ready: 0, lived: 0 };
  const after: GroupSpent = { ran: 0, ready: 0, lived: 0 };
  const columns = new Columns(view, middle);
  let start = edges[0]!;
  summary.spentBefore(start, before);
  for (let x = 0; x < width; x += 1) {
    const end = edges[x + 1]!;
    summary.spentBefore(end, after);
    const lived = after.lived - before.lived;
    const ran = Math.min(1, (after.ran - before.ran) / (end - start));
    const ready = lived > 0 ? (after.ready - before.ready) / lived : 0;
    if (lived > 1e-9 * (end - start + 1e-9)) columns.add(x, ran, ready * (1 - ran), ran > 1e-9);
    else columns.end();
    Object.assign(before, after);
    start = end;
  }
  columns.end();
  view.setFont(TEXT_SIZE);
  const left = Math.max(0, xOf(scale, view.reader.begin)) + PADDING;
  const text = view.fit.fit(summaryWords(summary.totals), width - left - PADDING);
  return text === "" ? columns.shapes : [...columns.shapes, words(view, left, middle, text)];
}

function addInterval(
  view: LaneView,
  index: number,
  middle: number,
  shapes: Shape[],
  runs: Shape[],
): void {
  const { reader, scale, width, now, left, colors } = view;
  const from = Math.max(0, xOf(scale, reader.start(index)));
  const to = Math.min(width, xOf(scale, reader.end(index, now)));
  switch (reader.state(index)) {
    case LaneState.RUNNING:
      runs.push(runBar(view, from, Math.max(to, from + MIN_RUNNING_WIDTH), middle));
      break;
    case LaneState.WAITING:
      shapes.push(box("hatch", left + from, to - from, middle, BAR_HEIGHT, RADIUS));
      break;
    case LaneState.SCHEDULED:
    case LaneState.READY:
      shapes.push(thinBar(view, from, to, middle));
      break;
    case LaneState.UNRECORDED:
      shapes.push({
        kind: "line",
        points: [
          [left + from, middle],
          [left + to, middle],
        ],
        stroke: colors.unrecorded,
        width: THIN_HEIGHT,
        dash: [2, 4],
      });
      break;
  }
}

function runBar({ left, colors }: LaneView, from: number, to: number, middle: number): Shape {
  const width = to - from;
  const radius = width > 2 * RADIUS ? RADIUS : 0;
  return {
    ...box("rect", left + from, width, middle, BAR_HEIGHT, radius),
    kind: "rect",
    fill: colors.running,
  };
}

function thinBar({ left, colors }: LaneView, from: number, to: number, middle: number): Shape {
  return {
    ...box("rect", left + from, to - from, middle, THIN_HEIGHT, 0),
    kind: "rect",
    fill: colors.ready,
  };
}

function box<K extends "rect" | "hatch">(
  kind: K,
  x: number,
  width: number,
  middle: number,
  height: number,
  radius: number,
) {
  const y = middle - height / 2;
  return { kind, x, y, width: Math.max(0, width), height, radius: Math.min(radius, width / 2) };
}

/** Columns that show by their heights what share of their time was run and ready. Neighbours that look the same are one shape. */
class Columns {
  readonly shapes: Shape[] = [];
  readonly #view: LaneView;
  readonly #bottom: number;
  #from = 0;
  #to = 0;
  #ran = NaN;
  #ready = NaN;

  constructor(view: LaneView, middle: number) {
    this.#view = view;
    this.#bottom = middle + BAR_HEIGHT / 2;
  }

  /** Adds pixel column `x`. @param hasRun whether anything of it ran, for however short */
  add(x: number, ran: number, ready: number, hasRun: boolean): void {
    const ranHeight = hasRun
      ? Math.min(BAR_HEIGHT, Math.max(MIN_RUNNING_WIDTH, Math.round(ran * BAR_HEIGHT)))
      : 0;
    const readyHeight = Math.min(BAR_HEIGHT - ranHeight, Math.round(ready * BAR_HEIGHT));
    if (x !== this.#to || ranHeight !== this.#ran || readyHeight !== this.#ready) {
      this.end();
      this.#from = x;
      this.#ran = ranHeight;
      this.#ready = readyHeight;
    }
    this.#to = x + 1;
  }

  end(): void {
    const width = this.#to - this.#from;
    if (width > 0 && !Number.isNaN(this.#ran)) {
      const { left, colors } = this.#view;
      const x = left + this.#from;
      const top = this.#bottom - BAR_HEIGHT;
      this.shapes.push({ kind: "hatch", x, y: top, width, height: BAR_HEIGHT });
      this.#fill(x, width, this.#ready, this.#bottom - this.#ran - this.#ready, colors.ready);
      this.#fill(x, width, this.#ran, this.#bottom - this.#ran, colors.running);
    }
    this.#ran = NaN;
  }

  #fill(x: number, width: number, height: number, y: number, fill: string): void {
    if (height > 0) this.shapes.push({ kind: "rect", x, y, width, height, fill });
  }
}

const before: Spent = { ran: 0, ready: 0 };
const after: Spent = { ran: 0, ready: 0 };

function shareShapes(view: LaneView, entry: number, end: number, middle: number): Shape[] {
  const { reader, scale } = view;
  const columns = new Columns(view, middle);
  let start = timeAt(scale, strip.from[entry]!);
  spentAt(reader, start, strip.first[entry]!, before);
  for (let at = entry; at < end; at += 1) {
    const x = strip.from[at]!;
    const stop = timeAt(scale, x + 1);
    spentAt(reader, stop, strip.last[at]!, after);
    const ran = (after.ran - before.ran) / (stop - start);
    columns.add(x, Math.min(1, ran), (after.ready - before.ready) / (stop - start), true);
    start = stop;
    Object.assign(before, after);
  }
  columns.end();
  return columns.shapes;
}

/** What waiting bars wait for, where there is room. */
function wordShapes(view: LaneView, middle: number): Shape[] {
  const { reader, fit, model } = view;
  const shapes: Shape[] = [];
  view.setFont(TEXT_SIZE);
  for (let entry = 0; entry < strip.length; entry += 1) {
    const index = strip.first[entry]!;
    if (index !== strip.last[entry] || reader.state(index) !== LaneState.WAITING) continue;
    const from = strip.from[entry]!;
    const space = strip.to[entry]! - from;
    if (space < MIN_LABELLED) continue;
    const text = fit.fit(waitWords(model, reader, index), space - 2 * PADDING);
    if (text !== "") shapes.push(words(view, from + PADDING, middle, text));
  }
  return shapes;
}

function words(view: LaneView, x: number, middle: number, text: string, fill?: string): Shape {
  return {
    kind: "text",
    x: view.left + x,
    y: middle + 0.5,
    text,
    size: TEXT_SIZE,
    fill: fill ?? view.palette.text,
    font: "ui",
  };
}

/** Notches where cancels were requested. */
function notchShapes(
  { model, scale, width, left, palette }: LaneView,
  lane: number,
  middle: number,
) {
  const { marks } = model.lanes;
  const shapes: Shape[] = [];
  let last = -Infinity;
  for (let mark = model.lanes.firstMark(lane); mark !== NO_MARK; mark = marks.next[mark]!) {
    if (marks.kind[mark] !== MarkKind.CANCEL_REQUESTED) continue;
    const x = xOf(scale, marks.time[mark]!);
    if (x < 0 || x > width || x - last < 3) continue;
    last = x;
    const y = middle - BAR_HEIGHT / 2 - 3;
    const points = [
      [left + x - 5, y],
      [left + x + 5, y],
      [left + x, y + 7],
    ] as const;
    shapes.push({ kind: "line", points, fill: palette.notch, stroke: palette.canvas, width: 1 });
  }
  return shapes;
}

/** How the task ended, behind its last bar, and what came of it. */
function outcomeShapes(view: LaneView, task: number, middle: number): Shape[] {
  const { reader, palette, model, scale, width, left, fit } = view;
  const index = reader.count - 1;
  const state = reader.state(index);
  if (!isOver(state)) return [];
  const x = xOf(scale, reader.start(index)) + PADDING;
  if (x < PADDING || x > width - PADDING) return [];
  const color = outcomeColor(palette, state);
  const shapes: Shape[] = outcomeSign(state, left + x, middle + 0.5).map((points) => ({
    kind: "line",
    points,
    stroke: color,
    width: 1.5,
  }));
  view.setFont(TEXT_SIZE);
  const text = fit.fit(outcomeWords(model, task, state), width - x - 14 - PADDING);
  return text === "" ? shapes : [...shapes, words(view, x + 14, middle, text, color)];
}

type Points = readonly (readonly [x: number, y: number])[];

/** The lines of a tick, a cross, or a triangle with a mark in it. */
function outcomeSign(state: LaneState, x: number, y: number): Points[] {
  if (state === LaneState.FINISHED) {
    return [
      [
        [x + 0.5, y + 0.5],
        [x + 3.2, y + 3.2],
        [x + 8.5, y - 3.2],
      ],
    ];
  }
  if (state === LaneState.CANCELLED) {
    return [
      [
        [x + 1, y - 3.5],
        [x + 8, y + 3.5],
      ],
      [
        [x + 8, y - 3.5],
        [x + 1, y + 3.5],
      ],
    ];
  }
  return [
    [
      [x + 4.5, y - 4.2],
      [x + 9, y + 3.7],
      [x, y + 3.7],
      [x + 4.5, y - 4.2],
    ],
    [
      [x + 4.5, y - 1],
      [x + 4.5, y + 0.8],
    ],
  ];
}
