/**
 * What the desktop's menu has the page do: actions of the page, by their ids. The page has their keys, and
 * says whether they can be done; the menu only asks.
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
