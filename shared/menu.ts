/**
 * What the desktop's menu has the page do: actions of the page, by their ids. The page tells which of them can
 * be done now, and which keys they have; the menu shows that, and asks.
 */

/** The actions that stand in the menu, in its order. */
export const MENU_ACTIONS = [
  "new-python",
  "new-typescript",
  "open-program",
  "open-recording",
  "save-program",
  "save-program-as",
  "save-recording",
  "settings",
  "filter",
  "palette",
  "toggle-library",
  "toggle-inspector",
  "toggle-bottom",
  "compare",
  "run",
  "stop",
  "clear",
  "pause",
  "step",
  "step-back",
  "to-now",
  "cancel-all",
  "help",
  "help-pages",
  "lessons",
  "examples",
  "shortcuts",
  "tour",
  "check-updates",
  "copy-diagnostics",
  "about",
] as const;
export type MenuAction = (typeof MENU_ACTIONS)[number];

/** The window message with which the preload script hands a choice in the menu to the page. */
export interface MenuMessage {
  readonly type: "tasklab:menu";
  readonly action: MenuAction;
}

/** Whether a window message is a choice in the menu. */
export function isMenuMessage(data: unknown): data is MenuMessage {
  if (typeof data !== "object" || data === null) return false;
  const { type, action } = data as Partial<Record<keyof MenuMessage, unknown>>;
  return type === "tasklab:menu" && MENU_ACTIONS.some((known) => known === action);
}

/** What the page tells of itself, for its menu to follow. */
export interface MenuState {
  /** Actions that can be done now. */
  readonly enabled: readonly MenuAction[];
  /** Whether a program is edited: some actions have other keys there. */
  readonly inEditor: boolean;
}

/** Where there is no page, or it has not said anything yet. */
export const NO_PAGE: MenuState = { enabled: [], inEditor: false };

/** What a page sent, as far as it can be shown; null for what no page sends. */
export function parseMenuState(data: unknown): MenuState | null {
  if (typeof data !== "object" || data === null) return null;
  const { enabled, inEditor } = data as Partial<Record<keyof MenuState, unknown>>;
  if (!Array.isArray(enabled) || typeof inEditor !== "boolean") return null;
  return { enabled: MENU_ACTIONS.filter((action) => enabled.includes(action)), inEditor };
}
