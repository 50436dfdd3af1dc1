import { BrowserWindow, dialog } from "electron";
import type { SaveDialogOptions } from "electron";
import type { FileProposal } from "./lab/recordings/exports";
import { t } from "./texts";

/**
 * Asks where an exported file goes.
 *
 * The filter names only the last part of the ending, since not every system's dialog knows endings of
 * two parts; the proposed name has both.
 * https://www.electronjs.org/docs/latest/api/dialog#dialogshowsavedialogwindow-options
 */
export async function chooseFile({ fileName, title }: FileProposal): Promise<string | null> {
  const extension = fileName.slice(fileName.lastIndexOf(".") + 1);
  const options: SaveDialogOptions = {
    title: t("native.export"),
    buttonLabel: t("native.export"),
    defaultPath: fileName,
    filters: [{ name: title, extensions: [extension] }],
    // Windows and macOS ask by themselves before a file is replaced.
    properties: ["createDirectory", "showOverwriteConfirmation"],
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { canceled, filePath } =
    window === undefined
      ? await dialog.showSaveDialog(options)
      : await dialog.showSaveDialog(window, options);
  return canceled || filePath === "" ? null : filePath;
}
