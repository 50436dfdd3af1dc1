import { rename } from "node:fs/promises";
import { codeOf } from "./disk";

/**
 * Gives whatever stands at `path` another name beside it, so that a file that cannot be used is lost to
 * nobody. One that is gone already is nobody's to lose.
 * @returns where it is now @throws the system's error
 */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(":", "-")}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
  return aside;
}
