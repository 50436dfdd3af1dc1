// A Chromium for the end-to-end tests: Playwright's own, one that is installed, or one that can be.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, scriptOf } from "./process.mjs";

const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
];
/** How long an installation may take, in milliseconds. */
const INSTALL_MS = 300_000;

/**
 * Finds a Chromium, installing one if there is none and it can be done without asking anybody.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function obtainBrowser() {
  const found = await findBrowser();
  if (found !== null) return { path: found };
  console.log("No Chromium is installed: getting one for the end-to-end tests …");
  await bounded([process.execPath, scriptOf("playwright"), "install", "chromium"]);
  const downloaded = await findBrowser();
  if (downloaded !== null) return { path: downloaded };
  if (isDebian() && process.getuid?.() === 0) {
    await bounded(["apt-get", "update", "-q"]);
    await bounded(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]);
    const installed = await findBrowser();
    if (installed !== null) return { path: installed };
  }
  return {
    reason:
      "no Chromium was found, and none could be downloaded: install Chromium or Chrome, " +
      "or set TASKLAB_CHROMIUM to the path of one",
  };
}

/** @returns {Promise<string | null>} */
async function findBrowser() {
  const { chromium } = await import("@playwright/test");
  const candidates = [process.env["TASKLAB_CHROMIUM"], chromium.executablePath(), ...installed()];
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** Where browsers are installed on this platform. @returns {string[]} */
function installed() {
  if (process.platform === "darwin") {
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === "win32") {
    const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined);
    return folders.flatMap((folder) => [
      join(folder, "Google", "Chrome", "Application", "chrome.exe"),
      join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
    ]);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function isDebian() {
  return existsSync("/etc/debian_version") && readFileSync("/etc/debian_version", "utf8") !== "";
}

/** @param {[string, ...string[]]} command */
async function bounded([command, ...args]) {
  const timeout = new Promise((resolve) => setTimeout(resolve, INSTALL_MS).unref());
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  // What it says matters only if nothing is found afterwards, and then the reason says what to do.
  await Promise.race([run(command, args, { quiet: true, env }).catch(() => null), timeout]);
}
