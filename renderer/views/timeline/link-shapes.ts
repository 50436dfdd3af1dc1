import type { LaneLink, LinkKind } from "../../model/lane-links";
import { linksOf } from "../../model/lane-links";
import { NO_LANE } from "../../model/lanes";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import type { SessionModel } from "../../model/session-model";
import { BAR_HEIGHT } from "./lane-geometry";
import type { TimeScale } from "./time-scale";
import { timeAt, xOf } from "./time-scale";

/** The least distance between two arrows of wake-ups, in CSS pixels. */
const SPACING = 7;
/** How far beside each other arrows of different kinds stand at the same instant. */
const KIND_OFFSET: Readonly<Record<LinkKind, number>> = {
  created: 0,
  woken: 0,
  awaited: 3,
  cancelled: -3,
};
/** The length of an arrow whose other end is in no row. */
const STUB = 20;
/** How far from an arrow the pointer may be. */
const REACH = 4;
/** Room for the name of what is out of sight, at the upper or lower edge. */
const EDGE_ROOM = 14;

/** An arrow as it is drawn: from the lane of who did something to that of the selected task. CSS pixels. */
export interface LinkShape {
  readonly link: LaneLink;
  /** Where it begins and where its head is. */
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  /** Whether its beginning is out of sight. */
  readonly isCut: boolean;
}

/** What the shapes of arrows depend on. Lengths in CSS pixels. */
export interface LinkView {
  readonly model: SessionModel;
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
  /** How far the rows are scrolled. */
  readonly top: number;
  readonly selected: number | null;
  readonly kinds: ReadonlySet<LinkKind>;
}

/** The arrows of the selected task that are in sight. */
export function linkShapes(view: LinkView): LinkShape[] {
  const { model, scale, width, height, top, selected, kinds } = view;
  if (selected === null || kinds.size === 0) return [];
  const row = model.rows.indexOf(selected);
  if (row < 0 || model.lanes.laneOf(selected) === NO_LANE) return [];
  const middleOf = (index: number) => AXIS_HEIGHT + (index + 0.5) * ROW_HEIGHT - top;
  const middle = middleOf(row);
  const least = scale.perPixel * SPACING;
  const from = timeAt(scale, -SPACING);
  const to = timeAt(scale, width + SPACING);
  const shapes: LinkShape[] = [];
  for (const link of linksOf(model, selected, { kinds, from, to, least })) {
    const x = Math.round(xOf(scale, link.time)) + KIND_OFFSET[link.kind] + 0.5;
    const other = shownRow(model, link.by);
    const otherY = other < 0 || other === row ? middle - STUB : middleOf(other);
    const down = otherY < middle ? 1 : -1;
    const toY = middle - (down * BAR_HEIGHT) / 2;
    const fromY = clamp(otherY, AXIS_HEIGHT + EDGE_ROOM, height - EDGE_ROOM);
    const isInSight =
      Math.max(toY, otherY) > AXIS_HEIGHT && Math.min(toY, otherY) < height && x > -9;
    if (!isInSight) continue;
    shapes.push({ link, x, fromY, toY, isCut: fromY !== otherY || other < 0 || other === row });
  }
  return shapes;
}

/** The arrow at a point; null for none. */
export function hitLink(shapes: readonly LinkShape[], x: number, y: number): LinkShape | null {
  let nearest: LinkShape | null = null;
  let distance = REACH;
  for (const shape of shapes) {
    const low = Math.min(shape.fromY, shape.toY) - REACH;
    const high = Math.max(shape.fromY, shape.toY) + REACH;
    const away = Math.abs(shape.x - x);
    if (y < low || y > high || away > distance) continue;
    nearest = shape;
    distance = away;
  }
  return nearest;
}

/** The row of a task or, where that is folded into another, of that one; -1 for none. */
export function shownRow({ rows, table }: SessionModel, task: number): number {
  let at = task;
  for (;;) {
    const row = rows.indexOf(at);
    if (row >= 0) return row;
    const slot = at === 0 ? -1 : table.slotOf(at);
    if (slot < 0) return -1;
    at = table.creator[slot]!;
  }
}

const clamp = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, value));
