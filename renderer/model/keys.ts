/** Macs write ⌘ for what is Ctrl elsewhere. */
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const SYMBOLS: Readonly<Record<string, string>> = isMac
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↵", Backspace: "⌫" }
  : { Mod: "Ctrl", Enter: "↵", Backspace: "⌫" };

/** A chord as it is written on keys: "Mod+K" gives ["Ctrl", "K"] or ["⌘", "K"]. */
export function keyCaps(chord: string): string[] {
  return chord.split("+").map((key) => SYMBOLS[key] ?? key);
}

/** A chord as `aria-keyshortcuts` wants it. */
export function ariaShortcut(chord: string): string {
  return chord.replace("Mod", isMac ? "Meta" : "Control");
}

/** Whether `event` is the chord: "Mod+Shift+K", "Alt+1", "F6". "Mod" is Ctrl, and ⌘ on a Mac. */
export function matchesChord(event: KeyboardEvent, chord: string): boolean {
  // AltGr reads as Ctrl and Alt together, and types characters. Macs have none; some browsers say it for Option.
  if (!isMac && event.getModifierState("AltGraph")) return false;
  const keys = chord.split("+");
  const key = keys.at(-1)!;
  const wantsMod = keys.includes("Mod");
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const otherMod = isMac ? event.ctrlKey : event.metaKey;
  return (
    mod === wantsMod &&
    !otherMod &&
    event.altKey === keys.includes("Alt") &&
    event.shiftKey === keys.includes("Shift") &&
    (event.key.toUpperCase() === key.toUpperCase() || codeOf(key) === event.code)
  );
}

/** The place on the keyboard: with Alt, a Mac types other characters there. */
function codeOf(key: string): string {
  if (/^\d$/.test(key)) return `Digit${key}`;
  if (/^[A-Z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return PLACES[key] ?? key;
}

const PLACES: Readonly<Record<string, string>> = {
  ".": "Period",
  ",": "Comma",
  "/": "Slash",
  "`": "Backquote",
};
