import { BrowserWindow, dialog } from "electron";
import type { OpenDialogOptions, SaveDialogOptions } from "electron";
import type { Language } from "../shared/own-program";
import type { SourceDialogs } from "./lab/sources/sources";
import { t } from "./texts";

const FILTERS: Readonly<Record<Language, { name: string; extensions: string[] }>> = {
  python: { name: "Python", extensions: ["py"] },
  typescript: { name: "TypeScript", extensions: ["ts"] },
};

/** Asks which program's file is opened, and where one is saved. */
export const sourceDialogs: SourceDialogs = {
  async open() {
    const options: OpenDialogOptions = {
      title: t("native.openProgram"),
      buttonLabel: t("native.open"),
      filters: [{ name: t("native.programs"), extensions: ["py", "ts"] }],
      properties: ["openFile"],
    };
    const window = owner();
    const { canceled, filePaths } =
      window === null
        ? await dialog.showOpenDialog(options)
        : await dialog.showOpenDialog(window, options);
    return canceled ? null : (filePaths[0] ?? null);
  },

  async save(name, language) {
    const options: SaveDialogOptions = {
      title: t("native.saveProgram"),
      buttonLabel: t("native.save"),
      defaultPath: name,
      filters: [FILTERS[language]],
      // Windows and macOS ask by themselves before a file is replaced.
      properties: ["createDirectory", "showOverwriteConfirmation"],
    };
    const window = owner();
    const { canceled, filePath } =
      window === null
        ? await dialog.showSaveDialog(options)
        : await dialog.showSaveDialog(window, options);
    return canceled || filePath === "" ? null : filePath;
  },
};

function owner(): BrowserWindow | null {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null;
}
