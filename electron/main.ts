import { app, BrowserWindow, dialog, powerMonitor, shell, utilityProcess } from "electron";
import { join, resolve } from "node:path";
import { LINK_SCHEME } from "../shared/links/app-link";
import { spokenLanguage } from "../shared/texts/language";
import type { LanguageChoice } from "../shared/texts/language";
import { APP_URL, registerAppScheme, serveApp } from "./app-protocol";
import { serveIpc } from "./ipc/serve";
import { Arrivals } from "./lab/arrivals";
import type { OpenRequest } from "./lab/arrivals";
import { ProfileLock } from "./lab/files/profile-lock";
import { createLab } from "./lab/lab";
import type { Lab } from "./lab/lab";
import { openLog, startOf } from "./log";
import { LogFile } from "./log-file";
import { AppMenu } from "./menu";
import { handedOver, openRequests } from "./open-requests";
import { outsideArchive, utilityTransport } from "./programs/utility-transport";
import { chooseFile } from "./save-dialog";
import { sourceDialogs } from "./source-dialogs";
import { speak, t } from "./texts";
import { openUpdater, updateObstacle } from "./updater";
import { whenChanged } from "./when-changed";
import { WindowPlaces } from "./window-place";
import { applyTheme, confine, createWindow, denyPermissions, focusWindow } from "./window";

const WINDOW_FILE = "window.json";
/** The file that the app was started from, where it is an AppImage. */
const appImage = process.env["APPIMAGE"];

// A profile of its own, for tests and for a second lab beside the first.
const profile = process.env["TASKLAB_PROFILE"];
if (profile !== undefined) app.setPath("userData", resolve(profile));

const logFile = new LogFile(app.getPath("userData"));
const log = openLog(logFile);
// Electron's default is a warning on the error stream alone, where nobody finds it.
process.on("unhandledRejection", (error) => log.error("Something failed unnoticed.", error));

/** While developing, the page comes from Vite's server, which replaces its modules as they change. */
const devServer = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
const page = devServer === undefined ? APP_URL : new URL(devServer).href;

// The rest can wait until the app is ready; this cannot.
registerAppScheme();

const appPath = process.defaultApp === true ? app.getAppPath() : null;
const requests = openRequests(process.argv, process.cwd(), appPath);
if (devServer !== undefined && appPath !== null) openLinksWith(appPath);

// The instance that runs already gets a command line that Chromium has changed, and this as it is.
if (app.requestSingleInstanceLock({ requests })) start().catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  let lab: Lab | null = null;
  const arrivals = new Arrivals();
  for (const request of requests) arrivals.add(request);
  const places = new WindowPlaces(join(app.getPath("userData"), WINDOW_FILE));
  const showWindow = () => {
    // Without a lab it has not started yet, or is closing.
    if (!focusWindow() && lab !== null) createWindow(page, places, log);
  };

  app.on("web-contents-created", (_event, contents) => {
    confine(contents, page);
    denyPermissions(contents.session);
  });
  const open = (...asked: OpenRequest[]) => {
    for (const request of asked) arrivals.add(request);
    showWindow();
  };
  app.on("second-instance", (_event, _argv, _folder, data) => open(...handedOver(data)));
  // A Mac says what to open before it says that the app is ready.
  app.on("open-file", (event, file) => {
    event.preventDefault();
    open({ file });
  });
  app.on("open-url", (event, link) => {
    event.preventDefault();
    open({ link });
  });
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) showWindow();
  });
  app.on("window-all-closed", () => {
    // On a Mac an app lives on without windows, until it is quit.
    if (process.platform !== "darwin") app.quit();
  });
  app.on("before-quit", (event) => {
    if (lab === null) return;
    // Once more after the lab has closed: every task's clean-up runs first.
    event.preventDefault();
    const closing = lab;
    lab = null;
    closing
      .close()
      .catch((error: unknown) => log.error("The lab did not close well.", error))
      .finally(() => app.quit());
  });

  await app.whenReady();
  // A Mac that shuts down would take an app that asks for time as one that refuses.
  powerMonitor.on("shutdown", () => (lab = null));
  serveApp(join(import.meta.dirname, "../renderer"));
  const placeProblem = await places.load();
  if (placeProblem !== null) log.warn(placeProblem);
  // The lock of the desktop's own instances does not know of a lab in the browser.
  const lock = await ProfileLock.take(app.getPath("userData"), log.warn);
  const programs = outsideArchive(join(import.meta.dirname, "../programs"));
  const { electron = "?", chrome = "?", node } = process.versions;
  const runtime = `Electron ${electron}`;
  logFile.append("info", startOf(app.getVersion(), runtime));
  const menu = new AppMenu(logFile.path);
  // Not with every setting: a menu that is open closes when another takes its place.
  const applyTexts = whenChanged(["language", "keys"], ({ language, keys }) => {
    applyLanguage(language);
    menu.show(keys);
  });
  const leave = async (install: () => Promise<never>): Promise<never> => {
    const closing = lab;
    lab = null;
    await closing?.close();
    // The next version may start before this one has ended.
    await lock.release();
    app.releaseSingleInstanceLock();
    return install();
  };
  lab = await createLab({
    host: "desktop",
    version: app.getVersion(),
    runtime,
    profile: app.getPath("userData"),
    log,
    facts: {
      runtimes: [
        { name: "Electron", version: electron },
        { name: "Chromium", version: chrome },
        { name: "Node", version: node },
      ],
      logs: logFile,
      showLogs: () => shell.showItemInFolder(logFile.path),
    },
    lessons: join(import.meta.dirname, "../lessons"),
    onSettings: (settings) => {
      applyTheme(settings.theme);
      applyTexts(settings);
    },
    arrivals,
    chooseFile,
    sourceDialogs,
    updates: {
      obstacle: updateObstacle({
        platform: process.platform,
        resources: process.resourcesPath,
        appImage,
      }),
      open: openUpdater,
      leave: (install) => void leave(install).catch(goOnWithThisVersion),
    },
    openProgramHost: () => utilityTransport(utilityProcess.fork, programs),
  });
  serveIpc(lab, page, log, (state) => menu.follow(state));
  createWindow(page, places, log);
}

/**
 * Has the system open links with an app that is not packaged: on Windows, the only one where that needs no
 * installation. On macOS the app's Info.plist says it, on Linux a .desktop file.
 * https://www.electronjs.org/docs/latest/api/app#appsetasdefaultprotocolclientprotocol-path-args
 */
function openLinksWith(folder: string): void {
  if (process.platform !== "win32") return;
  app.setAsDefaultProtocolClient(LINK_SCHEME, process.execPath, [folder, "--"]);
}

/** Has dialogs, and menus that are made from now on, speak the language that the user chose. */
function applyLanguage(choice: LanguageChoice): void {
  speak(spokenLanguage(choice, [app.getLocale()]));
}

/** The lab has ended for a version that could not be installed: this one starts anew. */
function goOnWithThisVersion(error: unknown): void {
  log.error("The update could not be installed.", error);
  dialog.showErrorBox(t("native.noUpdate"), messageOf(error));
  // What an AppImage is started from is gone when it ends.
  app.relaunch(appImage === undefined ? {} : { execPath: appImage });
  app.quit();
}

/** Without a lab there is nothing to show but the reason. */
function giveUp(error: unknown): void {
  log.error("Tasklab could not start.", error);
  dialog.showErrorBox(t("native.noStart"), messageOf(error));
  app.exit(1);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
