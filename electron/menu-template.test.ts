import type { MenuItemConstructorOptions } from "electron";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { OwnKeys } from "../shared/keymap";
import { MENU_ACTIONS } from "../shared/menu";
import type { MenuAction, MenuState } from "../shared/menu";
import type { SpokenLanguage } from "../shared/texts/language";
import { menuTemplate } from "./menu-template";
import type { MenuHost } from "./menu-template";
import { speak } from "./texts";

type Item = MenuItemConstructorOptions;

const PLATFORMS = ["darwin", "linux", "win32"] as const;
const LANGUAGES: readonly SpokenLanguage[] = ["en", "de"];

afterEach(() => speak("en"));

function open(platform: NodeJS.Platform, changes: Partial<MenuHost> = {}): Item[] {
  return menuTemplate({
    platform,
    isPackaged: true,
    keys: {},
    state: { enabled: MENU_ACTIONS, inEditor: false },
    run: () => {},
    zoom: () => {},
    showLogs: () => {},
    ...changes,
  });
}
const itemsOf = ({ submenu }: Item): Item[] => submenu as Item[];
const allOf = (menus: Item[]): Item[] => menus.flatMap(itemsOf);
const labelsOf = (items: Item[]): (string | undefined)[] => items.map(({ label }) => label);
const find = (menus: Item[], id: MenuAction): Item => allOf(menus).find((item) => item.id === id)!;
const rolesOf = (menu: Item): (Item["role"] | undefined)[] =>
  itemsOf(menu).flatMap(({ role }) => role ?? []);

describe("on a Mac", () => {
  it("has the menus that a Mac's apps have, without letters to choose them by", () => {
    const menus = open("darwin");
    expect(labelsOf(menus)).toEqual(["Tasklab", "File", "Edit", "View", "Run", "Window", "Help"]);
    expect(labelsOf(allOf(menus)).filter((label) => label?.includes("&"))).toEqual([]);
  });

  it("has settings, hiding and quitting in the app's own menu, and a window that closes in File", () => {
    const [app, file] = open("darwin");
    expect(itemsOf(app!)[0]!.id).toBe("about");
    expect(rolesOf(app!)).toEqual(["services", "hide", "hideOthers", "unhide", "quit"]);
    expect(itemsOf(app!).some(({ id }) => id === "settings")).toBe(true);
    expect(rolesOf(file!)).toEqual(["close"]);
  });
});

describe.each(["linux", "win32"] as const)("on %s", (platform) => {
  it("has the menus of its apps, each with a letter of its own", () => {
    expect(labelsOf(open(platform))).toEqual(["&File", "&Edit", "&View", "&Run", "&Help"]);
  });

  it("has settings and quitting in File, and tells of itself in Help", () => {
    const menus = open(platform);
    const labels = labelsOf(itemsOf(menus[0]!));
    expect(labels).toContain("S&ettings…");
    expect(labels.at(-1)).toBe(platform === "win32" ? "E&xit" : "&Quit Tasklab");
    expect(itemsOf(menus.at(-1)!).at(-1)!.id).toBe("about");
  });

  it.each(LANGUAGES)("has a letter for every item, and none twice in a menu (%s)", (language) => {
    speak(language);
    const menus = open(platform, { isPackaged: false });
    for (const items of [menus, ...menus.map(itemsOf)]) {
      const shown = items.filter(({ type, visible }) => type !== "separator" && visible !== false);
      const labels = labelsOf(shown);
      const letters = labels.map((label) => /&(.)/.exec(label ?? "")?.[1]?.toLowerCase() ?? label);
      expect(letters.filter((letter) => letter?.length !== 1)).toEqual([]);
      expect(new Set(letters).size, letters.join(" ")).toBe(letters.length);
    }
  });
});

describe.each(PLATFORMS)("everywhere, as on %s", (platform) => {
  it("offers each of its actions once, and has the page do it", () => {
    const asked: MenuAction[] = [];
    const menus = open(platform, { run: (action) => asked.push(action) });
    for (const { click } of allOf(menus)) (click as (() => void) | undefined)?.();
    expect(asked.toSorted()).toEqual(MENU_ACTIONS.toSorted());
  });

  it("shows the logs at the user's wish", () => {
    const showLogs = vi.fn();
    const logs = allOf(open(platform, { showLogs })).find(({ label }) => /Logs$/.test(label ?? ""));
    expect(showLogs).not.toHaveBeenCalled();
    (logs!.click as () => void)();
    expect(showLogs).toHaveBeenCalledOnce();
  });

  it("shows the page's keys, and leaves it to the page to listen to them", () => {
    const menus = open(platform);
    expect(find(menus, "run").accelerator).toBe("CommandOrControl+Enter");
    const shown = allOf(menus).filter(({ id, accelerator }) => id !== undefined && accelerator);
    expect(shown.filter(({ registerAccelerator }) => registerAccelerator !== false)).toEqual([]);
  });

  it("makes the page larger and smaller with the keys that browsers have, once each", () => {
    const zoom = vi.fn();
    const items = allOf(open(platform, { zoom })).filter(
      ({ accelerator, id }) => id === undefined && accelerator !== undefined,
    );
    const asked = items.map(({ click, accelerator }) => {
      (click as () => void)();
      return [accelerator?.toString().split("+").slice(1).join("+"), zoom.mock.lastCall?.[0]];
    });
    expect(Object.fromEntries(asked)).toEqual({
      "0": "reset",
      num0: "reset",
      Plus: "in",
      "=": "in",
      numadd: "in",
      "-": "out",
      numsub: "out",
    });
    expect(zoom).toHaveBeenCalledTimes(items.length);
    expect(items.filter(({ visible }) => visible !== false)).toHaveLength(3);
  });

  it("goes by the user's own keys", () => {
    const menus = open(platform, { keys: { run: "Alt+R", stop: "", pause: "Mod+K Mod+P" } });
    expect(find(menus, "run").accelerator).toBe("Alt+R");
    expect(find(menus, "stop")).not.toHaveProperty("accelerator");
    expect(find(menus, "pause")).not.toHaveProperty("accelerator");
  });

  it("shows the keys of saving and opening as they are now: others while a program is edited", () => {
    const shown = (inEditor: boolean, keys: OwnKeys = {}) => {
      const menus = open(platform, { keys, state: { enabled: [], inEditor } });
      return (["save-recording", "open-recording", "save-program", "open-program"] as const).map(
        (id) => find(menus, id).accelerator,
      );
    };
    const [S, O] = ["CommandOrControl+S", "CommandOrControl+O"];
    expect(shown(false)).toEqual([S, O, undefined, undefined]);
    expect(shown(true)).toEqual(["CommandOrControl+Shift+S", "CommandOrControl+Shift+O", S, O]);
    // The user's own are the same in both places.
    const keys = { "save-recording": "Mod+Alt+S" };
    for (const inEditor of [false, true]) {
      expect(shown(inEditor, keys)[0]).toBe("CommandOrControl+Alt+S");
    }
  });

  it("greys out what cannot be done now, and nothing that the page has no part in", () => {
    const state: MenuState = { enabled: ["settings", "run"], inEditor: false };
    for (const { id, enabled } of allOf(open(platform, { state }))) {
      expect(enabled, id).toBe(id === undefined ? undefined : ["settings", "run"].includes(id));
    }
  });

  it("has the developer's tools while the app is worked on, and not for its users", () => {
    const has = (isPackaged: boolean) =>
      allOf(open(platform, { isPackaged })).some(({ role }) => role === "toggleDevTools");
    expect([has(true), has(false)]).toEqual([false, true]);
  });

  it("speaks the language that is spoken", () => {
    speak("de");
    const undo = allOf(open(platform)).find(({ role }) => role === "undo");
    expect(undo?.label?.replace("&", "")).toBe("Rückgängig");
  });
});
