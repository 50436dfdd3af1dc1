// Running other programs: the one place that knows how npm, package binaries and signals differ by platform.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>; quiet?: boolean; aside?: boolean }} [options] `quiet` keeps its output back,
 *   `aside` sends it to where errors go: standard output is another program's
 * @returns {Promise<{ code: number; output: string }>} `output` is what it wrote, if it was quiet
 */
export function run(command, args, { env = {}, quiet = false, aside = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["inherit", aside ? 2 : "inherit", "inherit"],
    });
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => void (output += chunk.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Starts a program that has the terminal until it ends; signals sent to this process reach it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<number>} its exit status
 */
export function runInForeground(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: "inherit" });
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      // A terminal sends Ctrl+C to both; passed on once more, it would read as a second one.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    const stop = () => void process.off("SIGINT", forward).off("SIGTERM", forward);
    child.once("error", (error) => {
      stop();
      reject(error);
    });
    child.once("close", (code) => {
      stop();
      resolve(code ?? 1);
    });
  });
}

/**
 * The script behind a package's command: run with Node itself, it needs no shell, on Windows
 * neither, and a folder with spaces is no trouble.
 * @param {string} packageName
 * @param {string} [command] the package's own name by default
 * @returns {string}
 */
export function scriptOf(packageName, command = packageName) {
  const folder = join(ROOT, "node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/**
 * Runs npm, the one that started this script if one did.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 * @returns {Promise<{ code: number; output: string }>}
 */
export function npm(args, options) {
  const started = process.env["npm_execpath"];
  if (started !== undefined && existsSync(started))
    return run(process.execPath, [started, ...args], options);
  return run(process.platform === "win32" ? "npm.cmd" : "npm", args, options);
}
