import { expect, it } from "vitest";
import { matchesStroke } from "./keys";

function press(key: string, init: KeyboardEventInit = {}, modifier = ""): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, ...init });
  // The test's page takes Alt for AltGr, which browsers do not.
  event.getModifierState = (name) => name === modifier;
  return event;
}

it("matches a chord with exactly its modifiers", () => {
  expect(matchesStroke(press("k", { ctrlKey: true }), "Mod+K")).toBe(true);
  expect(matchesStroke(press("k", { ctrlKey: true, shiftKey: true }), "Mod+K")).toBe(false);
  expect(matchesStroke(press("k"), "Mod+K")).toBe(false);
  expect(matchesStroke(press("F6"), "F6")).toBe(true);
});

it("leaves AltGr alone: it types characters", () => {
  const init = { ctrlKey: true, altKey: true, code: "Digit2" };
  expect(matchesStroke(press("²", init), "Mod+Alt+2")).toBe(true);
  const altGr = press("²", init, "AltGraph");
  expect(matchesStroke(altGr, "Mod+Alt+2")).toBe(false);
});

it("knows a key by its place where a modifier changes what it types", () => {
  expect(matchesStroke(press("ç", { altKey: true, code: "KeyC" }), "Alt+C")).toBe(true);
  expect(
    matchesStroke(press("!", { altKey: true, shiftKey: true, code: "Digit1" }), "Alt+Shift+1"),
  ).toBe(true);
  expect(matchesStroke(press("½", { ctrlKey: true, code: "Period" }), "Mod+.")).toBe(true);
});
