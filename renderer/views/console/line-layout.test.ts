import { expect, it } from "vitest";
import { LineLayout } from "./line-layout";

it("puts lines below each other, one row each until they were measured", () => {
  const layout = new LineLayout(20);
  layout.grow(3);
  expect(layout.height).toBe(60);
  expect(layout.measured(1, 40)).toBe(true);
  expect(layout.measured(1, 40)).toBe(false);
  expect([layout.top(0), layout.top(1), layout.top(2), layout.height]).toEqual([0, 20, 60, 80]);
});

it("finds the line at a place", () => {
  const layout = new LineLayout(20);
  layout.grow(3);
  layout.measured(1, 40);
  expect([0, 19, 20, 59, 60, 999].map((y) => layout.at(y))).toEqual([0, 0, 1, 1, 2, 2]);
});

it("goes on past what it had room for, and keeps what was measured", () => {
  const layout = new LineLayout(10);
  layout.grow(100);
  layout.measured(0, 30);
  layout.grow(5_000);
  expect(layout.height).toBe(5_000 * 10 + 20);
  expect(layout.top(4_999)).toBe(4_999 * 10 + 20);
});

it("begins anew", () => {
  const layout = new LineLayout(10);
  layout.grow(5);
  layout.measured(2, 30);
  layout.reset(2);
  expect(layout.height).toBe(20);
  layout.reset(0);
  expect(layout.height).toBe(0);
  expect(layout.at(5)).toBe(0);
});
