import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LaneGaps } from "./lane-gaps";

function gapsAfter(...spans: readonly (readonly [from: number, to: number])[]) {
  const gaps = new LaneGaps();
  for (const [from, to] of spans) gaps.occupy(from, to);
  return listed(gaps);
}

const listed = (gaps: LaneGaps): number[][] =>
  Array.from({ length: gaps.length }, (_, index) => [gaps.from[index]!, gaps.to[index]!]);

describe("LaneGaps", () => {
  it("finds the time in which nothing happened", () => {
    expect(gapsAfter([1, 1], [1, 2], [5, 5], [5, 6], [9, 9])).toEqual([
      [2, 5],
      [6, 9],
    ]);
  });

  it("does not count what comes before the first event, nor what is too short", () => {
    expect(gapsAfter([3, 3])).toEqual([]);
    expect(gapsAfter([3, 3], [3.0005, 3.0005])).toEqual([]);
  });

  it("takes back a gap in which, as it turns out, a task ran all the time", () => {
    expect(gapsAfter([0, 0], [2, 2], [4, 4], [0, 4], [6, 6])).toEqual([[4, 6]]);
  });

  it("cuts the gaps for what comes out of order, as the tasks of a snapshot do", () => {
    expect(gapsAfter([0, 0], [10, 10], [4, 4], [7, 8])).toEqual([
      [0, 4],
      [4, 7],
      [8, 10],
    ]);
    expect(gapsAfter([5, 5], [9, 9], [1, 2])).toEqual([
      [2, 5],
      [5, 9],
    ]);
  });

  it("forgets the short ones when there are too many, and keeps the long ones", () => {
    const gaps = new LaneGaps();
    let time = 0;
    for (let index = 0; index < 20_000; index += 1) {
      time += index % 100 === 0 ? 1 : 0.0015;
      gaps.occupy(time, time);
    }
    expect(gaps.length).toBeLessThanOrEqual(8_192);
    const long = listed(gaps).filter(([from, to]) => to! - from! > 0.5);
    expect(long).toHaveLength(199);
  });

  it("says the same in whichever order it is told", () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 25 }), (spans) => {
        const told = spans.map(([from, length]) => [from, from + length] as const);
        const inOrder = [...told].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
        expect(gapsAfter(...told)).toEqual(gapsAfter(...inOrder));
      }),
    );
  });
});
