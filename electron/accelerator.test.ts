import { expect, it } from "vitest";
import { DEFAULT_KEYS } from "../shared/keymap";
import { acceleratorOf } from "./accelerator";

it("writes modifiers and keys as Electron does", () => {
  expect(acceleratorOf("Mod+Shift+Backspace")).toBe("CommandOrControl+Shift+Backspace");
  expect(acceleratorOf("Ctrl+Alt+ArrowUp")).toBe("Control+Alt+Up");
  expect(acceleratorOf("F8")).toBe("F8");
  expect(acceleratorOf("Mod+`")).toBe("CommandOrControl+`");
});

it("calls the key that joins the others by its name", () => {
  expect(acceleratorOf("Mod++")).toBe("CommandOrControl+Plus");
  expect(acceleratorOf("+")).toBe("Plus");
});

it("shows no keys rather than some that Electron does not know, or two strokes", () => {
  for (const keys of [undefined, "Mod+K Mod+S", "Mod+Ö", "Alt+MediaNextish", "F25"]) {
    expect(acceleratorOf(keys)).toBeUndefined();
  }
});

it("can show every single stroke that actions come with", () => {
  const single = Object.values(DEFAULT_KEYS).filter((keys) => !keys.includes(" "));
  expect(single.filter((keys) => acceleratorOf(keys) === undefined)).toEqual([]);
});
