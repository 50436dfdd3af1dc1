import * as fc from "fast-check";
import { expect, it } from "vitest";
import { changeBetween } from "./change-between";

it("makes one text of the other, and touches no more than it must", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, old, next, tail) => {
      const now = head + old + tail;
      const then = head + next + tail;
      const { from, to, insert } = changeBetween(now, then);
      expect(now.slice(0, from) + insert + now.slice(to)).toBe(then);
      expect(insert.length).toBeLessThanOrEqual(next.length);
    }),
  );
});

it("leaves a cursor before and after the change where it is", () => {
  expect(changeBetween("a = 1\nb = 2\n", "a = 1\nb = 3\n")).toEqual({
    from: 10,
    to: 11,
    insert: "3",
  });
  expect(changeBetween("same", "same")).toEqual({ from: 4, to: 4, insert: "" });
});
