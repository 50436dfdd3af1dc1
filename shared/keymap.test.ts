import { describe, expect, it } from "vitest";
import {
  areInTheWay,
  DEFAULT_KEYS,
  defaultKeysOf,
  EDITOR_KEYS,
  KEYS_PATTERN,
  keysOf,
} from "./keymap";

const ids = [...new Set([...Object.keys(DEFAULT_KEYS), ...Object.keys(EDITOR_KEYS)])];

describe("the keys that actions come with", () => {
  it.each([true, false])("are in nobody's way, in the editor: %s", (inEditor) => {
    const all = ids.flatMap((id) => {
      const keys = defaultKeysOf(id, inEditor);
      return keys === undefined ? [] : [[id, keys] as const];
    });
    const conflicts = all.flatMap(([id, keys], index) =>
      all
        .slice(index + 1)
        .filter(([, other]) => areInTheWay(keys, other, DEFAULT_KEYS.palette))
        .map(([other]) => `${id}, ${other}`),
    );
    expect(conflicts).toEqual([]);
  });

  it("are written as keys are", () => {
    const wrong = ids
      .flatMap((id) => [defaultKeysOf(id, false), defaultKeysOf(id, true)])
      .filter((keys) => keys !== undefined && !KEYS_PATTERN.test(keys));
    expect(wrong).toEqual([]);
  });
});

describe("an action's keys", () => {
  it("are the user's before those it comes with, in the editor too", () => {
    expect(keysOf("save-recording", {}, false)).toBe("Mod+S");
    expect(keysOf("save-recording", {}, true)).toBe("Mod+Shift+S");
    expect(keysOf("save-recording", { "save-recording": "F2" }, true)).toBe("F2");
  });

  it("are none if the user took them away, or there never were any", () => {
    expect(keysOf("run", { run: "" }, false)).toBeUndefined();
    expect(keysOf("tour", {}, false)).toBeUndefined();
    expect(keysOf("constructor", {}, false)).toBeUndefined();
  });
});

it("two keys are in each other's way if one begins the other, except with the list of actions", () => {
  expect(areInTheWay("Alt+X", "Alt+X", "Mod+K")).toBe(true);
  expect(areInTheWay("Alt+X", "Alt+X Alt+Y", "Mod+K")).toBe(true);
  expect(areInTheWay("Mod+K", "Mod+K Mod+S", "Mod+K")).toBe(false);
  expect(areInTheWay("Mod+K Mod+S", "Mod+K Mod+T", "Mod+K")).toBe(false);
});

it("keys from anywhere are one or two strokes, and nothing else", () => {
  for (const keys of ["F1", "Mod+Shift+K", "Mod++", "Mod+K Mod+S"]) {
    expect(KEYS_PATTERN.test(keys), keys).toBe(true);
  }
  for (const keys of [" ", "Mod+", "A B C", "Shift+Mod+K", "Mod+K  Mod+S"]) {
    expect(KEYS_PATTERN.test(keys), keys).toBe(false);
  }
});
