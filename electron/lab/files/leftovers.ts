import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { STALE_DRAFT_MS } from "../limits";
import { codeOf } from "./disk";
import { DRAFT_PREFIX } from "./whole-file";

/** The names of the files in a folder. One that is not there holds none. @throws the system's error */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/**
 * Removes the files of a folder that `isMeant` picks by their names and that nobody has changed for
 * `age` milliseconds.
 * @throws the system's error
 */
export async function removeOldFiles(
  folder: string,
  isMeant: (name: string) => boolean,
  age: number,
): Promise<void> {
  const oldest = Date.now() - age;
  for (const name of await filesIn(folder)) {
    if (!isMeant(name)) continue;
    const path = join(folder, name);
    if ((await changedAt(path)) < oldest) await rm(path, { force: true });
  }
}

/** Removes what a lab that was killed had not finished writing. @throws the system's error */
export function removeStaleDrafts(folder: string): Promise<void> {
  return removeOldFiles(folder, (name) => name.startsWith(DRAFT_PREFIX), STALE_DRAFT_MS);
}

/** In milliseconds since 1970. A draft that was just given its name is not old. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return Infinity;
    throw error;
  }
}
