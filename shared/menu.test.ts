import { expect, it } from "vitest";
import { isMenuMessage, MENU_ACTIONS, parseMenuState } from "./menu";

it("takes what a page tells of the menu", () => {
  const state = { enabled: ["run", "stop"], inEditor: true };
  expect(parseMenuState(state)).toEqual(state);
  expect(parseMenuState({ enabled: MENU_ACTIONS, inEditor: false })?.enabled).toEqual(MENU_ACTIONS);
});

it("leaves out what is no action of the menu, and what is told twice", () => {
  const enabled = ["stop", "stop", "no-such", "__proto__", 7, null, "run"];
  expect(parseMenuState({ enabled, inEditor: false })?.enabled).toEqual(["run", "stop"]);
});

it.each([null, 7, "run", [], {}, { enabled: "run", inEditor: true }, { enabled: [], inEditor: 1 }])(
  "refuses %j",
  (data) => {
    expect(parseMenuState(data)).toBeNull();
    expect(isMenuMessage(data)).toBe(false);
  },
);
