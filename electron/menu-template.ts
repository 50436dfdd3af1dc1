import type { MenuItemConstructorOptions } from "electron";
import { keysOf } from "../shared/keymap";
import type { OwnKeys } from "../shared/keymap";
import type { MenuAction, MenuState } from "../shared/menu";
import type { en } from "../shared/texts/en/index";
import { acceleratorOf } from "./accelerator";
import { t } from "./texts";
import type { ZoomChange } from "./zoom";

/** What the menu has to know, and what it has done. */
export interface MenuHost {
  readonly platform: NodeJS.Platform;
  /** Whether somebody uses the app, as against works on it. */
  readonly isPackaged: boolean;
  /** The keys that the user gave to actions. */
  readonly keys: OwnKeys;
  /** What can be done in the page now. */
  readonly state: MenuState;
  /** Has the page do something. */
  run(action: MenuAction): void;
  /** Shows the page larger or smaller. */
  zoom(change: ZoomChange): void;
  /** Shows the log's files where they are. */
  showLogs(): void;
}

type Item = MenuItemConstructorOptions;
type Role = NonNullable<Item["role"]>;
type Name = keyof typeof en.native.menu;

/**
 * The keys that everybody knows for it; the menu shows the first. Where "+" is above another sign, both are
 * the key.
 */
const ZOOM_KEYS: Readonly<Record<ZoomChange, readonly [string, ...string[]]>> = {
  reset: ["CommandOrControl+0", "CommandOrControl+num0"],
  in: ["CommandOrControl+Plus", "CommandOrControl+=", "CommandOrControl+numadd"],
  out: ["CommandOrControl+-", "CommandOrControl+numsub"],
};

const SEPARATOR: Item = { type: "separator" };

/** The app's menu as its platform's users expect it, in the language that is spoken now. */
export function menuTemplate(host: MenuHost): Item[] {
  const isMac = host.platform === "darwin";
  const { enabled, inEditor } = host.state;

  /** The letter after "&" chooses an item with the keyboard; a Mac has no such letters. */
  const label = (name: Name): string => {
    const text = t(`native.menu.${name}`);
    return isMac ? text.replace("&", "") : text;
  };
  const role = (role: Role, name: Name): Item => ({ role, label: label(name) });
  const action = (id: MenuAction, name: Name): Item => {
    const accelerator = acceleratorOf(keysOf(id, host.keys, inEditor));
    return {
      id,
      label: label(name),
      enabled: enabled.includes(id),
      click: () => host.run(id),
      // Shown only: the page listens to its keys itself. A Mac's menu listens nevertheless, but after
      // the page, which lets no key through that is its own.
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    };
  };

  const zoom = (change: ZoomChange, name: Name): Item[] => {
    const [shown, ...others] = ZOOM_KEYS[change];
    const item = { label: label(name), click: () => host.zoom(change) };
    return [
      { ...item, accelerator: shown },
      // An item has one key: its other ones are on items that are not seen, which a Mac has to be told to hear.
      ...others.map((accelerator) => ({
        ...item,
        accelerator,
        visible: false,
        acceleratorWorksWhenHidden: true,
      })),
    ];
  };

  const appMenu: Item = {
    label: "Tasklab",
    submenu: [
      action("about", "about"),
      action("check-updates", "checkUpdates"),
      SEPARATOR,
      action("settings", "settings"),
      SEPARATOR,
      role("services", "services"),
      SEPARATOR,
      role("hide", "hide"),
      role("hideOthers", "hideOthers"),
      role("unhide", "unhide"),
      SEPARATOR,
      role("quit", "quit"),
    ],
  };

  const fileMenu: Item = {
    label: label("file"),
    submenu: [
      action("new-python", "newPython"),
      action("new-typescript", "newTypeScript"),
      SEPARATOR,
      action("open-program", "openProgram"),
      action("open-recording", "openRecording"),
      SEPARATOR,
      action("save-program", "saveProgram"),
      action("save-program-as", "saveProgramAs"),
      action("save-recording", "saveRecording"),
      SEPARATOR,
      ...(isMac
        ? [role("close", "close")]
        : [
            action("settings", "settings"),
            SEPARATOR,
            role("quit", host.platform === "win32" ? "exit" : "quit"),
          ]),
    ],
  };

  const editMenu: Item = {
    label: label("edit"),
    submenu: [
      role("undo", "undo"),
      role("redo", "redo"),
      SEPARATOR,
      role("cut", "cut"),
      role("copy", "copy"),
      role("paste", "paste"),
      role("delete", "delete"),
      SEPARATOR,
      role("selectAll", "selectAll"),
      SEPARATOR,
      action("filter", "filter"),
    ],
  };

  const viewMenu: Item = {
    label: label("view"),
    submenu: [
      action("palette", "palette"),
      SEPARATOR,
      action("toggle-library", "library"),
      action("toggle-inspector", "inspector"),
      action("toggle-bottom", "bottom"),
      SEPARATOR,
      action("compare", "compare"),
      SEPARATOR,
      role("reload", "reload"),
      ...(host.isPackaged ? [] : [role("toggleDevTools", "devTools")]),
      SEPARATOR,
      ...zoom("reset", "resetZoom"),
      ...zoom("in", "zoomIn"),
      ...zoom("out", "zoomOut"),
      SEPARATOR,
      role("togglefullscreen", "fullScreen"),
    ],
  };

  const runMenu: Item = {
    label: label("run"),
    submenu: [
      action("run", "runProgram"),
      action("stop", "stop"),
      action("clear", "clear"),
      SEPARATOR,
      action("pause", "pause"),
      action("step", "step"),
      action("step-back", "stepBack"),
      action("to-now", "toNow"),
      SEPARATOR,
      action("cancel-all", "cancelAll"),
    ],
  };

  const windowMenu: Item = {
    role: "window",
    label: label("window"),
    submenu: [
      role("minimize", "minimize"),
      role("zoom", "zoom"),
      SEPARATOR,
      role("front", "front"),
    ],
  };

  const helpMenu: Item = {
    // Where a Mac puts its search through the menus.
    role: "help",
    label: label("help"),
    submenu: [
      action("help", "helpHere"),
      action("help-pages", "helpPages"),
      action("lessons", "lessons"),
      action("examples", "examples"),
      action("tour", "tour"),
      action("shortcuts", "shortcuts"),
      SEPARATOR,
      // Not by the page: logs are looked for when it does nothing any more.
      { label: label("logs"), click: () => host.showLogs() },
      action("copy-diagnostics", "copyDiagnostics"),
      ...(isMac
        ? []
        : [SEPARATOR, action("check-updates", "checkUpdates"), action("about", "about")]),
    ],
  };

  return [
    ...(isMac ? [appMenu] : []),
    fileMenu,
    editMenu,
    viewMenu,
    runMenu,
    ...(isMac ? [windowMenu] : []),
    helpMenu,
  ];
}
