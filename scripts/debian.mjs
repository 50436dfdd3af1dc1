// A Debian package of the unpacked app, made without anything that has to be downloaded.
import { chmod, copyFile, mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { ROOT, run } from "./process.mjs";

const ARCHITECTURES = { x64: "amd64", arm64: "arm64" };

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
  const Installer = library();
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
    desktopTemplate: join(ROOT, "build", "linux", "tasklab.desktop.ejs"),
    icon: Object.fromEntries(
      icons.map((name) => [basename(name, ".png"), join(ROOT, "build", "icons", name)]),
    ),
    compression: "xz",
    rename: (/** @type {string} */ folderOfIt, /** @type {string} */ file) =>
      join(folderOfIt, file),
    logger: () => undefined,
  });
  // What the library's own function does, with one file more.
  await installer.generateDefaults();
  installer.generateOptions();
  await installer.createStagingDir();
  await installer.createContents();
  await addFileType(join(installer.stagingDir, installer.baseAppDir));
  await installer.createPackage();
  await installer.movePackage();
  return { path: installer.options.packagePaths[0] };
}

/**
 * Tells the system what a recording is. Packages of Debian's own see to it that it takes that in, and forgets it
 * with this package: triggers of shared-mime-info.
 * @param {string} usr the folder of that name in the package
 */
async function addFileType(usr) {
  const path = join(usr, "share", "mime", "packages", "tasklab.xml");
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  await copyFile(join(ROOT, "build", "linux", "tasklab.xml"), path);
  await chmod(path, 0o644);
}

/**
 * What is used of the library, which comes without types.
 * @typedef {object} Installer
 * @property {string} stagingDir what the package is made of
 * @property {string} baseAppDir the folder in it that everything is put into
 * @property {{ packagePaths: [string] }} options
 * @property {() => Promise<unknown>} generateDefaults
 * @property {() => object} generateOptions
 * @property {() => Promise<unknown>} createStagingDir
 * @property {() => Promise<unknown>} createContents
 * @property {() => Promise<unknown>} createPackage
 * @property {() => Promise<unknown>} movePackage
 */

/** @returns {(new (options: object) => Installer) | null} null where it is not installed: it installs on Linux and macOS alone */
function library() {
  try {
    return createRequire(import.meta.url)("electron-installer-debian").Installer;
  } catch {
    return null;
  }
}
