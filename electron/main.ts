import { app, BrowserWindow } from "electron";
import { join } from "node:path";
import { APP_URL, registerAppScheme, serveApp } from "./app-protocol";
import { serveIpc } from "./ipc/serve";
import { createLab } from "./lab/lab";
import type { Lab } from "./lab/lab";
import { consoleLog } from "./log";
import { setMenu } from "./menu";
import { applyTheme, confine, createWindow } from "./window";

// A profile of its own, for tests and for a second lab beside the first.
const profile = process.env["TASKLAB_PROFILE"];
if (profile !== undefined) app.setPath("userData", profile);

/** While developing, the page comes from Vite's server, which replaces its modules as they change. */
const devServer = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
const pageUrl = devServer ?? APP_URL;
const isOurs = (url: string): boolean => URL.canParse(url) && isSameOrigin(url, pageUrl);

registerAppScheme();

if (app.requestSingleInstanceLock()) void start();
else app.quit();

async function start(): Promise<void> {
  let lab: Lab | null = null;

  app.on("web-contents-created", (_event, contents) => confine(contents));
  app.on("second-instance", () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on("window-all-closed", () => {
    // On a Mac an app lives on without windows, until it is quit.
    if (process.platform !== "darwin") app.quit();
  });
  app.on("activate", () => {
    if (lab !== null && BrowserWindow.getAllWindows().length === 0) createWindow(pageUrl);
  });
  app.on("before-quit", (event) => {
    if (lab === null) return;
    // Once more after the lab has closed: every task's clean-up runs first.
    event.preventDefault();
    const closing = lab;
    lab = null;
    void closing.close().finally(() => app.quit());
  });

  await app.whenReady();
  serveApp(join(import.meta.dirname, "../renderer"));
  lab = await createLab({
    host: "desktop",
    version: app.getVersion(),
    runtime: `Electron ${process.versions["electron"] ?? "?"}`,
    profile: app.getPath("userData"),
    log: consoleLog,
    onSettings: ({ theme }) => applyTheme(theme),
  });
  serveIpc(lab, isOurs, consoleLog);
  setMenu();
  createWindow(pageUrl);
}

/** `URL.origin` is "null" for custom schemes, so their parts are compared. */
function isSameOrigin(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)];
  return a.protocol === b.protocol && a.host === b.host;
}
