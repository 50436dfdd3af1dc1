import { describe, expect, it } from "vitest";
import {
  between,
  fitting,
  inDevicePixels,
  MAX_SECONDS_PER_PIXEL,
  MIN_SECONDS_PER_PIXEL,
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
