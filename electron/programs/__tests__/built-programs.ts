import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { buildPrograms } from "../build";

export const ROOT = resolve(import.meta.dirname, "../../..");

/** So long may a build take on a busy machine, in milliseconds. */
export const BUILD_PATIENCE_MS = 300_000;
const LOOK_AGAIN_MS = 50;

/**
 * What runs programs, built once for all test files of a run. It is there for all of them: nothing is to
 * be changed in it.
 * @returns the folder
 */
export async function builtPrograms(): Promise<string> {
  const folder = inject("programsFolder");
  const built = join(folder, "built");
  const failure = join(folder, "failure.txt");
  if (await isFirst(join(folder, "building"))) {
    try {
      await buildPrograms(ROOT, join(folder, "building"));
      await rename(join(folder, "building"), built);
    } catch (error) {
      await writeFile(failure, String(error));
      throw error;
    }
    return built;
  }
  while (!(await isThere(built))) {
    if (await isThere(failure)) throw new Error(await readFile(failure, "utf8"));
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return built;
}

/** Of those that ask at once, one makes the folder. */
async function isFirst(folder: string): Promise<boolean> {
  try {
    await mkdir(`${folder}.begun`);
    return true;
  } catch {
    return false;
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
