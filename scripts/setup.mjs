// What has to be there before anything else can run: Node in a version that will do, the packages
// that the lock file names, and a build of the sources as they are now.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm, ROOT, run, scriptOf } from "./process.mjs";

const OLDEST_NODE = [20, 19];
const LOCK_FILE = join(ROOT, "package-lock.json");
/** What npm itself notes of the packages that it installed. */
const INSTALLED_FILE = join(ROOT, "node_modules", ".package-lock.json");
const BUILT_STAMP = join(ROOT, "out", ".built");
/** What a build is made of. */
const SOURCES = [
  "build",
  "docs",
  "electron",
  "examples",
  "lessons",
  "renderer",
  "shared",
  "package-lock.json",
  "electron.vite.config.ts",
];

/** Thrown with a sentence that says what to do: it is shown as it is, without a stack. */
export class SetupError extends Error {}

/**
 * Makes sure that the packages are installed as the lock file has them.
 * @throws {SetupError}
 */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new SetupError(
      `Tasklab needs Node ${OLDEST_NODE.join(".")} or later, and this is ${process.versions.node}.`,
    );
  }
  if (isInstalled()) return;
  // Standard output belongs to what is run next: a program, with `npm run lab`.
  console.error("Installing the packages that Tasklab is built with …");
  // Electron's packages ask for the Node inside of it, which is newer than the one that installs them.
  const install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code } = await npm(install, { aside: true });
  if (code !== 0) {
    throw new SetupError("The packages could not be installed: npm's own words stand above.");
  }
}

/** Whether what npm installed is what the lock file names; optional packages may be missing, as on platforms that they are not for. */
function isInstalled() {
  const installed = packagesIn(INSTALLED_FILE);
  return Object.entries(packagesIn(LOCK_FILE)).every(
    ([path, { version, optional }]) =>
      path === "" || installed[path]?.version === version || (optional && !(path in installed)),
  );
}

/**
 * @param {string} path a lock file
 * @returns {Record<string, { version?: string; optional?: boolean }>} by folder; none if there is no such file
 */
function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return {};
  }
}

/**
 * Makes sure that `out/` is built from the sources as they are.
 * @returns {Promise<boolean>} whether it had to be built
 * @throws {SetupError}
 */
export async function ensureBuilt() {
  const files = SOURCES.flatMap((source) => [...filesIn(join(ROOT, source))]);
  const wanted = digestOf(files, (path) => {
    const { mtimeMs, size } = statSync(path);
    return `${path} ${mtimeMs} ${size}\n`;
  });
  if (stampIs(BUILT_STAMP, wanted)) return false;
  console.error("Building Tasklab …");
  const { code, output } = await run(process.execPath, [scriptOf("electron-vite"), "build"], {
    quiet: true,
  });
  if (code !== 0) throw new SetupError(`${output}\nTasklab could not be built.`);
  stamp(BUILT_STAMP, wanted);
  return true;
}

/** @param {string} path @returns {Generator<string>} the file itself, or all files below the folder */
function* filesIn(path) {
  if (!statSync(path).isDirectory()) return yield path;
  for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name));
}

/** @param {readonly string[]} paths @param {(path: string) => string | Buffer} read */
function digestOf(paths, read) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(read(path));
  return hash.digest("hex");
}

/** @param {string} path @param {string} digest */
function stampIs(path, digest) {
  try {
    return readFileSync(path, "utf8") === digest;
  } catch {
    return false;
  }
}

/** @param {string} path @param {string} digest */
function stamp(path, digest) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, digest);
}
