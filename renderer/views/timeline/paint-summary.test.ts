import { expect, it } from "vitest";
import { EventKind, Outcome } from "../../../shared/events";
import { LaneReader } from "../../model/lane-reader";
import { LaneSummary } from "../../model/lane-summary";
import { paintSummary } from "./paint-summary";
import type { Palette } from "./palette";
import { Raster } from "./raster";
import { modelOf } from "./testing";

const RUNNING = 0xff0000ff;
const READY = 0xff00ff00;
const WAITING = 0xffff0000;
const WIDTH = 40;
const HEIGHT = 12;

/** Paints what two tasks did, at a second a pixel, and gives each column as letters from the top. */
function painted(): string[] {
  const model = modelOf(
    [
      [EventKind.TASK_CREATED, 5, 1],
      [EventKind.STEP_STARTED, 5, 1],
      [EventKind.TASK_CREATED, 10, 2, 0, 1],
      [EventKind.TASK_WAITING, 15, 1],
      [EventKind.STEP_STARTED, 20, 2],
      [EventKind.TASK_WAITING, 20.5, 2],
      [EventKind.TASK_DONE, 30, 2, Outcome.RESULT],
      [EventKind.TASK_DONE, 30, 1, Outcome.RESULT],
    ],
    30,
  );
  const edges = Float64Array.from({ length: WIDTH + 1 }, (_, edge) => edge);
  const summary = new LaneSummary(model, [1, 2], edges, 30);
  summary.advance(() => true);
  const raster = new Raster(new Uint32Array(WIDTH * HEIGHT), WIDTH, HEIGHT, 1, {
    base: WAITING,
    stripe: WAITING,
  });
  const palette = { pixels: { running: RUNNING, ready: READY } } as Palette;
  const scale = { start: 0, perPixel: 1 };
  const easel = { raster, palette, ratio: 1, reader: new LaneReader(), scale };
  paintSummary(easel, summary, { top: 1, bottom: 11, thinTop: 5, thinBottom: 7 });
  const letters = new Map([
    [0, "."],
    [RUNNING, "r"],
    [READY, "-"],
    [WAITING, "w"],
  ]);
  return Array.from({ length: WIDTH }, (_, x) =>
    Array.from({ length: HEIGHT }, (_, y) => letters.get(raster.pixels[y * WIDTH + x]!)).join(""),
  );
}

it("shows, column by column, the share of time that one of the tasks ran, and of those that were ready", () => {
  const columns = painted();
  expect(columns[2]).toBe("............");
  expect(columns[7]).toBe(".rrrrrrrrrr.");
  // One waits, the other has not run yet.
  expect(columns[17]).toBe(".wwwww-----.");
  expect(columns[20]).toBe(".wwwwwrrrrr.");
  expect(columns[25]).toBe(".wwwwwwwwww.");
  expect(columns[35]).toBe("............");
});
