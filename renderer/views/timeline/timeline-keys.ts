import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import type { Place } from "./timeline-canvas";

/** Rows that PageUp and PageDown go. */
const PAGE_ROWS = 10;

/**
 * Where a key leads among a model's lanes.
 * @param place where the keyboard stands, null for nowhere yet
 * @param begin where it begins, null for the first row
 * @returns null where there are no lanes; undefined for a key that leads nowhere
 */
export function nextPlace(
  model: SessionModel,
  place: Place | null,
  begin: Place | null,
  key: string,
): Place | null | undefined {
  const move = MOVES[key];
  if (move === undefined) return undefined;
  if (place === null || model.rows.indexOf(place.task) < 0) return begin ?? placeInRow(model, 0);
  return move(model, place);
}

type Move = (model: SessionModel, place: Place) => Place | null;

const byRows =
  (rows: number): Move =>
  (model, { task }) => {
    const last = model.rows.length - 1;
    return placeInRow(model, Math.min(last, Math.max(0, model.rows.indexOf(task) + rows)));
  };

const byIntervals =
  (intervals: number): Move =>
  (model, { task, interval }) => {
    const last = lastInterval(model, task);
    return { task, interval: Math.min(last, Math.max(0, interval + intervals)) };
  };

const MOVES: Readonly<Record<string, Move>> = {
  ArrowUp: byRows(-1),
  ArrowDown: byRows(1),
  PageUp: byRows(-PAGE_ROWS),
  PageDown: byRows(PAGE_ROWS),
  ArrowLeft: byIntervals(-1),
  ArrowRight: byIntervals(1),
  Home: byIntervals(-Infinity),
  End: byIntervals(Infinity),
};

/** A lane's present: its last interval, or how its task ended. */
export function placeInRow(model: SessionModel, row: number): Place | null {
  if (row < 0 || row >= model.rows.length) return null;
  const task = model.rows.tasks[row]!;
  return { task, interval: lastInterval(model, task) };
}

function lastInterval(model: SessionModel, task: number): number {
  const lane = model.lanes.laneOf(task);
  if (lane === NO_LANE) return 0;
  const reader = new LaneReader();
  model.lanes.read(lane, reader);
  return reader.count - 1;
}
