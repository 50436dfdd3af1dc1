/** Keys that Electron calls otherwise than `KeyboardEvent.key` does. */
const NAMES: Readonly<Record<string, string>> = {
  "+": "Plus",
  ArrowDown: "Down",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
};

const MODIFIERS: Readonly<Record<string, string>> = {
  Mod: "CommandOrControl",
  Ctrl: "Control",
  Alt: "Alt",
  Shift: "Shift",
};

/** Keys that Electron knows by the name they have already. */
const KNOWN =
  /^(?:[!-~]|F(?:[1-9]|1\d|2[0-4])|Enter|Backspace|Delete|Insert|Home|End|PageUp|PageDown|Space|Tab|Escape)$/;

/**
 * Keys of `shared/keymap.ts` as a menu of Electron writes them: "Mod+Shift+K" is "CommandOrControl+Shift+K".
 * @returns undefined for what a menu cannot show: two strokes, and keys that Electron does not know, which
 *   it would refuse together with the whole menu
 */
export function acceleratorOf(keys: string | undefined): string | undefined {
  if (keys === undefined || keys.includes(" ")) return undefined;
  const key = keys.endsWith("+") ? "+" : keys.slice(keys.lastIndexOf("+") + 1);
  const modifiers = keys.slice(0, -key.length).split("+").filter(Boolean);
  const name = NAMES[key] ?? (KNOWN.test(key) ? key : undefined);
  if (name === undefined) return undefined;
  return [...modifiers.map((modifier) => MODIFIERS[modifier] ?? modifier), name].join("+");
}
