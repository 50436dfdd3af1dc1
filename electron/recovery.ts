import type { BrowserWindow, MessageBoxOptions, MessageBoxReturnValue } from "electron";
import { t } from "./texts";

/** What the user can do about it, in the order of the dialogs' buttons. */
const RELOAD = 0;
const LEAVE = 1;

/** Shows a dialog that belongs to the window. */
type Show = (options: MessageBoxOptions) => Promise<Pick<MessageBoxReturnValue, "response">>;

/**
 * Offers to reload a page that crashed or hangs. The tasks run in the main process: they go on
 * meanwhile, and the page finds them again.
 */
export function offerReload(window: BrowserWindow, show: Show): void {
  const { webContents } = window;
  /** The user had a hanging page ended: what is left of it needs no further question. */
  let ended = false;
  /** Open while the page hangs; it closes by itself when the page goes on. */
  let question: AbortController | null = null;

  webContents.on("render-process-gone", (_event, { reason }) => {
    question?.abort();
    if (reason === "clean-exit") return;
    void (ended ? Promise.resolve(RELOAD) : askAboutCrash(show, reason)).then((answer) => {
      ended = false;
      if (window.isDestroyed()) return;
      if (answer === RELOAD) webContents.reload();
      else window.destroy();
    });
  });

  window.on("unresponsive", () => {
    if (question !== null) return;
    const asked = (question = new AbortController());
    void askAboutHang(show, asked.signal).then((answer) => {
      question = null;
      if (answer !== RELOAD || asked.signal.aborted || window.isDestroyed()) return;
      ended = true;
      webContents.forcefullyCrashRenderer();
    });
  });
  window.on("responsive", () => question?.abort());
}

function askAboutCrash(show: Show, reason: string): Promise<number> {
  return ask(show, {
    type: "error",
    message: t("native.stopped"),
    detail: t("native.stoppedDetail", { reason }),
    buttons: [t("native.reload"), t("native.close")],
  });
}

function askAboutHang(show: Show, signal: AbortSignal): Promise<number> {
  return ask(show, {
    type: "warning",
    message: t("native.hangs"),
    detail: t("native.hangsDetail"),
    buttons: [t("native.reload"), t("native.wait")],
    signal,
  });
}

async function ask(show: Show, options: MessageBoxOptions): Promise<number> {
  const { response } = await show({
    title: "Tasklab",
    defaultId: RELOAD,
    cancelId: LEAVE,
    ...options,
  });
  return response;
}
