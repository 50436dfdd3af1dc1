import { describe, expect, it } from "vitest";
import { tickLabel, ticksOf } from "./ticks";

describe("ticksOf", () => {
  it("marks round times, no closer than the spacing", () => {
    const { step, decimals, times } = ticksOf({ start: 0, perPixel: 0.005 }, 800, 84);
    expect(step).toBe(0.5);
    expect(decimals).toBe(1);
    expect(times).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
  });

  it("begins with the first round time in sight, and never before the session", () => {
    expect(ticksOf({ start: 3.3, perPixel: 0.01 }, 300, 80).times).toEqual([4, 5, 6]);
    expect(ticksOf({ start: -1, perPixel: 0.01 }, 300, 80).times).toEqual([0, 1, 2]);
  });

  it("steps in 1, 2 and 5 times a power of ten", () => {
    const stepFor = (perPixel: number) => ticksOf({ start: 0, perPixel }, 100, 100).step;
    expect([1, 1.5, 2, 3, 5, 6, 20].map((width) => stepFor(width / 100))).toEqual([
      1, 2, 2, 5, 5, 10, 20,
    ]);
  });

  it("does not drift far from zero, at the scale of microseconds", () => {
    const { decimals, times } = ticksOf({ start: 3_600, perPixel: 1e-8 }, 1_000, 100);
    expect(decimals).toBe(6);
    expect(times.slice(0, 3).map((time) => tickLabel(time, decimals))).toEqual([
      "3600.000000 s",
      "3600.000001 s",
      "3600.000002 s",
    ]);
  });
});
