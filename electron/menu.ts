import { app, Menu, shell } from "electron";
import type { OwnKeys } from "../shared/keymap";
import { MENU_CHANNEL } from "./ipc/channels";
import { menuTemplate } from "./menu-template";
import { frontWindow } from "./window";
import { zoomed } from "./zoom";

/**
 * Gives the app its menu, in the language that is spoken now.
 * @param keys those that the user gave to actions
 * @param logFile the log, which the menu shows in its folder
 */
export function setMenu(keys: OwnKeys, logFile: string): void {
  const template = menuTemplate({
    platform: process.platform,
    isPackaged: app.isPackaged,
    keys,
    run: (action) => frontWindow()?.webContents.send(MENU_CHANNEL, action),
    zoom: (change) => {
      const contents = frontWindow()?.webContents;
      contents?.setZoomFactor(zoomed(contents.getZoomFactor(), change));
    },
    showLogs: () => shell.showItemInFolder(logFile),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
