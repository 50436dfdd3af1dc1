import { app, Menu, shell } from "electron";
import type { OwnKeys } from "../shared/keymap";
import { MENU_ACTIONS, NO_PAGE } from "../shared/menu";
import type { MenuState } from "../shared/menu";
import { MENU_CHANNEL } from "./ipc/channels";
import { menuTemplate } from "./menu-template";
import { frontWindow } from "./window";
import { zoomed } from "./zoom";

/** The app's menu, which follows the page of its window. */
export class AppMenu {
  readonly #logFile: string;
  #keys: OwnKeys = {};
  #state: MenuState = NO_PAGE;

  /** @param logFile the log, which the menu shows in its folder */
  constructor(logFile: string) {
    this.#logFile = logFile;
    app.on("browser-window-created", (_event, window) => {
      window.once("closed", () => {
        // On a Mac the menu is there without a window, too.
        if (frontWindow() === undefined) this.follow(NO_PAGE);
      });
    });
  }

  /**
   * Makes it anew, in the language that is spoken now. A menu that is open closes.
   * @param keys those that the user gave to actions
   */
  show(keys: OwnKeys): void {
    this.#keys = keys;
    const template = menuTemplate({
      platform: process.platform,
      isPackaged: app.isPackaged,
      keys,
      state: this.#state,
      run: (action) => frontWindow()?.webContents.send(MENU_CHANNEL, action),
      zoom: (change) => {
        const contents = frontWindow()?.webContents;
        contents?.setZoomFactor(zoomed(contents.getZoomFactor(), change));
      },
      showLogs: () => shell.showItemInFolder(this.#logFile),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  /** Greys out what cannot be done now. Other keys take a menu of their own: those of an item stay as they are. */
  follow(state: MenuState): void {
    const hasOtherKeys = state.inEditor !== this.#state.inEditor;
    this.#state = state;
    if (hasOtherKeys) return this.show(this.#keys);
    const menu = Menu.getApplicationMenu();
    for (const action of MENU_ACTIONS) {
      const item = menu?.getMenuItemById(action);
      if (item) item.enabled = state.enabled.includes(action);
    }
  }
}
