import { describe, expect, it } from "vitest";
import { layLane, LaneStrip } from "./lane-strip";
import { paintLane } from "./paint-lanes";
import type { Palette } from "./palette";
import { Raster } from "./raster";
import { oneLane } from "./testing";

const BEHIND = 0xff000000;
const RUNNING = 0xff0000ff;
const READY = 0xff00ff00;
const WAITING = 0xffff0000;
const STRIPE = 0xffff8000;
const PALETTE = {
  pixels: {
    background: BEHIND,
    running: RUNNING,
    ready: READY,
    waiting: WAITING,
    waitingStripe: STRIPE,
    unrecorded: 0xff888888,
  },
} as Palette;
const WIDTH = 40;
const HEIGHT = 12;
const BOX = { top: 1, bottom: 11, thinTop: 5, thinBottom: 7 };

/** Paints one lane at a second a pixel and gives its columns, each as one letter a row, from the top. */
function painted(times: readonly number[], endsAt: number): string[] {
  const { reader } = oneLane(times, endsAt);
  const raster = new Raster(new Uint32Array(WIDTH * HEIGHT), WIDTH, HEIGHT, 1, {
    base: STRIPE,
    stripe: WAITING,
  });
  raster.fill(0, WIDTH, 0, HEIGHT, BEHIND);
  const strip = new LaneStrip();
  const scale = { start: 0, perPixel: 1 };
  layLane(reader, scale, WIDTH, endsAt, strip);
  paintLane({ raster, palette: PALETTE, ratio: 1, reader, scale }, strip, BOX, BEHIND);
  return Array.from({ length: WIDTH }, (_, x) =>
    Array.from({ length: HEIGHT }, (_, y) => letterOf(raster.pixels[y * WIDTH + x]!)).join(""),
  );
}

function letterOf(pixel: number): string {
  if (pixel === BEHIND) return ".";
  if (pixel === RUNNING) return "r";
  if (pixel === READY) return "-";
  // Stripes and what lies between them have softened edges.
  return (pixel & 0xff0000) === 0xff0000 ? "w" : "?";
}

const FULL_RUN = ".rrrrrrrrrr.";
const FULL_WAIT = ".wwwwwwwwww.";
const THIN = ".....--.....";

describe("paintLane", () => {
  it("fills what ran, hatches what waited, and draws a thin line for what was ready", () => {
    const columns = painted([0, 10, 20], 30);
    expect(columns[5]).toBe(THIN);
    expect(columns[15]).toBe(FULL_RUN);
    expect(columns[25]).toBe(FULL_WAIT);
    expect(columns[35]).toBe("............");
  });

  it("shows a step that is much shorter than a pixel, two pixels wide", () => {
    // scheduled, runs for an instant at 10, waits
    const columns = painted([0, 10.4, 10.4001], 30);
    expect(columns[9]).toBe(THIN);
    expect([columns[10], columns[11]]).toEqual([FULL_RUN, FULL_RUN]);
    expect(columns[15]).toBe(FULL_WAIT);
  });

  it("draws a bar that begins within a shared column as one bar", () => {
    const columns = painted([10.2, 10.5], 30);
    // The corners are rounded only at its beginning.
    expect(columns.slice(14, 26).every((column) => column === FULL_RUN)).toBe(true);
    expect(columns[10]).toContain("rrrr");
  });

  it("shows by their shares what many intervals in every column did", () => {
    // Runs for 0.1 s, waits for 0.1 s, is ready for 0.2 s, over and over.
    const times = [0];
    for (let cycle = 0; cycle < 75; cycle += 1) {
      const start = cycle * 0.4;
      times.push(start, start + 0.1, start + 0.2);
    }
    const columns = painted(times, 30);
    for (const column of columns.slice(3, 27)) {
      const count = (letter: string) => column.split(letter).length - 1;
      expect(count("r")).toBeGreaterThanOrEqual(2);
      expect(count("r")).toBeLessThanOrEqual(4);
      expect(count("-")).toBeGreaterThanOrEqual(3);
      expect(count("-")).toBeLessThanOrEqual(7);
      expect(column).toMatch(/^\.w+-+r+\.$/);
    }
  });

  it("shows a task that was cancelled at once, before it ran", () => {
    expect(painted([10.2], 10.4)[10]).toBe(THIN);
  });
});
