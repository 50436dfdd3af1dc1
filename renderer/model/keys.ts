/** Macs write ⌘ for what is Ctrl elsewhere. */
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

const SYMBOLS: Readonly<Record<string, string>> = isMac
  ? { Mod: "⌘", Ctrl: "⌃", Alt: "⌥", Shift: "⇧", Enter: "↵", Backspace: "⌫" }
  : { Mod: "Ctrl", Enter: "↵", Backspace: "⌫" };

/** The strokes of keys that are pressed one after the other: "Mod+K Mod+S" has two. */
export function strokesOf(keys: string): string[] {
  return keys.split(" ");
}

/** Modifiers and key of a stroke. The key "+" stands behind a plus sign of its own. */
function partsOf(stroke: string): string[] {
  if (!stroke.endsWith("+")) return stroke.split("+");
  return [...stroke.slice(0, -1).split("+").filter(Boolean), "+"];
}

/** A stroke as it is written on keys: "Mod+K" gives ["Ctrl", "K"] or ["⌘", "K"]. */
export function keyCaps(stroke: string): string[] {
  return partsOf(stroke).map((key) => SYMBOLS[key] ?? key);
}

/** Keys in words: "Ctrl+K Ctrl+S". */
export function keyWords(keys: string): string {
  return strokesOf(keys)
    .map((stroke) => keyCaps(stroke).join(isMac ? "" : "+"))
    .join(" ");
}

/** What a button says of itself, with its keys behind it. */
export function withKeys(title: string | undefined, keys: string | undefined): string | undefined {
  return title === undefined || keys === undefined ? title : `${title} (${keyWords(keys)})`;
}

/** Keys as `aria-keyshortcuts` wants them, which knows no strokes that follow each other. */
export function ariaShortcut(keys: string | undefined): string | undefined {
  if (keys === undefined || keys.includes(" ")) return undefined;
  return keys.replace("Mod", isMac ? "Meta" : "Control").replace("Ctrl+", "Control+");
}

/** Whether `event` is a stroke: "Mod+Shift+K", "Alt+1", "F6". "Mod" is Ctrl, and ⌘ on a Mac. */
export function matchesStroke(event: KeyboardEvent, stroke: string): boolean {
  if (isAltGr(event)) return false;
  const keys = partsOf(stroke);
  const key = keys.at(-1)!;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const otherMod = isMac ? event.ctrlKey : event.metaKey;
  return (
    mod === keys.includes("Mod") &&
    otherMod === keys.includes("Ctrl") &&
    event.altKey === keys.includes("Alt") &&
    event.shiftKey === keys.includes("Shift") &&
    (event.key.toUpperCase() === key.toUpperCase() || codeOf(key) === event.code)
  );
}

const MODIFIERS: ReadonlySet<string> = new Set([
  "Control",
  "Meta",
  "Alt",
  "AltGraph",
  "Shift",
  "CapsLock",
  "NumLock",
  "Fn",
  "Dead",
  "Process",
  "Unidentified",
]);

/** Whether nothing but a modifier was pressed. */
export function isModifier(event: KeyboardEvent): boolean {
  return MODIFIERS.has(event.key);
}

/** The stroke that was pressed, as `matchesStroke` reads it; null for a modifier, or for what types a character. */
export function strokeOf(event: KeyboardEvent): string | null {
  if (isModifier(event) || isAltGr(event)) return null;
  // The other one of the two is the system's, but for Ctrl on a Mac.
  if (!isMac && event.metaKey) return null;
  const [mod, ctrl] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, false];
  return [
    ...(mod ? ["Mod"] : []),
    ...(ctrl ? ["Ctrl"] : []),
    ...(event.altKey ? ["Alt"] : []),
    ...(event.shiftKey ? ["Shift"] : []),
    keyOf(event),
  ].join("+");
}

/** AltGr reads as Ctrl and Alt together, and types characters. Macs have none; some browsers say it for Option. */
function isAltGr(event: KeyboardEvent): boolean {
  return !isMac && event.getModifierState("AltGraph");
}

/** A key's name: the letter that it types, else what stands at its place. */
function keyOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const place = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? SIGNS.get(code);
  if (place !== undefined) return place;
  return key === " " ? "Space" : key;
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
  ";": "Semicolon",
  "'": "Quote",
  "[": "BracketLeft",
  "]": "BracketRight",
  "\\": "Backslash",
  "-": "Minus",
  "=": "Equal",
};
const SIGNS = new Map(Object.entries(PLACES).map(([sign, place]) => [place, sign]));

/** Why keys may not do what they are meant to. */
export type KeysRisk = "browser" | "editing";

/** What browsers keep to themselves, whatever the page says: tabs, windows, and leaving. */
const OF_BROWSERS: ReadonlySet<string> = new Set(
  "Mod+N Mod+T Mod+W Mod+Q Mod+Shift+N Mod+Shift+T Mod+Shift+W Mod+Shift+P Mod+Tab Mod+Shift+Tab Mod+PageUp Mod+PageDown Alt+F4 F11 F12".split(
    " ",
  ),
);
/** What people edit text with. */
const OF_EDITING: ReadonlySet<string> = new Set(
  "Mod+A Mod+C Mod+V Mod+X Mod+Z Mod+Y Mod+Shift+Z".split(" "),
);

/** What speaks against keys, if they are pressed in a browser, or in a window of the lab's own. */
export function riskOf(keys: string, inBrowser: boolean): KeysRisk | null {
  const strokes = strokesOf(keys);
  if (inBrowser && strokes.some((stroke) => OF_BROWSERS.has(stroke))) return "browser";
  return strokes.some((stroke) => OF_EDITING.has(stroke)) ? "editing" : null;
}

/** Whether a stroke can be told from typing: it has a modifier besides Shift, or is a function key. */
export function isNoTyping(stroke: string): boolean {
  return /^(?:Mod|Ctrl|Alt)\+/.test(stroke) || /^(?:Shift\+)?F\d{1,2}$/.test(stroke);
}
