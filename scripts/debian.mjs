// A Debian package of the unpacked app, made without anything that has to be downloaded.
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { ROOT, run } from "./process.mjs";

/**
 * What is used of the library's installer, which comes without types.
 * @typedef {object} Installer
 * @property {string} stagingDir
 * @property {() => Promise<unknown>} generateDefaults
 * @property {() => void} generateOptions
 * @property {() => Promise<void>} createStagingDir
 * @property {() => Promise<void>} createContents
 * @property {() => Promise<void>} createPackage
 * @property {() => Promise<void>} movePackage
 * @property {{ packagePaths: [string] }} options
 */

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };
const LINUX = join(ROOT, "build", "linux");

/**
 * Makes a Debian package of `folder` in `target`.
 * @param {string} folder the unpacked app
 * @param {string} target a folder
 * @returns {Promise<{ path: string } | { reason: string }>} `reason` goes on after "could not be made: …"
 */
export async function debianPackage(folder, target) {
  const arch = ARCHITECTURES[/** @type {keyof typeof ARCHITECTURES} */ (process.arch)];
  if (arch === undefined) return { reason: `there is no name for ${process.arch} at Debian` };
  for (const tool of ["dpkg-deb", "fakeroot"]) {
    const found = await run(tool, ["--version"], { quiet: true }).catch(() => ({ code: 1 }));
    if (found.code !== 0) return { reason: `${tool} is not installed` };
  }
  const Installer = installerClass();
  if (Installer === null) return { reason: "electron-installer-debian is not installed" };
  const icons = await readdir(join(ROOT, "build", "icons"));
  const installer = new Installer({
    src: folder,
    dest: target,
    arch,
    name: "tasklab",
    productName: "Tasklab",
    genericName: "Concurrency lab",
    bin: "tasklab",
    section: "education",
    maintainer: "Tasklab contributors <tasklab@users.noreply.github.com>",
    description: "See cooperative concurrency at work",
    productDescription:
      "A desktop lab in which people see coroutines, tasks, awaiting and cancelling: a timeline " +
      "of every step, lessons whose cells run, programs in TypeScript and Python.",
    categories: ["Education", "Development"],
    mimeType: ["application/x-tasklab-recording", "x-scheme-handler/tasklab"],
    desktopTemplate: join(LINUX, "tasklab.desktop.ejs"),
    icon: Object.fromEntries(
      icons.map((name) => [basename(name, ".png"), join(ROOT, "build", "icons", name)]),
    ),
    compression: "xz",
    rename: (/** @type {string} */ folderOfIt, /** @type {string} */ file) =>
      join(folderOfIt, file),
    logger: () => undefined,
  });
  await installer.generateDefaults();
  installer.generateOptions();
  await installer.createStagingDir();
  await installer.createContents();
  await addFiles(installer.stagingDir);
  await installer.createPackage();
  await installer.movePackage();
  const [path] = installer.options.packagePaths;
  return { path };
}

/** @returns {(new (options: object) => Installer) | null} null where it is not installed: it installs on Linux and macOS alone */
function installerClass() {
  try {
    return createRequire(import.meta.url)("electron-installer-debian").Installer;
  } catch {
    return null;
  }
}

/**
 * What the library puts into no package: it tells the desktop what a recording is.
 * @param {string} root the package's contents
 */
async function addFiles(root) {
  const mimeTypes = join(root, "usr/share/mime/packages");
  await mkdir(mimeTypes, { recursive: true });
  await copyFile(join(LINUX, "tasklab-mime.xml"), join(mimeTypes, "tasklab.xml"));
}
