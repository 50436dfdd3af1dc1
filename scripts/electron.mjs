// Electron's binary: where it is, and, where it is not, an attempt to download it that does not keep
// anybody waiting on a network that is not there.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT, run } from "./process.mjs";

/** How long a download may give no sign of life before it is given up, in milliseconds. */
const SILENCE_MS = 25_000;
const FOLDER = join(ROOT, "node_modules", "electron");

/**
 * The binary as Electron's own package finds it, without that package's attempt to download it.
 * @returns {string | null} null where it is not
 */
function findElectron() {
  const pathFile = join(FOLDER, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : "electron";
  const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(FOLDER, "dist");
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/**
 * Finds Electron's binary, downloading it first if it is missing.
 * @returns {Promise<{ path: string } | { reason: string }>} `reason` goes on after "Electron …"
 */
export async function obtainElectron() {
  const found = findElectron();
  if (found !== null) return { path: found };
  try {
    await download();
  } catch (error) {
    return { reason: `could not be downloaded (${reasonOf(error)})` };
  }
  // Extracts what was just downloaded: its checksums are looked at once more.
  const { code, output } = await run(process.execPath, [join(FOLDER, "install.js")], {
    quiet: true,
  });
  const path = findElectron();
  if (path !== null) return { path };
  return { reason: `could not be unpacked (status ${code}: ${output.trim().split("\n")[0]})` };
}

/** Puts the archive into Electron's own cache. Rejects when nothing has come for `SILENCE_MS`. */
async function download() {
  const require = createRequire(join(FOLDER, "install.js"));
  const { downloadArtifact } = await import(pathToFileURL(require.resolve("@electron/get")).href);
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`no answer for ${SILENCE_MS / 1_000} s`));
  let silence = setTimeout(giveUp, SILENCE_MS);
  const progress = progressLine("Downloading Electron");
  // Before the first byte there is no progress to be told of, but that it is tried can be said.
  const waiting = setInterval(() => progress.say("waiting for an answer"), 1_000);
  progress.say("asking for it");
  try {
    await downloadArtifact({
      version: JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8")).version,
      artifactName: "electron",
      platform: process.env["npm_config_platform"] ?? process.platform,
      arch: process.env["npm_config_arch"] ?? process.arch,
      cacheRoot: process.env["electron_config_cache"],
      checksums: require("./checksums.json"),
      downloadOptions: {
        quiet: true,
        signal: controller.signal,
        getProgressCallback: async (
          /** @type {{ percent: number; transferred: number }} */ { percent, transferred },
        ) => {
          clearTimeout(silence);
          clearInterval(waiting);
          silence = setTimeout(giveUp, SILENCE_MS);
          const megabytes = Math.round(transferred / 1_000_000);
          progress.say(`${Math.round(percent * 100)} % (${megabytes} MB)`);
        },
      },
    });
  } finally {
    clearTimeout(silence);
    clearInterval(waiting);
    progress.end();
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && cause.message !== "") return cause.message;
  return error.message;
}

/** One line that is written over on a terminal, and written once elsewhere. @param {string} title */
function progressLine(title) {
  const { stdout } = process;
  const started = Date.now();
  let last = "";
  return {
    /** @param {string} state */
    say(state) {
      if (!stdout.isTTY) {
        if (last === "") stdout.write(`${title}: ${state} …\n`);
        last = state;
        return;
      }
      const seconds = Math.round((Date.now() - started) / 1_000);
      stdout.write(`\r\x1b[K${title}: ${state} … ${seconds} s`);
    },
    end() {
      if (stdout.isTTY) stdout.write("\r\x1b[K");
    },
  };
}
