import { expect, it } from "vitest";
import { ZOOM_FACTORS, zoomed } from "./zoom";

/** What Electron gives back of a factor that it was given: it keeps the level, a power of 1.2. */
const kept = (factor: number): number => 1.2 ** (Math.log(factor) / Math.log(1.2));

it("goes in steps to three times the size and to half of it, and no further", () => {
  const seen = [1];
  for (let press = 0; press < 20; press += 1) seen.push(zoomed(kept(seen.at(-1)!), "in"));
  expect(seen.at(-1)).toBe(3);
  for (let press = 0; press < 20; press += 1) seen.push(zoomed(kept(seen.at(-1)!), "out"));
  expect(seen.at(-1)).toBe(0.5);
  expect(new Set(seen)).toEqual(new Set(ZOOM_FACTORS));
});

it("goes to the next step from a size that is none", () => {
  expect(zoomed(1.2, "in")).toBe(1.25);
  expect(zoomed(1.2, "out")).toBe(1.1);
  expect(zoomed(0.2, "in")).toBe(0.5);
  expect(zoomed(9, "out")).toBe(3);
});

it("is as a new window again when it is reset", () => {
  expect(zoomed(2.5, "reset")).toBe(1);
});
