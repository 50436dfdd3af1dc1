import { dialog } from "electron";
import type { BrowserWindow, MessageBoxOptions } from "electron";

/** What the user can do about it, in the order of the dialogs' buttons. */
const RELOAD = 0;
const LEAVE = 1;

/**
 * Offers to reload a page that crashed or hangs. The tasks run in the main process: they go on
 * meanwhile, and the page finds them again.
 */
export function offerReload(window: BrowserWindow): void {
  const { webContents } = window;
  let ending = false;
  /** Open while the page hangs: it closes by itself when the page goes on. */
  let question: AbortController | null = null;

  webContents.on("render-process-gone", (_event, { reason }) => {
    question?.abort();
    if (reason === "clean-exit" || ending) return;
    void ask(window, {
      type: "error",
      message: "The window has stopped working.",
      detail: `Your tasks go on: they do not run in the window. (Reason: ${reason}.)`,
      buttons: ["Reload", "Close"],
    }).then((answer) => {
      if (window.isDestroyed()) return;
      if (answer === RELOAD) webContents.reload();
      else window.destroy();
    });
  });

  window.on("unresponsive", () => {
    if (question !== null) return;
    const asked = (question = new AbortController());
    void ask(window, {
      type: "warning",
      message: "The window does not respond.",
      detail: "Your tasks go on: they do not run in the window.",
      buttons: ["Reload", "Wait"],
      signal: asked.signal,
    }).then((answer) => {
      question = null;
      if (answer !== RELOAD || asked.signal.aborted || window.isDestroyed()) return;
      ending = true;
      webContents.forcefullyCrashRenderer();
      webContents.reload();
    });
  });
  window.on("responsive", () => question?.abort());
  webContents.on("did-finish-load", () => (ending = false));
}

async function ask(window: BrowserWindow, options: MessageBoxOptions): Promise<number> {
  const { response } = await dialog.showMessageBox(window, {
    title: "Tasklab",
    defaultId: RELOAD,
    cancelId: LEAVE,
    ...options,
  });
  return response;
}
