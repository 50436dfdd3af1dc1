import { BrowserWindow, nativeTheme } from "electron";
import type { Session, WebContents } from "electron";
import { join } from "node:path";
import type { Theme } from "../shared/settings";
import type { Log } from "./lab/dispatch";
import { isSamePage } from "./page-address";
import { offerReload } from "./recovery";

/** The page's own background in each theme, so that a window does not flash before it has loaded. */
const BACKGROUND = { dark: "#0e1116", light: "#f4f5f8" };

/** Copying from the console: the one thing that pages ask for. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** @param url the page that the window shows and never leaves */
export function createWindow(url: string, log: Log): void {
  const window = new BrowserWindow({
    title: "Tasklab",
    width: 1440,
    height: 900,
    minWidth: 360,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: join(import.meta.dirname, "../preload/preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once("ready-to-show", () => window.show());
  offerReload(window);
  window.loadURL(url).catch((error: unknown) => {
    log.error(`The page ${url} could not be loaded.`, error);
    // It will never be ready to show: better an empty window than none.
    if (!window.isDestroyed()) window.show();
  });
}

/** Brings the app's window to the front, if it has one. */
export function focusWindow(): boolean {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return false;
  if (window.isMinimized()) window.restore();
  window.focus();
  return true;
}

/** Follows the user's choice in what the system draws: title bars, menus, `prefers-color-scheme`. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

/**
 * Keeps a page where it is: no navigation but its own reload, no windows, no embedded pages.
 * @param page the only address that may be shown
 */
export function confine(contents: WebContents, page: string): void {
  // Fires for every frame, the page itself among them.
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame || !isSamePage(event.url, page)) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** Denies pages everything that a browser would ask its user for, and every device. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.has(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
}
