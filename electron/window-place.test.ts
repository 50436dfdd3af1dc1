import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openingPlace, SMALLEST_WINDOW, WINDOW_SIZE, WindowPlaces } from "./window-place";
import type { Rectangle, WindowPlace } from "./window-place";

const MAIN: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 };
const RIGHT: Rectangle = { x: 1920, y: 0, width: 1280, height: 1024 };
const place = (x: number, y: number, width = 800, height = 600): WindowPlace => ({
  x,
  y,
  width,
  height,
  isMaximized: false,
});

describe("where a window opens", () => {
  it("is left to the system the first time, no larger than the screen", () => {
    expect(openingPlace(null, [MAIN])).toEqual(WINDOW_SIZE);
    const small = { x: 0, y: 0, width: 1024, height: 700 };
    expect(openingPlace(null, [small])).toEqual({ width: 1024, height: 700 });
  });

  it("is where it was, on whatever screen", () => {
    expect(openingPlace(place(2000, 100), [MAIN, RIGHT])).toMatchObject({ x: 2000, y: 100 });
    // Half of it may lie outside, if it can be dragged back.
    expect(openingPlace(place(1700, 900), [MAIN])).toMatchObject({ x: 1700, y: 900 });
  });

  it.each([
    ["whose screen is gone", place(2000, 100)],
    ["whose title lies above the screen", place(100, -10)],
    ["below the screen", place(100, 1060)],
    ["of which only the edge is left of the screen", place(-750, 100)],
  ])("is the middle of the main screen for one %s", (_what, lost) => {
    expect(openingPlace(lost, [MAIN])).toEqual({ x: 560, y: 253, width: 800, height: 600 });
  });

  it("is never out of reach", () => {
    const coordinate = fc.integer({ min: -5_000, max: 5_000 });
    const size = fc.integer({ min: SMALLEST_WINDOW.height, max: 4_000 });
    fc.assert(
      fc.property(coordinate, coordinate, size, size, (x, y, width, height) => {
        const opens = openingPlace(place(x, y, width, height), [MAIN, RIGHT]);
        const left = opens.x ?? 0;
        const top = opens.y ?? MAIN.y;
        const isOn = ({ x, y, width, height }: Rectangle): boolean =>
          left < x + width && left + opens.width > x && top >= y && top < y + height;
        expect([MAIN, RIGHT].some(isOn)).toBe(true);
      }),
    );
  });
});

describe("the file with the window's place", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "tasklab window "))));
  afterEach(() => rm(folder, { recursive: true }));

  it("gives back what was saved", async () => {
    const path = join(folder, "window.json");
    const places = new WindowPlaces(path);
    expect(await places.load()).toBeNull();
    expect(places.last).toBeNull();
    await places.keep(place(1, 2));
    expect(places.last).toEqual(place(1, 2));
    const next = new WindowPlaces(path);
    await next.load();
    expect(next.last).toEqual(place(1, 2));
  });

  it.each(["{", '{"x":1}', '{"x":1e99,"y":0,"width":800,"height":600,"isMaximized":false}'])(
    "sets %s aside",
    async (text) => {
      const path = join(folder, "window.json");
      await writeFile(path, text);
      const places = new WindowPlaces(path);
      expect(await places.load()).toContain("set aside");
      expect(places.last).toBeNull();
      expect(await readdir(folder)).toEqual([expect.stringContaining("window.json.unreadable")]);
    },
  );
});
