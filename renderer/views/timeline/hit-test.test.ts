import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LaneReader } from "../../model/lane-reader";
import { hitLane } from "./hit-test";
import { oneLane } from "./testing";
import { Folding } from "./time-folds";
import { xOf } from "./time-scale";
import type { TimeScale } from "./time-scale";

const SECOND_A_PIXEL: TimeScale = { start: 0, perPixel: 1 };

function hit(times: readonly number[], endsAt: number | null, x: number, now = endsAt ?? 100) {
  const { lanes } = oneLane(times, endsAt);
  return hitLane(lanes, 1, new LaneReader(), SECOND_A_PIXEL, x, now);
}

describe("hitLane", () => {
  it("finds the interval under the pointer", () => {
    expect(hit([0, 10, 20], 30, 15)).toEqual({ interval: 1, shared: 1 });
  });

  it("finds nothing before the creation and after the end of the task", () => {
    expect(hit([10, 20], 30, 5)).toBeNull();
    expect(hit([10, 20], 30, 36)).toBeNull();
  });

  it("reaches a little beyond a lane that is too short to point at", () => {
    expect(hit([10, 10.1], 10.2, 12)).toEqual({ interval: 0, shared: 2 });
  });

  it("takes the interval that fills most of a shared pixel, and counts the others", () => {
    expect(hit([0, 10.1, 10.2, 10.9], 30, 10.5)).toEqual({ interval: 2, shared: 4 });
  });

  it("finds what is pending up to now", () => {
    expect(hit([0, 10], null, 55, 60)).toEqual({ interval: 1, shared: 1 });
    expect(hit([0, 10], null, 65, 60)).toBeNull();
  });

  it("finds nothing in a lane that was evicted", () => {
    const { lanes } = oneLane([0], null);
    lanes.evict([1]);
    expect(hitLane(lanes, 1, new LaneReader(), SECOND_A_PIXEL, 1, 5)).toBeNull();
  });

  it("always finds an interval that touches the pixel", () => {
    const gaps = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 60 }), (each, x) => {
        let time = 0;
        const times = each.map((gap) => (time += gap));
        const end = time + 1;
        const { lanes, reader } = oneLane(times, end);
        const found = hitLane(lanes, 1, reader, SECOND_A_PIXEL, x, end);
        if (x < times[0]! || x > end) return;
        expect(found).not.toBeNull();
        expect(reader.start(found!.interval)).toBeLessThanOrEqual(x + 1);
        expect(reader.end(found!.interval, end)).toBeGreaterThanOrEqual(x);
      }),
    );
  });

  it("is exact on both sides of a fold, and in it", () => {
    const { lanes, reader } = oneLane([0, 10, 1_000, 1_010], 1_020);
    const folding = new Folding({ length: 1, from: [10], to: [1_000], version: 0 });
    const scale = { start: 0, perPixel: 1, folds: folding.at(1) };
    const intervalAt = (time: number) =>
      hitLane(lanes, 1, reader, scale, xOf(scale, time), 1_020)?.interval;
    expect([5, 500, 1_005, 1_015].map(intervalAt)).toEqual([0, 1, 2, 3]);
    expect(intervalAt(1_030)).toBeUndefined();
  });
});
