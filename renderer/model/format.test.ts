import { afterEach, expect, it } from "vitest";
import { speak } from "../texts";
import { formatCount, formatDuration, formatInstant, plural } from "./format";

afterEach(() => speak("en"));

it.each([
  [0, "0 ms"],
  [0.00001, "<0.1 ms"],
  [0.0004, "0.4 ms"],
  [0.0123, "12 ms"],
  [0.9999, "1.00 s"],
  [2.484, "2.48 s"],
  [12.34, "12.3 s"],
  [187, "3 min 07 s"],
  [119.7, "2 min 00 s"],
])("writes %d seconds as %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it("writes instants to the millisecond", () => {
  expect(formatInstant(0.0724)).toBe("0.072 s");
});

it("groups digits and knows one from many", () => {
  expect(formatCount(100_000)).toBe("100,000");
  expect(plural(1, "task")).toBe("1 task");
  expect(plural(2_000, "task")).toBe("2,000 tasks");
});

it("writes numbers as the language does", async () => {
  await speak("de");
  expect(formatDuration(0.00001)).toBe("<0,1 ms");
  expect(formatDuration(2.484)).toBe("2,48 s");
  expect(formatInstant(0.0724)).toBe("0,072 s");
  expect(formatCount(100_000)).toBe("100.000");
});
