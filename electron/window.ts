import { BrowserWindow, dialog, nativeTheme, screen } from "electron";
import type { Session, WebContents } from "electron";
import { join } from "node:path";
import type { Theme } from "../shared/settings";
import type { Log } from "./lab/dispatch";
import { isSamePage } from "./page-address";
import { offerReload } from "./recovery";
import { openingPlace, SMALLEST_WINDOW } from "./window-place";
import type { WindowPlaces } from "./window-place";

/** The page's own background in each theme, so that a window does not flash before it has loaded. */
const BACKGROUND = { dark: "#0e1116", light: "#f4f5f8" };

/** How long a window rests where it was moved before that is written down, in milliseconds. */
const PLACE_REST_MS = 500;

/** Copying from the console: the one thing that pages ask for. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/**
 * Opens the app's window where the last one stood.
 * @param url the page that the window shows and never leaves
 * @param places where the window's place is kept
 */
export function createWindow(url: string, places: WindowPlaces, log: Log): void {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const window = new BrowserWindow({
    title: "Tasklab",
    ...openingPlace(
      places.last,
      [main, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
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
  const isMaximized = places.last?.isMaximized === true;
  window.once("ready-to-show", () => {
    // Which shows it, too.
    if (isMaximized) window.maximize();
    else window.show();
    keepPlace(window, places, log);
  });
  offerReload(window, (options) => dialog.showMessageBox(window, options));
  window.loadURL(url).catch((error: unknown) => {
    log.error(`The page ${url} could not be loaded.`, error);
    // It will never be ready to show: better an empty window than none.
    if (!window.isDestroyed()) window.show();
  });
}

/** Writes down where a window stands, soon after it was moved: a crash forgets no place. */
function keepPlace(window: BrowserWindow, places: WindowPlaces, log: Log): void {
  let rest: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(rest);
    if (window.isDestroyed()) return;
    const place = { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
    places.keep(place).catch((error: unknown) => {
      log.error("The window's place could not be kept.", error);
    });
  };
  const saveSoon = (): void => {
    clearTimeout(rest);
    rest = setTimeout(save, PLACE_REST_MS);
  };
  window.on("move", saveSoon);
  window.on("resize", saveSoon);
  window.on("maximize", saveSoon);
  window.on("unmaximize", saveSoon);
  window.on("close", save);
}

/** The window that the user works in: the one with the focus, or else any. */
export function frontWindow(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
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
