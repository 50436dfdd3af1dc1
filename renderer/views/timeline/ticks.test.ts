import { describe, expect, it } from "vitest";
import { tickLabel, ticksOf } from "./ticks";
import { Folding } from "./time-folds";
import { xOf } from "./time-scale";

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

  it("skips folds, and keeps its distance across them", () => {
    const folding = new Folding({ length: 1, from: [2.1], to: [60.05], version: 0 });
    const scale = { start: 0, perPixel: 0.005, folds: folding.at(0.005) };
    const { times } = ticksOf(scale, 800, 84);
    expect(times.slice(0, 7)).toEqual([0, 0.5, 1, 1.5, 2, 60.5, 61]);
    const places = times.map((time) => xOf(scale, time));
    for (let index = 1; index < places.length; index += 1) {
      expect(places[index]! - places[index - 1]!).toBeGreaterThanOrEqual(83);
    }
  });

  it("marks nothing where a fold fills the view", () => {
    const folding = new Folding({ length: 1, from: [0.001], to: [100], version: 0 });
    const scale = { start: 30, perPixel: 1e-6, folds: folding.at(1e-6) };
    expect(ticksOf(scale, 10, 84).times).toEqual([]);
  });
});
