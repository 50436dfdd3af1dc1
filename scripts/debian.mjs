// A Debian package of the unpacked app, made without anything that has to be downloaded.
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
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
  const makePackage = library();
  if (makePackage === null) return { reason: "electron-installer-debian is not installed" };
  const icons = await readdir(join(ROOT, "build", "icons"));
  const { packagePaths } = await makePackage({
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
    desktopTemplate: join(ROOT, "build", "linux", "tasklab.desktop.ejs"),
    icon: Object.fromEntries(
      icons.map((name) => [basename(name, ".png"), join(ROOT, "build", "icons", name)]),
    ),
    compression: "xz",
    rename: (/** @type {string} */ folderOfIt, /** @type {string} */ file) =>
      join(folderOfIt, file),
    logger: () => undefined,
  });
  return { path: packagePaths[0] };
}

/**
 * The library, which comes without types.
 * @returns {((options: object) => Promise<{ packagePaths: [string] }>) | null} null where it is not installed: it installs on Linux and macOS alone
 */
function library() {
  try {
    return createRequire(import.meta.url)("electron-installer-debian");
  } catch {
    return null;
  }
}
