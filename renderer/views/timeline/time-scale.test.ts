import { describe, expect, it } from "vitest";
import { Folding } from "./time-folds";
import {
  anchored,
  between,
  fitting,
  inDevicePixels,
  MAX_SECONDS_PER_PIXEL,
  MIN_SECONDS_PER_PIXEL,
  originOf,
  panned,
  timeAt,
  xOf,
  zoomed,
} from "./time-scale";

const SCALE = { start: 10, perPixel: 0.5 };

describe("a time scale", () => {
  it("turns times into pixels and back", () => {
    expect(xOf(SCALE, 20)).toBe(20);
    expect(timeAt(SCALE, 20)).toBe(20);
  });

  it("fits a stretch of time into a width", () => {
    const scale = fitting(2, 6, 400);
    expect([xOf(scale, 2), xOf(scale, 6)]).toEqual([0, 400]);
  });

  it("zooms around a pixel, which keeps its time", () => {
    const scale = zoomed(SCALE, 4, 100);
    expect(scale.perPixel).toBe(0.125);
    expect(timeAt(scale, 100)).toBeCloseTo(timeAt(SCALE, 100), 9);
  });

  it("stops zooming at its bounds, and does not slide there", () => {
    const near = zoomed(SCALE, 1e12, 100);
    expect(near.perPixel).toBe(MIN_SECONDS_PER_PIXEL);
    expect(timeAt(near, 100)).toBeCloseTo(timeAt(SCALE, 100), 9);
    expect(zoomed(SCALE, 1e-12, 0).perPixel).toBe(MAX_SECONDS_PER_PIXEL);
  });

  it("pans by pixels", () => {
    expect(panned(SCALE, 10)).toEqual({ start: 15, perPixel: 0.5 });
  });

  it("is finer in device pixels", () => {
    expect(xOf(inDevicePixels(SCALE, 2), 20)).toBe(40);
  });

  it("goes from one scale to another by equal factors", () => {
    expect(between({ start: 0, perPixel: 1 }, { start: 10, perPixel: 4 }, 0.5)).toEqual({
      start: 5,
      perPixel: 2,
    });
  });
});

describe("a time scale with a folded gap", () => {
  const folding = new Folding({ length: 1, from: [100], to: [1_000], version: 0 });
  const scale = { start: 90, perPixel: 1, folds: folding.at(1) };

  it("turns times into pixels and back, before, in and behind the fold", () => {
    for (const time of [80, 95, 100, 400, 1_000, 1_010]) {
      expect(timeAt(scale, xOf(scale, time))).toBeCloseTo(time, 9);
    }
    expect(xOf(scale, 1_000)).toBeLessThan(60);
  });

  it("zooms around a pixel on either side of the fold", () => {
    for (const x of [5, 80]) {
      const near = zoomed(scale, 3, x);
      expect(timeAt(near, x)).toBeCloseTo(timeAt(scale, x), 9);
      expect(xOf(near, 1_000) - xOf(near, 100)).toBeCloseTo(46, 9);
    }
  });

  it("pans over the fold, pixel by pixel", () => {
    expect(originOf(panned(scale, 70)) - originOf(scale)).toBeCloseTo(70, 9);
    expect(xOf(panned(scale, 70), 1_000)).toBeCloseTo(xOf(scale, 1_000) - 70, 9);
  });

  it("is the same in device pixels", () => {
    const device = inDevicePixels(scale, 2);
    for (const time of [95, 400, 1_010]) {
      expect(xOf(device, time)).toBeCloseTo(2 * xOf(scale, time), 9);
    }
  });

  it("puts an instant at a pixel", () => {
    expect(xOf(anchored(1_200, 30, 1, scale.folds), 1_200)).toBeCloseTo(30, 9);
  });
});
