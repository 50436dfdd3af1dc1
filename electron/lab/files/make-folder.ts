import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "./disk";

/**
 * Makes a folder, with those that it lies in, if it is not there.
 * @throws the system's error: its own, where Node says of any disk that refuses that a folder is missing
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    await makeOneByOne(path);
  }
}

async function makeOneByOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error;
    await makeOneByOne(dirname(path));
    await mkdir(path);
  }
}
