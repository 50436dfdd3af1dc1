import { expect, test } from "vitest";
import { median, summarise } from "./statistics";

test("the median is the middle figure, or the mean of the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("the spread is a share of the median", () => {
  expect(summarise([90, 100, 120])).toMatchObject({ median: 100, spread: 0.3 });
});

test("nothing measured has no summary", () => {
  expect(summarise([])).toBeNull();
});
