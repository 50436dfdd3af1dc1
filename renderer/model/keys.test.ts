import { expect, it } from "vitest";
import { matchesChord } from "./keys";

const press = (key: string, init: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, ...init });

it("matches a chord with exactly its modifiers", () => {
  expect(matchesChord(press("k", { ctrlKey: true }), "Mod+K")).toBe(true);
  expect(matchesChord(press("k", { ctrlKey: true, shiftKey: true }), "Mod+K")).toBe(false);
  expect(matchesChord(press("k"), "Mod+K")).toBe(false);
  expect(matchesChord(press("F6"), "F6")).toBe(true);
});

it("knows a key by its place where a modifier changes what it types", () => {
  expect(matchesChord(press("ç", { altKey: true, code: "KeyC" }), "Alt+C")).toBe(true);
  expect(
    matchesChord(press("!", { altKey: true, shiftKey: true, code: "Digit1" }), "Alt+Shift+1"),
  ).toBe(true);
  expect(matchesChord(press("½", { ctrlKey: true, code: "Period" }), "Mod+.")).toBe(true);
});
