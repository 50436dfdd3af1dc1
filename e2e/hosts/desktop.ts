import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { _electron } from "@playwright/test";
import type { Host } from "./host";
import { Problems } from "./problems";

const ROOT = join(import.meta.dirname, "../..");
const ELECTRON = join(ROOT, "node_modules/electron");

/** Lines on the main process's error stream that are its own, and not Chromium's. */
const OWN_LINE = /^tasklab: |\b(Error|UnhandledPromiseRejection|Uncaught)\b.*|^\(node:\d+\)/;
const CHROMIUM_LINE = /^\[\d+[:/].*\b(ERROR|WARNING|INFO):/;

/** Why the desktop app cannot run here; null if it can. */
export function desktopIsMissing(): string | null {
  const said = process.env["TASKLAB_NO_DESKTOP"];
  if (said !== undefined && said !== "") return said;
  const pathFile = join(ELECTRON, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(ELECTRON, "dist");
  return existsSync(join(folder, name)) ? null : "Electron's binary is not installed";
}

/** Starts the built desktop app with `profile` and waits for its window. */
export async function openOnDesktop(profile: string): Promise<Host> {
  const problems = new Problems();
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  const app = await _electron.launch({
    args: [ROOT, ...(asRoot ? ["--no-sandbox"] : [])],
    env: { ...(process.env as Record<string, string>), TASKLAB_PROFILE: profile },
  });
  const { stderr } = app.process();
  if (stderr !== null) {
    problems.watchOutput(stderr, (line) => OWN_LINE.test(line) && !CHROMIUM_LINE.test(line));
  }
  const page = await app.firstWindow();
  problems.watchPage(page);
  return {
    page,
    problems,
    openSecondPage: null,
    openPageToCutOff: null,
    call: (name, input) =>
      page.evaluate(([name, input]) => window.tasklab.call(name, input), [name, input] as const),
    close: () => app.close(),
  };
}

declare global {
  interface Window {
    tasklab: { call(name: string, input: unknown): Promise<unknown> };
  }
}
