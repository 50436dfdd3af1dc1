import { expect, it } from "vitest";
import { WindowMotion } from "./window-motion";

const here = { start: 0, perPixel: 0.01 };
const there = { start: 10, perPixel: 0.1 };

it("goes to where a leap leads in a short movement", () => {
  const motion = new WindowMotion();
  motion.step("before", here, here, 0, false);
  const starts = [1_000, 1_060, 1_120, 1_300].map(
    (now) => motion.step("after", here, there, now, false).start,
  );
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect(starts[0]).toBe(0);
  expect(starts[1]).toBeGreaterThan(0);
  expect(starts[1]).toBeLessThan(10);
  expect(starts.at(-1)).toBe(10);
  expect(motion.moving).toBe(false);
});

it("is there at once for who wants nothing to move", () => {
  const motion = new WindowMotion();
  motion.step("before", here, here, 0, true);
  expect(motion.step("after", here, there, 1_000, true)).toEqual(there);
  expect(motion.moving).toBe(false);
});
