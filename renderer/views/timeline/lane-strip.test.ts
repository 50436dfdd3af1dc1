import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOver } from "../../model/lane-code";
import type { LaneReader } from "../../model/lane-reader";
import { layLane, LaneStrip } from "./lane-strip";
import { oneLane } from "./testing";
import { Folding } from "./time-folds";
import { xOf } from "./time-scale";
import type { TimeScale } from "./time-scale";

const SECOND_A_PIXEL: TimeScale = { start: 0, perPixel: 1 };

function laid(reader: LaneReader, scale: TimeScale, width: number, now: number): number[][] {
  const strip = new LaneStrip();
  layLane(reader, scale, width, now, strip);
  return Array.from({ length: strip.length }, (_, entry) => [
    strip.from[entry]!,
    strip.to[entry]!,
    strip.first[entry]!,
    strip.last[entry]!,
  ]);
}

describe("layLane", () => {
  it("gives each interval the columns from the one it begins in to the one it ends in", () => {
    const { reader } = oneLane([2, 5, 9], 12);
    expect(laid(reader, SECOND_A_PIXEL, 20, 12)).toEqual([
      [2, 5, 0, 0],
      [5, 9, 1, 1],
      [9, 12, 2, 2],
    ]);
  });

  it("merges the intervals that share a column into one entry", () => {
    const { reader } = oneLane([0, 4.2, 4.4, 4.6, 4.8], 9);
    expect(laid(reader, SECOND_A_PIXEL, 20, 9)).toEqual([
      [0, 4, 0, 0],
      [4, 5, 1, 4],
      [5, 9, 4, 4],
    ]);
  });

  it("shows a lane that is shorter than a column", () => {
    const { reader } = oneLane([3.1, 3.2], 3.3);
    expect(laid(reader, SECOND_A_PIXEL, 10, 3.3)).toEqual([[3, 4, 0, 1]]);
  });

  it("shows a lane that took no time at all", () => {
    const { reader } = oneLane([3], 3);
    expect(laid(reader, SECOND_A_PIXEL, 10, 3)).toEqual([[3, 4, 0, 0]]);
  });

  it("extends what is pending to now and no further", () => {
    const { reader } = oneLane([0, 2], null);
    expect(laid(reader, SECOND_A_PIXEL, 10, 6.5)).toEqual([
      [0, 2, 0, 0],
      [2, 6, 1, 1],
    ]);
  });

  it("is empty where the lane is out of sight", () => {
    const { reader } = oneLane([20, 21], 25);
    expect(laid(reader, SECOND_A_PIXEL, 10, 30)).toEqual([]);
    expect(laid(reader, { start: 26, perPixel: 1 }, 10, 30)).toEqual([]);
  });

  it("cuts at both edges what is longer than the view", () => {
    const { reader } = oneLane([0], null);
    expect(laid(reader, { start: 100, perPixel: 1 }, 10, 500)).toEqual([[0, 10, 0, 0]]);
  });

  it("costs no more than a step a column, however many intervals there are", () => {
    const { reader } = oneLane(
      Array.from({ length: 50_000 }, (_, index) => index / 100),
      null,
    );
    expect(laid(reader, { start: 0, perPixel: 5 }, 100, 500)).toHaveLength(100);
  });

  it("covers every column of the lane once, in order, with the intervals that touch it", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        gaps,
        fc.boolean(),
        fc.integer({ min: -30, max: 200 }),
        fc.constantFrom(0.25, 1, 4, 16),
        (each, ends, start, perPixel) => {
          let time = 0;
          const times = each.map((gap) => (time += gap / 8));
          const last = times.at(-1)! + 1.5;
          const { reader } = oneLane(times, ends ? last : null);
          const scale = { start, perPixel };
          const width = 40;
          const entries = laid(reader, scale, width, last);
          let column = entries[0]?.[0] ?? 0;
          for (const [from, to, first, lastIndex] of entries) {
            expect(from).toBe(column);
            expect(to).toBeGreaterThan(from!);
            column = to!;
            for (let index = first!; index <= lastIndex!; index += 1) {
              // Columns are half open: what ends where a column begins may be counted to it.
              expect(reader.start(index)).toBeLessThanOrEqual(start + to! * perPixel);
              expect(reader.end(index, last)).toBeGreaterThanOrEqual(start + from! * perPixel);
              expect(isOver(reader.state(index))).toBe(false);
            }
          }
          const visible = last >= start && reader.begin < start + width * perPixel;
          if (!visible) expect(entries).toEqual([]);
          else if (last >= start + width * perPixel) expect(column).toBe(width);
          else expect(column).toBeGreaterThanOrEqual(Math.floor((last - start) / perPixel));
        },
      ),
    );
  });

  it("covers every column once across folds, too", () => {
    const gaps = fc.array(fc.constantFrom(0.1, 1, 3, 400), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(0.05, 0.5, 2), (each, perPixel) => {
        let time = 0;
        const times = each.map((gap) => (time += gap));
        const idle = times.flatMap((to, index) => (to - (times[index - 1] ?? 0) > 100 ? [to] : []));
        const folding = new Folding({
          length: idle.length,
          from: idle.map((to) => to - 400),
          to: idle,
          version: 0,
        });
        const scale = { start: -1, perPixel, folds: folding.at(perPixel) };
        const last = time + 1;
        const { reader } = oneLane(times, last);
        let column = -1;
        for (const [from, to, first, lastIndex] of laid(reader, scale, 300, last)) {
          if (column >= 0) expect(from).toBe(column);
          expect(to).toBeGreaterThan(from!);
          expect(lastIndex).toBeGreaterThanOrEqual(first!);
          column = to!;
        }
        expect(column).toBeGreaterThanOrEqual(Math.min(300, Math.floor(xOf(scale, last))));
      }),
    );
  });
});
