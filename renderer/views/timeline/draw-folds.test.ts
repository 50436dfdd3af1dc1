import { expect, it } from "vitest";
import { foldsInSight } from "./draw-folds";
import { Folding } from "./time-folds";
import { xOf } from "./time-scale";

const folding = new Folding({
  length: 3,
  from: [100, 2_000, 9_000],
  to: [1_000, 8_000, 10_000],
  version: 0,
});
const scaleFrom = (start: number) => ({ start, perPixel: 1, folds: folding.at(1) });

it("finds the folds in sight, the one at the left edge too", () => {
  expect(foldsInSight(scaleFrom(50), 300).map(({ from }) => from)).toEqual([100]);
  expect(foldsInSight(scaleFrom(500), 2_000).map(({ from }) => from)).toEqual([100, 2_000]);
  expect(foldsInSight(scaleFrom(1_000), 100)).toEqual([]);
  expect(foldsInSight({ start: 0, perPixel: 1 }, 100)).toEqual([]);
});

it("says where they lie, to the pixel", () => {
  const scale = scaleFrom(50);
  const [fold] = foldsInSight(scale, 300);
  expect(fold!.left).toBe(xOf(scale, 100));
  expect(fold!.right).toBeCloseTo(xOf(scale, 1_000), 9);
});
