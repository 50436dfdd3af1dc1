// `npm run dist`: packages the app for the machine that it runs on, into dist/.
//
// electron-builder makes the unpacked folder by itself, and every installer with tools that it
// downloads. Where those cannot be had, this still makes what needs none of them: on Linux an archive
// and a Debian package of the unpacked folder. What was left out is said at the end.
//
// TASKLAB_UPDATE_FEED is the https address at which the packages will lie with the lists of versions that
// electron-builder writes beside them; without it, the app has no updates.
//
// `--folder` makes the unpacked folder alone. `--test` leaves the inspector on, which Playwright
// drives the app through: not for users.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { create } from "tar";
import { debianPackage } from "./debian.mjs";
import { obtainElectron } from "./electron.mjs";
import { ROOT, run, scriptOf } from "./process.mjs";
import { ensureBuilt, ensureInstalled, SetupError } from "./setup.mjs";

const DIST = join(ROOT, "dist");
/** Where electron-builder's tools come from: it asks for them for most of a minute before it gives up. */
const TOOLS_ADDRESS = "https://github.com/electron-userland/electron-builder-binaries/releases";
const TOOLS_ANSWER_MS = 8_000;
/** The address of the feed that the app looks for new versions in; empty for none. */
const FEED = process.env["TASKLAB_UPDATE_FEED"] ?? "";
/** What `electron.builder.yml` asks for, by platform: each takes a tool that has to be downloaded. */
const INSTALLERS = {
  linux: ["AppImage", "deb", "rpm", "tar.gz"],
  win32: ["nsis"],
  darwin: ["dmg", "zip"],
};

const args = process.argv.slice(2);
const folderOnly = args.includes("--folder");
const forTests = args.includes("--test");

try {
  await ensureInstalled();
  await ensureBuilt();
  await pack();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function pack() {
  const electron = await obtainElectron();
  if ("reason" in electron) {
    throw new SetupError(`Electron ${electron.reason}: without it nothing can be packaged.`);
  }
  const distribution = `-c.electronDist=${distributionOf(electron.path)}`;
  const inspector = forTests ? ["-c.electronFuses.enableNodeCliInspectArguments=true"] : [];
  if (folderOnly) return build(["--dir", distribution, ...inspector]);

  const wanted = INSTALLERS[/** @type {keyof typeof INSTALLERS} */ (process.platform)] ?? [];
  const missing = await whyNoTools();
  // For other architectures than this machine's, electron-builder gets Electron itself.
  const given = process.env["ELECTRON_OVERRIDE_DIST_PATH"] === undefined ? [] : [distribution];
  if (missing === null) return build([...given, ...inspector]);
  await build(["--dir", distribution, ...inspector]);
  const made = process.platform === "linux" ? await withoutTools() : [];
  const left = wanted.filter((kind) => !made.includes(kind));
  console.log(`Left out: ${left.join(", ")}, for electron-builder's tools ${missing}.`);
}

/**
 * The folder that holds Electron: a Mac's binary lies deep inside of its app.
 * @param {string} binary
 */
function distributionOf(binary) {
  return process.platform === "darwin"
    ? dirname(dirname(dirname(dirname(binary))))
    : dirname(binary);
}

/**
 * Runs electron-builder.
 * @param {readonly string[]} rest
 * @throws {SetupError}
 */
async function build(rest) {
  const feed = feedOptions();
  rmSync(DIST, { recursive: true, force: true });
  const { code } = await run(process.execPath, [
    scriptOf("electron-builder"),
    "--config",
    "electron.builder.yml",
    "--publish",
    "never",
    ...feed,
    ...rest,
  ]);
  if (code !== 0) throw new SetupError("The app could not be packaged: the words above say why.");
}

/**
 * What has electron-builder write the feed's address into the app.
 * @throws {SetupError} for an address that others on the way could answer for
 */
function feedOptions() {
  if (FEED === "") return [];
  if (!URL.canParse(FEED) || new URL(FEED).protocol !== "https:") {
    throw new SetupError(`TASKLAB_UPDATE_FEED has to be an https address, not "${FEED}".`);
  }
  return ["-c.publish.provider=generic", `-c.publish.url=${FEED}`];
}

/** @returns {Promise<string | null>} why the tools cannot be downloaded, going on after "the tools …" */
async function whyNoTools() {
  try {
    const signal = AbortSignal.timeout(TOOLS_ANSWER_MS);
    const { status } = await fetch(TOOLS_ADDRESS, { method: "HEAD", signal });
    return status < 400 ? null : `could not be reached (status ${status})`;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    return `could not be reached (${cause instanceof Error ? cause.message : message})`;
  }
}

/**
 * What can be made of the unpacked folder with the packages that are installed.
 * @returns {Promise<string[]>} the kinds that were made
 */
async function withoutTools() {
  const folder = unpackedFolder();
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const base = `${name}-${version}-linux-${process.arch}`;
  const made = [];
  const archive = join(DIST, `${base}.tar.gz`);
  await create({ gzip: true, file: archive, cwd: folder, prefix: base, portable: true }, ["."]);
  console.log(`Made ${relative(ROOT, archive)}`);
  made.push("tar.gz");
  const debian = await debianPackage(folder, DIST);
  if ("path" in debian) {
    console.log(`Made ${relative(ROOT, debian.path)}`);
    made.push("deb");
  } else {
    console.log(`The Debian package could not be made: ${debian.reason}.`);
  }
  return made;
}

function unpackedFolder() {
  const names = ["linux-unpacked", "linux-arm64-unpacked"];
  const folder = names.map((name) => join(DIST, name)).find((path) => existsSync(path));
  if (folder === undefined) throw new SetupError("electron-builder made no unpacked folder.");
  return folder;
}
