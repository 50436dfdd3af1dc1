import { expect, it } from "vitest";
import { durationWords, instantWords } from "./time-words";

it.each([
  [0, "0 s"],
  [0.000_000_43, "0.43 µs"],
  [0.000_431, "431 µs"],
  [0.000_999_9, "1 ms"],
  [0.0125, "12.5 ms"],
  [0.9996, "1 s"],
  [1.05, "1.05 s"],
  [59.96, "1 min"],
  [125, "2 min 5 s"],
  [3_600, "1 h"],
  [5_400, "1 h 30 min"],
])("a length of %d s reads %s", (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

it("writes an instant with the digits that a pixel tells apart", () => {
  expect(instantWords(2.4804821, 0.01)).toBe("2.480 s");
  expect(instantWords(2.4804821, 2e-6)).toBe("2.480482 s");
});
