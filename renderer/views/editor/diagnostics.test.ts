import { Text } from "@codemirror/state";
import { expect, it } from "vitest";
import { placeOf } from "./diagnostics";

const TEXT = Text.of(["def f():", "    return wrong + 1", ""]);
const at = (place: { from: number; to: number }) => TEXT.sliceString(place.from, place.to);
const problem = { severity: "error", message: "no" } as const;

it("finds what a problem is about: from and to, a word, or a line without its indent", () => {
  expect(at(placeOf(TEXT, { ...problem, line: 2, column: 12, endLine: 2, endColumn: 17 }))).toBe(
    "wrong",
  );
  expect(at(placeOf(TEXT, { ...problem, line: 2, column: 12 }))).toBe("wrong");
  expect(at(placeOf(TEXT, { ...problem, line: 2 }))).toBe("return wrong + 1");
  expect(at(placeOf(TEXT, { ...problem, line: 1, column: 5, endLine: 2, endColumn: 11 }))).toBe(
    "f():\n    return",
  );
});

it("stays within a text that is shorter by now", () => {
  expect(placeOf(TEXT, { ...problem, line: 99, column: 99 })).toEqual({ from: 30, to: 30 });
  expect(placeOf(TEXT, { ...problem, line: 1, column: 99, endLine: 99, endColumn: 9 }).to).toBe(30);
  expect(placeOf(TEXT, { ...problem, line: 0 }).from).toBe(0);
});
