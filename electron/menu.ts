import { app, Menu } from "electron";
import type { MenuItemConstructorOptions } from "electron";
import { t } from "./texts";

/** The platform's usual menu: editing, zooming and window handling. The lab's own actions are in its window. */
export function setMenu(): void {
  const isMac = process.platform === "darwin";
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: "appMenu" as const }] : []),
    { role: "fileMenu" },
    { role: "editMenu" },
    {
      label: t("native.view"),
      submenu: [
        ...(app.isPackaged ? [] : [{ role: "toggleDevTools" as const }]),
        { role: "reload" },
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
