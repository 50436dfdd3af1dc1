import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Folding, FOLD_WIDTH } from "./time-folds";

function foldingOf(...gaps: readonly (readonly [from: number, to: number])[]): Folding {
  return new Folding({
    length: gaps.length,
    from: gaps.map(([from]) => from),
    to: gaps.map(([, to]) => to),
    version: 0,
  });
}

const SECOND_A_PIXEL = 1;

describe("folded time", () => {
  it("makes a long gap as wide as a fold, and leaves a short one as it is", () => {
    const folds = foldingOf([10, 20], [100, 1_000]).at(SECOND_A_PIXEL);
    expect(folds.shown(20) - folds.shown(10)).toBe(10);
    expect(folds.shown(1_000) - folds.shown(100)).toBeCloseTo(FOLD_WIDTH, 9);
    expect(folds.shown(1_500) - folds.shown(1_000)).toBeCloseTo(500, 9);
  });

  it("changes nothing before the first fold, nor at a scale at which nothing is long", () => {
    const folding = foldingOf([100, 1_000]);
    expect(folding.at(SECOND_A_PIXEL).shown(50)).toBe(50);
    expect(folding.at(100).length).toBe(0);
    expect(folding.at(100).shown(5_000)).toBe(5_000);
  });

  it("does not leap as one zooms: a gap grows to the width of a fold and stays so wide", () => {
    const folding = foldingOf([0, 100]);
    const width = (perPixel: number) => {
      const folds = folding.at(perPixel);
      return (folds.shown(100) - folds.shown(0)) / perPixel;
    };
    expect(width(100 / (FOLD_WIDTH - 1))).toBeCloseTo(FOLD_WIDTH - 1, 6);
    expect(width(100 / (FOLD_WIDTH + 1))).toBeCloseTo(FOLD_WIDTH, 6);
    expect(width(1e-6)).toBeCloseTo(FOLD_WIDTH, 6);
  });

  it("says in which fold an instant lies, its ends not counted", () => {
    const folds = foldingOf([100, 1_000], [2_000, 3_000]).at(SECOND_A_PIXEL);
    expect([50, 100, 500, 1_000, 2_500].map((time) => folds.foldAt(time))).toEqual([
      -1, -1, 0, -1, 1,
    ]);
  });

  it("shows a gap in its full length once it is opened, and folds it again", () => {
    const folding = foldingOf([100, 1_000], [2_000, 3_000]);
    folding.open(100);
    expect(folding.hasOpened).toBe(true);
    expect(folding.at(SECOND_A_PIXEL).from).toEqual([2_000]);
    folding.closeAll();
    expect(folding.at(SECOND_A_PIXEL).from).toEqual([100, 2_000]);
  });

  it("follows gaps that change", () => {
    const gaps = { length: 0, from: [100], to: [1_000], version: 0 };
    const folding = new Folding(gaps);
    expect(folding.at(SECOND_A_PIXEL).length).toBe(0);
    gaps.length = 1;
    gaps.version = 1;
    expect(folding.at(SECOND_A_PIXEL).length).toBe(1);
  });

  it("finds the scale at which a stretch takes a width, with as many gaps folded as that asks for", () => {
    const folding = foldingOf([1, 50], [51, 61], [62, 62.5]);
    for (const width of [200, 500, 1_000]) {
      const folds = folding.at(folding.fitting(0, 64, width));
      expect((folds.shown(64) - folds.shown(0)) / folds.perPixel).toBeCloseTo(width, 6);
      expect(folds.length).toBeGreaterThan(0);
    }
  });

  const gap = fc.tuple(
    fc.double({ min: 0.01, max: 50, noNaN: true }),
    fc.double({ min: 0.01, max: 500, noNaN: true }),
  );
  const instant = fc.double({ min: -10, max: 2_000, noNaN: true });

  it("goes there and back without loss, and never backwards", () => {
    fc.assert(
      fc.property(
        fc.array(gap, { maxLength: 8 }),
        fc.double({ min: 1e-4, max: 10, noNaN: true }),
        fc.array(instant, { minLength: 2, maxLength: 20 }),
        (apart, perPixel, instants) => {
          let time = 0;
          const gaps = apart.map(([before, length]) => {
            const from = time + before;
            time = from + length;
            return [from, time] as const;
          });
          const folds = foldingOf(...gaps).at(perPixel);
          instants.sort((one, other) => one - other);
          let last = -Infinity;
          for (const each of instants) {
            const shown = folds.shown(each);
            expect(shown).toBeGreaterThanOrEqual(last);
            last = shown;
            // Within a fold, rounding counts as often as the fold is shortened.
            const shortened = 500 / (perPixel * FOLD_WIDTH);
            expect(Math.abs(folds.timeOf(shown) - each)).toBeLessThan(1e-10 * (1 + shortened));
          }
        },
      ),
    );
  });
});
