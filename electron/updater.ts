import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AppUpdater, CancellationToken, ProgressInfo } from "electron-updater";
import type { Update, UpdateObstacle } from "../shared/updates";
import { plainNotes } from "./lab/updates/release-notes";
import type { Updater } from "./lab/updates/updates";

/** What electron-builder writes beside the app when a feed is configured: where new versions are. */
const FEED_FILE = "app-update.yml";
/** What it writes into packages of Linux: their kind. */
const KIND_FILE = "package-type";
const KINDS: ReadonlySet<string> = new Set(["deb", "rpm", "pacman"]);

/** Where the app stands, as far as updates go by it. */
export interface Installation {
  readonly platform: NodeJS.Platform;
  /** The folder in which the app's archive lies. */
  readonly resources: string;
  /** The AppImage that the app was started from, if it was. */
  readonly appImage: string | undefined;
}

/** Why an installation cannot be updated by the app itself; null if it can. */
export function updateObstacle({
  platform,
  resources,
  appImage,
}: Installation): UpdateObstacle | null {
  if (!existsSync(join(resources, FEED_FILE))) return "no-feed";
  if (platform !== "linux" || appImage !== undefined) return null;
  const kind = join(resources, KIND_FILE);
  return existsSync(kind) && KINDS.has(readFileSync(kind, "utf8").trim()) ? null : "by-hand";
}

/** Loads electron-updater with what fits this installation. */
export async function openUpdater(): Promise<LibraryUpdater> {
  const { autoUpdater, CancellationToken } = await import("electron-updater");
  return new LibraryUpdater(autoUpdater, () => new CancellationToken());
}

/** electron-updater, which does nothing by itself here: it is asked for each step. */
export class LibraryUpdater implements Updater {
  readonly #library: AppUpdater;
  readonly #newToken: () => CancellationToken;
  #fetching: Promise<unknown> = Promise.resolve();

  constructor(library: AppUpdater, newToken: () => CancellationToken) {
    this.#library = library;
    this.#newToken = newToken;
    library.autoDownload = false;
    library.autoInstallOnAppQuit = false;
    library.disableWebInstaller = true;
    // What fails is a rejection as well, which the lab logs.
    library.logger = null;
    // It would tell the feed a number of this installation: who is asked need not know who asks.
    library.requestHeaders = { "x-user-staging-id": "none" };
  }

  async check(): Promise<Update | null> {
    const result = await this.#library.checkForUpdates();
    if (result === null) throw new Error("An app that is not packaged has no updates.");
    if (!result.isUpdateAvailable) return null;
    const { version, releaseNotes } = result.updateInfo;
    return { version, notes: plainNotes(releaseNotes) };
  }

  async download(onPercent: (percent: number) => void, signal: AbortSignal): Promise<void> {
    // One that was given up clears away what it left: until then the library would take it for this one.
    await this.#fetching.catch(() => undefined);
    signal.throwIfAborted();
    const token = this.#newToken();
    const onProgress = ({ percent }: ProgressInfo) => onPercent(percent);
    const cancel = () => token.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    this.#library.on("download-progress", onProgress);
    try {
      this.#fetching = this.#library.downloadUpdate(token);
      await this.#fetching;
    } finally {
      signal.removeEventListener("abort", cancel);
      this.#library.off("download-progress", onProgress);
    }
  }

  /** Installs what was fetched and ends the app. @returns only to throw, if it could not be installed */
  install(): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.#library.once("error", reject);
      // With its installer's window, where it has one; the new version is started afterwards.
      this.#library.quitAndInstall(false, true);
    });
  }
}
