/**
 * Which keys do what: the one place that says so. The page listens by it, buttons, lists and the page of
 * shortcuts show it, and the desktop's menu names its keys after it.
 *
 * A key is written "Mod+Shift+K": modifiers in the order Mod, Ctrl, Alt, Shift, then the key. "Mod" is ⌘ on a
 * Mac and Ctrl elsewhere; "Ctrl" is that of a Mac. Two strokes, one after the other, are written with a space
 * between them: "Mod+K Mod+S".
 */

/** The keys of actions, by the action's id. */
export const DEFAULT_KEYS = {
  run: "Mod+Enter",
  stop: "Mod+.",
  clear: "Mod+Shift+Backspace",
  "program-one-after-the-other": "Mod+Alt+1",
  "program-two-tasks": "Mod+Alt+2",
  "program-return-value": "Mod+Alt+3",
  "program-two-titles": "Mod+Alt+4",
  "program-done-before-and-after": "Mod+Alt+5",
  "program-three-workers-and-a-lock": "Mod+Alt+6",
  "program-producer-and-consumers": "Mod+Alt+7",

  pause: "F8",
  step: "F9",
  "step-back": "Shift+F9",
  "to-now": "Shift+F8",
  "to-start": "Shift+F7",
  slower: "Alt+,",
  faster: "Alt+.",

  "await-selected": "Alt+A",
  "cancel-selected": "Alt+C",
  "show-line": "Alt+G",
  "cancel-all": "Alt+Shift+C",
  filter: "Alt+F",

  create: "Alt+Enter",
  "await-directly": "Alt+Shift+Enter",
  "choose-sleep": "Alt+Shift+1",
  "choose-fetch-title": "Alt+Shift+2",
  "choose-fetch-several": "Alt+Shift+3",
  "choose-fail-after": "Alt+Shift+4",
  "choose-count": "Alt+Shift+5",
  "choose-ignore-one-cancel": "Alt+Shift+6",
  "choose-block-the-loop": "Alt+Shift+7",

  "save-recording": "Mod+S",
  "open-recording": "Mod+O",
  compare: "Alt+V",

  lessons: "Alt+L",
  "go-library": "Alt+1",
  "go-palette": "Alt+2",
  "go-tasks": "Alt+3",
  "go-timeline": "Alt+4",
  "go-inspector": "Alt+5",
  "go-console": "Alt+6",
  "go-warnings": "Alt+7",
  "go-loop": "Alt+8",
  "next-part": "F6",
  "previous-part": "Shift+F6",
  settings: "Mod+,",
  shortcuts: "Mod+K Mod+S",
  help: "F1",
  examples: "Alt+E",

  palette: "Mod+K",
  "toggle-library": "Mod+B",
  "toggle-inspector": "Mod+I",
  "toggle-bottom": "Mod+`",
  theme: "Alt+T",
} as const satisfies Readonly<Record<string, string>>;

/** Keys that are others while a program is in the editor: what is saved and opened there is the program. */
export const EDITOR_KEYS = {
  "save-program": "Mod+S",
  "open-program": "Mod+O",
  "save-recording": "Mod+Shift+S",
  "open-recording": "Mod+Shift+O",
} as const satisfies Readonly<Record<string, string>>;

/** Keys that the user gave to actions, by the action's id. An empty text: the action has none. */
export type OwnKeys = Readonly<Record<string, string>>;

/** The most actions that can have keys of the user's own. */
export const MAX_OWN_KEYS = 500;

const STROKE = String.raw`(?:Mod\+)?(?:Ctrl\+)?(?:Alt\+)?(?:Shift\+)?(?:[^\s+]{1,20}|\+)`;
/** A key as it is written here: one stroke, or two. */
export const KEYS_PATTERN = new RegExp(`^${STROKE}(?: ${STROKE})?$`);

const DEFAULTS: OwnKeys = DEFAULT_KEYS;
const IN_EDITOR: OwnKeys = EDITOR_KEYS;

/** An action's keys: the user's, or else those it comes with; undefined if it has none. */
export function keysOf(action: string, own: OwnKeys, inEditor: boolean): string | undefined {
  const keys = Object.hasOwn(own, action) ? own[action] : defaultKeysOf(action, inEditor);
  return keys === "" ? undefined : keys;
}

/** The keys that an action comes with; undefined if it has none. */
export function defaultKeysOf(action: string, inEditor: boolean): string | undefined {
  if (inEditor && Object.hasOwn(IN_EDITOR, action)) return IN_EDITOR[action];
  return Object.hasOwn(DEFAULTS, action) ? DEFAULTS[action] : undefined;
}

/**
 * Whether two actions with these keys are in each other's way: they are the same, or the one begins the other.
 * What begins with the key of the list of all actions does not: the second stroke is pressed in the list.
 */
export function areInTheWay(
  one: string,
  other: string,
  listOfActions: string | undefined,
): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short !== listOfActions && long.startsWith(`${short} `);
}
