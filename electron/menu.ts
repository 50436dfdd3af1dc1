import { app, BrowserWindow, Menu } from "electron";
import type { OwnKeys } from "../shared/keymap";
import { MENU_CHANNEL } from "./ipc/channels";
import { menuTemplate } from "./menu-template";

/**
 * Gives the app its menu, in the language that is spoken now.
 * @param keys those that the user gave to actions
 */
export function setMenu(keys: OwnKeys): void {
  const template = menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    keys,
    run: (action) => {
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
      window?.webContents.send(MENU_CHANNEL, action);
    },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
