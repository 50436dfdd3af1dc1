import { expect, it } from "vitest";
import { differenceSentence } from "./compare-words";

const run = (name: string, to: number, isOpen = false, from = 0) => ({
  name,
  span: { from, to, last: 1, isOpen },
});

it.each([
  [run("A", 2.01), run("B", 1), "B is 1.01 s faster: 1.00 s against 2.01 s, 2.0 times as fast."],
  [run("A", 0.5), run("B", 60), "A is 59.5 s faster: 500 ms against 60.0 s, 120 times as fast."],
  [
    run("A", 301, false, 300),
    run("B", 2),
    "A is 1.00 s faster: 1.00 s against 2.00 s, 2.0 times as fast.",
  ],
  [run("A", 2), run("B", 2.004), "Both took as long: 2.00 s and 2.00 s."],
  [
    run("A", 1),
    run("B", 2, true),
    "A is 1.00 s faster: 1.00 s against 2.00 s, 2.0 times as fast. B had not ended yet.",
  ],
])("says which of two runs took less, and by how much", (left, right, sentence) => {
  expect(differenceSentence(left, right)).toBe(sentence);
});

it("says so where nothing ran", () => {
  const nothing = { name: "A", span: { from: 0, to: 0, last: 0, isOpen: false } };
  expect(differenceSentence(nothing, run("B", 1))).toBe("There are no tasks to compare.");
});
