import { spawn } from "node:child_process";
import { once } from "node:events";
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
  return existsSync(electronBinary()) ? null : "Electron's binary is not installed";
}

function electronBinary(): string {
  const pathFile = join(ELECTRON, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  return join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(ELECTRON, "dist"), name);
}

/** The packaged app, as `npm run dist -- --folder --test` leaves it here; null where there is none. */
export function packagedApp(): string | null {
  const folders = [
    "linux-unpacked/tasklab",
    "linux-arm64-unpacked/tasklab",
    "win-unpacked/Tasklab.exe",
    "mac/Tasklab.app/Contents/MacOS/Tasklab",
    "mac-arm64/Tasklab.app/Contents/MacOS/Tasklab",
  ];
  return folders.map((path) => join(ROOT, "dist", path)).find((path) => existsSync(path)) ?? null;
}

/** Why the packaged app cannot run here; null if it can. */
export function packagedAppIsMissing(): string | null {
  const missing = "the app is not packaged: npm run dist -- --folder --test";
  return desktopIsMissing() ?? (packagedApp() === null ? missing : null);
}

/** What the app is started with. @param asked files and links that it is to open */
function argumentsOf(executable: string | undefined, asked: readonly string[]): string[] {
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  return [
    ...(executable === undefined ? [ROOT] : []),
    ...(asRoot ? ["--no-sandbox"] : []),
    // Specs name what they see in English, whatever the machine speaks.
    "--lang=en-US",
    ...asked,
  ];
}

const environmentOf = (profile: string) => ({
  ...(process.env as Record<string, string>),
  TASKLAB_PROFILE: profile,
});

/**
 * Starts the app with the profile of one that runs, as a system does that hands something over to it.
 * @returns its exit code
 */
export async function startAgain(
  profile: string,
  executable: string | undefined,
  ...asked: string[]
): Promise<number | null> {
  const program = executable ?? electronBinary();
  const options = { env: environmentOf(profile), stdio: "ignore" } as const;
  const [code] = await once(spawn(program, argumentsOf(executable, asked), options), "exit");
  return code as number | null;
}

/**
 * Starts the desktop app with `profile` and waits for its window.
 * @param executable a packaged app; the build in `out/` without
 * @param asked files and links that it is to open
 */
export async function openOnDesktop(
  profile: string,
  executable?: string,
  asked: readonly string[] = [],
): Promise<Host> {
  const problems = new Problems();
  const app = await _electron.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: argumentsOf(executable, asked),
    env: environmentOf(profile),
  });
  const main = app.process();
  if (main.stderr !== null) {
    problems.watchOutput(main.stderr, (line) => OWN_LINE.test(line) && !CHROMIUM_LINE.test(line));
  }
  const page = await app.firstWindow();
  problems.watchPage(page);
  return {
    page,
    pid: main.pid ?? 0,
    problems,
    app,
    server: null,
    openSecondPage: null,
    openPageToCutOff: null,
    call: (name, input) =>
      page.evaluate(([name, input]) => window.tasklab.call(name, input), [name, input] as const),
    close: async () => {
      if (main.exitCode === null && main.signalCode === null) await app.close();
    },
  };
}

declare global {
  interface Window {
    tasklab: { call(name: string, input: unknown): Promise<unknown> };
  }
}
