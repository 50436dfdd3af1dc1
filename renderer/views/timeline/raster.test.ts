import { describe, expect, it } from "vitest";
import { mix } from "./palette";
import { Raster } from "./raster";

const BLACK = 0xff000000;
const WHITE = 0xffffffff;

function rasterOf(width: number, height: number): Raster {
  const raster = new Raster(new Uint32Array(width * height), width, height, 1, {
    base: BLACK,
    stripe: WHITE,
  });
  raster.fill(0, width, 0, height, BLACK);
  return raster;
}

describe("Raster", () => {
  it("fills no pixel outside of the image, however large the rectangle", () => {
    for (const width of [8, 100]) {
      const raster = rasterOf(width, 4);
      raster.fill(-50, 500, 1, 3, WHITE);
      const rows = Array.from({ length: 4 }, (_, y) =>
        raster.pixels.subarray(y * width, (y + 1) * width).every((pixel) => pixel === WHITE),
      );
      expect(rows).toEqual([false, true, true, false]);
    }
  });

  it("hatches narrow and wide bars alike", () => {
    const wide = rasterOf(100, 6);
    wide.hatch(0, 100, 0, 6);
    const narrow = rasterOf(100, 6);
    for (let x = 0; x < 100; x += 3) narrow.hatch(x, x + 3, 0, 6);
    expect(narrow.pixels).toEqual(wide.pixels);
  });

  it("moves the hatch with the content", () => {
    const still = rasterOf(60, 1);
    still.hatch(0, 60, 0, 1);
    const moved = rasterOf(60, 1);
    moved.hatchOrigin = -7;
    moved.hatch(0, 60, 0, 1);
    expect(moved.pixels.subarray(7)).toEqual(still.pixels.subarray(0, 53));
  });

  it("rounds corners on the sides that it is told to", () => {
    const raster = rasterOf(20, 10);
    raster.fill(0, 20, 0, 10, WHITE);
    raster.round(0, 20, 0, 10, BLACK, { left: true, right: false });
    expect(raster.pixels[0]).not.toBe(WHITE);
    expect(raster.pixels[9 * 20]).not.toBe(WHITE);
    expect(raster.pixels[19]).toBe(WHITE);
    expect(raster.pixels[5 * 20]).toBe(WHITE);
  });
});

describe("mix", () => {
  it("goes from one pixel to the other, channel by channel", () => {
    expect(mix(BLACK, WHITE, 0)).toBe(BLACK);
    expect(mix(BLACK, WHITE, 1)).toBe(WHITE);
    expect(mix(BLACK, 0xff204060, 0.5)).toBe(0xff102030);
  });
});
