import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LaneState } from "../../model/lane-code";
import { oneLane } from "./testing";
import { extended, rangeOf, totalsWithin } from "./time-range";

/** Scheduled from 0 to 10, runs to 20, waits to 30, is ready to 40, runs to 50. */
const lane = () => oneLane([0, 10, 20, 30, 40], 50).reader;

describe("totalsWithin", () => {
  it("says how long a task ran, was ready and waited within a range", () => {
    expect(totalsWithin(lane(), { from: 15, to: 35 }, 60)).toEqual({
      ran: 5,
      ready: 5,
      waited: 10,
      unrecorded: 0,
    });
  });

  it("counts nothing before the creation and after the end", () => {
    expect(totalsWithin(lane(), { from: -100, to: 100 }, 100)).toEqual({
      ran: 20,
      ready: 20,
      waited: 10,
      unrecorded: 0,
    });
    const nothing = { ran: 0, ready: 0, waited: 0, unrecorded: 0 };
    expect(totalsWithin(lane(), { from: 60, to: 70 }, 80)).toEqual(nothing);
    expect(totalsWithin(lane(), { from: 15, to: 15 }, 80)).toEqual(nothing);
  });

  it("counts what is pending up to now", () => {
    const { reader } = oneLane([0, 10, 20], null);
    expect(totalsWithin(reader, { from: 0, to: 100 }, 35).waited).toBe(15);
  });

  it("counts nothing after a now that is before the end of the task", () => {
    expect(totalsWithin(lane(), { from: 0, to: 100 }, 25)).toEqual({
      ran: 10,
      ready: 10,
      waited: 5,
      unrecorded: 0,
    });
  });

  it("agrees with adding up the intervals one by one", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 80 });
    const edge = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(gaps, edge, edge, (each, one, other) => {
        let time = 0;
        const times = each.map((gap) => (time += gap));
        const { reader } = oneLane(times, time + 5);
        const range = rangeOf(one, other);
        const sums = new Map<LaneState, number>();
        for (let index = 0; index < reader.count; index += 1) {
          const from = Math.max(range.from, reader.start(index));
          const to = Math.min(range.to, reader.end(index, 400));
          const state = reader.state(index);
          if (to > from) sums.set(state, (sums.get(state) ?? 0) + to - from);
        }
        const sum = (...states: LaneState[]) =>
          states.reduce<number>((total, state) => total + (sums.get(state) ?? 0), 0);
        const totals = totalsWithin(reader, range, 400);
        expect(totals.ran).toBeCloseTo(sum(LaneState.RUNNING), 6);
        expect(totals.ready).toBeCloseTo(sum(LaneState.SCHEDULED, LaneState.READY), 6);
        expect(totals.waited).toBeCloseTo(sum(LaneState.WAITING), 6);
      }),
    );
  });
});

describe("a range", () => {
  it("lies between two instants, in either order, and grows", () => {
    expect(rangeOf(5, 2)).toEqual({ from: 2, to: 5 });
    expect(extended(null, { from: 2, to: 5 })).toEqual({ from: 2, to: 5 });
    expect(extended({ from: 2, to: 5 }, { from: 1, to: 3 })).toEqual({ from: 1, to: 5 });
  });
});
