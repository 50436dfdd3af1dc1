import { describe, expect, it } from "vitest";
import { holds, lineIs, takesAbout } from "./lesson-claims";
import type { Claim, RunResult } from "./lesson-claims";

const RUN: RunResult = {
  lines: ["a", "b: 12 g", "c"],
  seconds: 1.02,
  tasks: [
    { name: "main", outcome: "finished" },
    { name: "cake", outcome: "cancelled" },
  ],
};

describe("a claim", () => {
  it.each<[Claim, boolean]>([
    [{ seconds: 1 }, true],
    [{ seconds: 2 }, false],
    [{ first: "a" }, true],
    [{ first: "c" }, false],
    [{ last: "c" }, true],
    [{ last: "a" }, false],
    [{ prints: "b: … g" }, true],
    [{ prints: "d" }, false],
    [{ never: "d" }, true],
    [{ never: "c" }, false],
    [{ before: ["a", "c"] }, true],
    [{ before: ["c", "a"] }, false],
    [{ before: ["d", "a"] }, false],
    [{ tasks: 1 }, true],
    [{ tasks: 2 }, false],
    [{ task: "cake", is: "cancelled" }, true],
    [{ task: "cake", is: "failed" }, false],
    [{ task: "pie", is: "cancelled" }, false],
  ])("%j: %s", (claim, expected) => {
    expect(holds(claim, RUN)).toBe(expected);
  });

  it("of the first or last line does not hold for a run without lines", () => {
    const silent = { ...RUN, lines: [] };
    expect(holds({ first: "a" }, silent)).toBe(false);
    expect(holds({ last: "a" }, silent)).toBe(false);
  });
});

it("a time may be late, and never early", () => {
  expect(takesAbout(1, 0.94)).toBe(false);
  expect(takesAbout(1, 1.3)).toBe(true);
  expect(takesAbout(1, 1.5)).toBe(false);
  expect(takesAbout(0, 0)).toBe(true);
});

it.each([
  ["a", "a", true],
  ["a", "ab", false],
  ["…", "", true],
  ["1: …", "1: title", true],
  ["…: x", "y: x", true],
  ["a…b…c", "a-b-c", true],
  ["a…b…c", "a-c-b", false],
  ["ab…bc", "abc", false],
])("%j stands for %j: %s", (expected, line, is) => {
  expect(lineIs(expected, line)).toBe(is);
});
