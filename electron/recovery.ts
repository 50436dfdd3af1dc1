import { dialog } from "electron";
import type { BrowserWindow, MessageBoxOptions } from "electron";
import { t } from "./texts";

/** What the user can do about it, in the order of the dialogs' buttons. */
const RELOAD = 0;
const LEAVE = 1;

/**
 * Offers to reload a page that crashed or hangs. The tasks run in the main process: they go on
 * meanwhile, and the page finds them again.
 */
export function offerReload(window: BrowserWindow): void {
  const { webContents } = window;
  /** The user had a hanging page ended: what is left of it needs no further question. */
  let ended = false;
  /** Open while the page hangs; it closes by itself when the page goes on. */
  let question: AbortController | null = null;

  webContents.on("render-process-gone", (_event, { reason }) => {
    question?.abort();
    if (reason === "clean-exit") return;
    void (ended ? Promise.resolve(RELOAD) : askAboutCrash(window, reason)).then((answer) => {
      ended = false;
      if (window.isDestroyed()) return;
      if (answer === RELOAD) webContents.reload();
      else window.destroy();
    });
  });

  window.on("unresponsive", () => {
    if (question !== null) return;
    const asked = (question = new AbortController());
    void askAboutHang(window, asked.signal).then((answer) => {
      question = null;
      if (answer !== RELOAD || asked.signal.aborted || window.isDestroyed()) return;
      ended = true;
      webContents.forcefullyCrashRenderer();
    });
  });
  window.on("responsive", () => question?.abort());
}

function askAboutCrash(window: BrowserWindow, reason: string): Promise<number> {
  return ask(window, {
    type: "error",
    message: t("native.stopped"),
    detail: t("native.stoppedDetail", { reason }),
    buttons: [t("native.reload"), t("native.close")],
  });
}

function askAboutHang(window: BrowserWindow, signal: AbortSignal): Promise<number> {
  return ask(window, {
    type: "warning",
    message: t("native.hangs"),
    detail: t("native.hangsDetail"),
    buttons: [t("native.reload"), t("native.wait")],
    signal,
  });
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
