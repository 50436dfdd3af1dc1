import { dialog } from "electron";
import type { OpenDialogOptions } from "electron";
import type { Language } from "../shared/own-program";
import type { SourceDialogs } from "./lab/sources/sources";
import { askWhereToSave } from "./save-dialog";
import { t } from "./texts";
import { frontWindow } from "./window";

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
    const window = frontWindow();
    const { canceled, filePaths } =
      window === undefined
        ? await dialog.showOpenDialog(options)
        : await dialog.showOpenDialog(window, options);
    return canceled ? null : (filePaths[0] ?? null);
  },

  save(name, language) {
    return askWhereToSave({
      title: t("native.saveProgram"),
      buttonLabel: t("native.save"),
      defaultPath: name,
      filters: [FILTERS[language]],
    });
  },
};
