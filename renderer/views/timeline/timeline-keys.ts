import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import type { Place } from "./timeline-canvas";

/** Rows that PageUp and PageDown go. */
const PAGE_ROWS = 10;

/** Where a key leads from `place` among a model's lanes; null where it leads nowhere. */
export function nextPlace(
  model: SessionModel,
  place: Place | null,
  start: Place | null,
  key: string,
): Place | null {
  if (place === null || model.rows.indexOf(place.task) < 0) return start ?? placeInRow(model, 0);
  const row = model.rows.indexOf(place.task);
  switch (key) {
    case "ArrowUp":
      return row > 0 ? placeInRow(model, row - 1) : place;
    case "ArrowDown":
      return placeInRow(model, row + 1) ?? place;
    case "PageUp":
      return placeInRow(model, Math.max(0, row - PAGE_ROWS));
    case "PageDown":
      return placeInRow(model, Math.min(model.rows.length - 1, row + PAGE_ROWS));
    case "ArrowLeft":
      return { task: place.task, interval: Math.max(0, place.interval - 1) };
    case "ArrowRight":
      return {
        task: place.task,
        interval: Math.min(lastInterval(model, place.task), place.interval + 1),
      };
    case "Home":
      return { task: place.task, interval: 0 };
    case "End":
      return { task: place.task, interval: lastInterval(model, place.task) };
    default:
      return null;
  }
}

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
