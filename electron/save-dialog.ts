import { dialog } from "electron";
import type { SaveDialogOptions } from "electron";
import type { FileProposal } from "./lab/recordings/exports";
import { t } from "./texts";
import { frontWindow } from "./window";

/** Asks where a file is saved. @returns null if nowhere */
export async function askWhereToSave(options: SaveDialogOptions): Promise<string | null> {
  const window = frontWindow();
  const asked: SaveDialogOptions = {
    ...options,
    // Windows and macOS ask by themselves before a file is replaced.
    properties: ["createDirectory", "showOverwriteConfirmation"],
  };
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(asked)
      : await dialog.showSaveDialog(window, asked);
  return canceled || filePath === "" ? null : filePath;
}

/**
 * Asks where an exported file goes.
 *
 * The filter names only the last part of the ending, since not every system's dialog knows endings of
 * two parts; the proposed name has both.
 * https://www.electronjs.org/docs/latest/api/dialog#dialogshowsavedialogwindow-options
 */
export function chooseFile({ fileName, title }: FileProposal): Promise<string | null> {
  const extension = fileName.slice(fileName.lastIndexOf(".") + 1);
  return askWhereToSave({
    title: t("native.export"),
    buttonLabel: t("native.export"),
    defaultPath: fileName,
    filters: [{ name: title, extensions: [extension] }],
  });
}
