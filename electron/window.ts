import { BrowserWindow, nativeTheme } from "electron";
import type { WebContents } from "electron";
import { join } from "node:path";
import type { Theme } from "../shared/settings";

/** The page's own background in each theme, so that a window does not flash before it has loaded. */
const BACKGROUND = { dark: "#0e1116", light: "#f4f5f8" };

/** @param url the page that the window shows and never leaves */
export function createWindow(url: string): BrowserWindow {
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
  void window.loadURL(url);
  return window;
}

/** Follows the user's choice in what the system draws: title bars, menus, `prefers-color-scheme`. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme;
}

/** Keeps a page where it is: no navigation, no windows, no embedded pages, no permissions. */
export function confine(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }) => event.preventDefault();
  contents.on("will-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-attach-webview", prevent);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.has(permission)),
  );
  contents.session.setPermissionCheckHandler((_contents, permission) =>
    ALLOWED_PERMISSIONS.has(permission),
  );
}

/** Copying from the console: the one thing that pages ask for. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);
