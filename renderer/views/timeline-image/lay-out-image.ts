import { NO_SLOT } from "../../../shared/reduce";
import { formatDuration, formatInstant } from "../../model/format";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import { Branch } from "../../model/rows";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { timesOf } from "../../model/task-words";
import { TICK_SPACING } from "../timeline/draw-axis";
import { foldsInSight } from "../timeline/draw-folds";
import type { Palette } from "../timeline/palette";
import { TextFit } from "../timeline/text-fit";
import type { TextMeasure } from "../timeline/text-fit";
import { tickLabel, ticksOf } from "../timeline/ticks";
import type { TimeRange } from "../timeline/time-range";
import type { TimeScale } from "../timeline/time-scale";
import { timeAt, xOf } from "../timeline/time-scale";
import { durationWords } from "../timeline/time-words";
import { t } from "../../texts";
import { laneShapes, summaryShapes } from "./lane-shapes";
import type { LaneView } from "./lane-shapes";
import { pictureColors } from "./picture-colors";
import { ImageTooLarge } from "./shapes";
import type { Image, Shape } from "./shapes";

const MARGIN = 20;
const TITLE_HEIGHT = 48;
const LEGEND_HEIGHT = 34;
const NAME_SIZE = 11.5;
const INDENT = 12;
const MIN_NAMES = 90;
const MAX_NAMES = 240;
/** Rows of a picture at most: more are no picture any more. */
const MAX_ROWS = 3_000;
/** Shapes of a picture at most, about a hundred bytes each as SVG. More make programs stall that open it. */
const MAX_SHAPES = 120_000;

/** What a picture of the timeline shows. Lengths in CSS pixels, times in seconds. */
export interface ImageSubject {
  readonly model: SessionModel;
  readonly title: string;
  readonly palette: Palette;
  /** Where time lies on `width`. */
  readonly scale: TimeScale;
  /** Of the lanes. */
  readonly width: number;
  /** The rows from `from` to `to`, exclusive. */
  readonly rows: { readonly from: number; readonly to: number };
  readonly now: number;
  /** The instant that is looked at; null where that is now. */
  readonly cursor: number | null;
  /** The session as it was then, up to which totals are; null where that is now. */
  readonly past: SeenSession | null;
  readonly range: TimeRange | null;
  readonly selected: number | null;
  readonly measure: TextMeasure;
}

/**
 * Lays out a picture: title, axis, names, lanes, legend.
 * @throws ImageTooLarge with a sentence that says what would fit
 */
export function layOutImage(subject: ImageSubject): Image {
  const { model, palette, scale, width, rows } = subject;
  const count = Math.max(0, rows.to - rows.from);
  if (count > MAX_ROWS) {
    throw new ImageTooLarge(t("images.tooLarge.rows", { most: MAX_ROWS, rows: count }));
  }
  const { measure } = subject;
  const setFont = (size: number, isBold = false) => {
    measure.font = `${isBold ? "600 " : ""}${size}px ${palette.font}`;
  };
  const fit = new TextFit(measure);
  const colors = pictureColors(palette);
  const names = namesWidth(subject, fit);
  const left = MARGIN + names;
  const axisTop = MARGIN + TITLE_HEIGHT;
  const top = axisTop + AXIS_HEIGHT;
  const bottom = top + count * ROW_HEIGHT;
  const view: LaneView = {
    model,
    reader: new LaneReader(),
    scale,
    left,
    width,
    now: subject.now,
    past: subject.past,
    palette,
    colors,
    fit,
    setFont,
  };
  const shapes: Shape[] = [...titleShapes(subject), ...axisShapes(subject, left, axisTop, bottom)];
  let shapeCount = shapes.length;
  for (let row = rows.from; row < rows.to; row += 1) {
    const group = rowShapes(subject, view, row, top + (row - rows.from) * ROW_HEIGHT, names);
    shapes.push(group);
    shapeCount += group.kind === "group" ? group.shapes.length : 1;
    if (shapeCount > MAX_SHAPES) {
      throw new ImageTooLarge(t("images.tooLarge.shapes", { most: MAX_SHAPES }));
    }
  }
  shapes.push(...overlays(subject, left, axisTop, bottom), ...legendShapes(view, bottom));
  return {
    width: left + width + MARGIN,
    height: bottom + LEGEND_HEIGHT + MARGIN / 2,
    title: subject.title,
    description: descriptionOf(subject, count),
    colors: {
      background: palette.canvas,
      waiting: colors.waiting,
      waitingStripe: colors.waitingStripe,
      uiFont: palette.font,
      monoFont: palette.mono,
    },
    shapes,
  };
}

function namesWidth({ model, palette, rows, measure }: ImageSubject, fit: TextFit): number {
  measure.font = `${NAME_SIZE}px ${palette.mono}`;
  let most = MIN_NAMES;
  for (let row = rows.from; row < rows.to && most < MAX_NAMES; row += 1) {
    const name = model.table.name[model.rows.slots[row]!]!;
    most = Math.max(most, indentOf(model, row) + fit.width(name) + 14);
  }
  return Math.ceil(Math.min(MAX_NAMES, most));
}

const indentOf = (model: SessionModel, row: number): number =>
  Math.min(6, model.rows.depths[row]!) * INDENT;

function titleShapes({ title, palette, scale, width, ...subject }: ImageSubject): Shape[] {
  const from = Math.max(0, timeAt(scale, 0));
  const to = Math.min(subject.now, timeAt(scale, width));
  const count = subject.rows.to - subject.rows.from;
  const span = t("images.span", { count, from: formatInstant(from), to: formatInstant(to) });
  return [
    {
      kind: "text",
      x: MARGIN,
      y: MARGIN + 9,
      text: title,
      size: 17,
      fill: palette.text,
      font: "ui",
      isBold: true,
    },
    {
      kind: "text",
      x: MARGIN,
      y: MARGIN + 31,
      text: span,
      size: 11.5,
      fill: palette.muted,
      font: "ui",
    },
  ];
}

function axisShapes(subject: ImageSubject, left: number, top: number, bottom: number): Shape[] {
  const { palette, scale, width } = subject;
  const colors = pictureColors(palette);
  const shapes: Shape[] = [
    {
      kind: "rect",
      x: MARGIN,
      y: top,
      width: left - MARGIN + width,
      height: AXIS_HEIGHT,
      fill: palette.panel,
    },
  ];
  const folds = foldsInSight(scale, width);
  const { times, decimals } = ticksOf(scale, width, TICK_SPACING);
  for (const time of times) {
    const x = xOf(scale, time);
    shapes.push({
      kind: "rect",
      x: left + x,
      y: top + AXIS_HEIGHT,
      width: 1,
      height: bottom - top - AXIS_HEIGHT,
      fill: colors.grid,
    });
    shapes.push({
      kind: "rect",
      x: left + x,
      y: top + AXIS_HEIGHT - 5,
      width: 1,
      height: 4,
      fill: palette.line,
    });
    const isTaken = folds.some((fold) => x > fold.left - 24 && x < fold.right + 24);
    if (isTaken || x < 16 || x > width - 16) continue;
    shapes.push(axisText(tickLabel(time, decimals), left + x, top, palette.faint));
  }
  shapes.push({
    kind: "rect",
    x: MARGIN,
    y: top + AXIS_HEIGHT - 1,
    width: left - MARGIN + width,
    height: 1,
    fill: palette.line,
  });
  return shapes;
}

const axisText = (text: string, x: number, top: number, fill: string): Shape => ({
  kind: "text",
  x,
  y: top + AXIS_HEIGHT / 2,
  text,
  size: 10.5,
  fill,
  font: "ui",
  isCentred: true,
});

function rowShapes(
  subject: ImageSubject,
  view: LaneView,
  row: number,
  top: number,
  names: number,
): Shape {
  const { model, palette, selected, measure, width } = subject;
  const task = model.rows.tasks[row]!;
  const slot = model.rows.slots[row]!;
  const name = model.table.name[slot]!;
  const middle = top + ROW_HEIGHT / 2;
  const shapes: Shape[] = [];
  const whole = { x: MARGIN, width: names + width };
  if (task === selected) {
    shapes.push({
      kind: "rect",
      ...whole,
      y: top,
      height: ROW_HEIGHT,
      fill: palette.selected,
      opacity: 0.6,
    });
  }
  shapes.push({
    kind: "rect",
    ...whole,
    y: top + ROW_HEIGHT - 1,
    height: 1,
    fill: view.colors.separator,
  });
  measure.font = `${NAME_SIZE}px ${palette.mono}`;
  const indent = indentOf(model, row);
  const text = view.fit.fit(name, names - indent - 10, 2);
  shapes.push({
    kind: "text",
    x: MARGIN + indent,
    y: middle,
    text,
    size: NAME_SIZE,
    fill: palette.text,
    font: "mono",
  });
  const lane = model.lanes.laneOf(task);
  if (lane !== NO_LANE) {
    model.lanes.read(lane, view.reader);
    const isClosed = model.rows.branches[row] === Branch.CLOSED;
    shapes.push(
      ...(isClosed ? summaryShapes(view, task, middle) : laneShapes(view, task, lane, middle)),
    );
  }
  return { kind: "group", label: `${name}: ${totalsWords(subject, task)}`, shapes };
}

/** "ran 3 ms, ready 0 µs, waited 1 s": up to the instant that is looked at, as in the list of tasks. */
function totalsWords({ model, past, now }: ImageSubject, task: number): string {
  const { table } = past ?? model;
  const slot = table.slotOf(task);
  if (slot === NO_SLOT) return t("time.notCreatedYet", { at: formatInstant(past!.now()) });
  const { ran, ready, waited } = timesOf(table, slot, past?.now() ?? now);
  return [
    `${t("tasks.columns.ran")} ${formatDuration(ran)}`,
    `${t("tasks.columns.ready")} ${formatDuration(ready)}`,
    `${t("tasks.columns.waited")} ${formatDuration(waited)}`,
  ].join(", ");
}

/** What lies over the lanes: folded time, the range that is selected, the cursor. */
function overlays(subject: ImageSubject, left: number, top: number, bottom: number): Shape[] {
  const { palette, scale, width, range, cursor } = subject;
  const shapes: Shape[] = [];
  const lanesTop = top + AXIS_HEIGHT;
  const height = bottom - lanesTop;
  for (const fold of foldsInSight(scale, width)) {
    const x = Math.max(0, fold.left);
    const right = Math.min(width, fold.right);
    shapes.push({
      kind: "rect",
      x: left + x,
      y: lanesTop,
      width: right - x,
      height,
      fill: palette.canvas,
      opacity: 0.6,
    });
    for (const edge of [x, right]) {
      shapes.push({
        kind: "line",
        points: [
          [left + edge, lanesTop],
          [left + edge, bottom],
        ],
        stroke: palette.line,
        width: 1,
        dash: [3, 3],
      });
    }
    shapes.push(
      axisText(durationWords(fold.to - fold.from), left + (x + right) / 2, top, palette.muted),
    );
  }
  if (range !== null) {
    const from = Math.max(0, xOf(scale, range.from));
    const to = Math.min(width, xOf(scale, range.to));
    if (to > from) {
      shapes.push({
        kind: "rect",
        x: left + from,
        y: lanesTop,
        width: to - from,
        height,
        fill: palette.accent,
        opacity: 0.1,
      });
      shapes.push({
        kind: "rect",
        x: left + from,
        y: lanesTop - 3,
        width: to - from,
        height: 2,
        fill: palette.accent,
      });
    }
  }
  if (cursor !== null) {
    const x = xOf(scale, cursor);
    if (x >= 0 && x <= width) {
      shapes.push({
        kind: "rect",
        x: left + x,
        y: top,
        width: 1,
        height: bottom - top,
        fill: palette.accent,
      });
    }
  }
  return shapes;
}

function legendShapes(view: LaneView, bottom: number): Shape[] {
  const { palette, colors } = view;
  const y = bottom + LEGEND_HEIGHT / 2 + 4;
  let x = MARGIN;
  const shapes: Shape[] = [];
  view.setFont(10.5);
  const add = (sign: Shape, words: string) => {
    shapes.push(sign, {
      kind: "text",
      x: x + 20,
      y,
      text: words,
      size: 10.5,
      fill: palette.muted,
      font: "ui",
    });
    x += 20 + view.fit.width(words) + 18;
  };
  add(
    { kind: "rect", x, y: y - 5, width: 14, height: 10, fill: colors.running, radius: 2 },
    t("images.legend.running"),
  );
  add(
    { kind: "rect", x, y: y - 2, width: 14, height: 4, fill: colors.ready },
    t("images.legend.ready"),
  );
  add({ kind: "hatch", x, y: y - 5, width: 14, height: 10, radius: 2 }, t("images.legend.waiting"));
  const points = [
    [x + 2, y - 4],
    [x + 12, y - 4],
    [x + 7, y + 3],
  ] as const;
  add({ kind: "line", points, fill: palette.notch }, t("images.legend.cancel"));
  return shapes;
}

function descriptionOf({ model, scale, width, now }: ImageSubject, count: number): string {
  const from = Math.max(0, timeAt(scale, 0));
  const to = Math.min(now, timeAt(scale, width));
  const others = model.rows.length - count;
  const words = t("images.description", {
    count,
    from: formatInstant(from),
    to: formatInstant(to),
  });
  return others > 0 ? `${words} ${t("images.others", { count: others })}` : words;
}
