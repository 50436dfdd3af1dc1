import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "./disk";

/** What a file is made of, at once or piece by piece. */
type Content = string | AsyncIterable<string> | Iterable<Uint8Array>;

/** What the names of files begin with that are not whole yet. */
export const DRAFT_PREFIX = ".draft-";

/** A name that no other file has, of this process or another one. */
export function draftName(): string {
  return `${DRAFT_PREFIX}${randomUUID()}`;
}

/**
 * Puts `content` into a new file, whole or not at all.
 * @param draft where it is written, on the same disk, until it is whole
 * @throws the system's error (EEXIST if there is such a file), or what `content` throws; nothing is left then
 */
export async function createWholeFile(
  path: string,
  content: Content,
  draft: string,
): Promise<void> {
  await withDraft(draft, content, () => claimAndRename(draft, path));
}

/**
 * Puts `content` into a file that may be there already: it is replaced whole or not at all.
 * @throws the system's error, or what `content` throws; the file is as it was then
 */
export async function replaceWholeFile(path: string, content: Content): Promise<void> {
  const target = await realpath(path).catch(() => path);
  if (await isSpecial(target)) return writeFile(target, content);
  const draft = join(dirname(target), draftName());
  await withDraft(draft, content, () => rename(draft, target));
}

/**
 * Gives a file a name that no other one has.
 * @throws the system's error: EEXIST if there is one of that name
 */
export async function claimAndRename(from: string, to: string): Promise<void> {
  // A rename replaces what is there. Whoever creates the file first may replace it.
  await writeFile(to, "", { flag: "wx" });
  try {
    await rename(from, to);
  } catch (error) {
    await rm(to, { force: true });
    throw error;
  }
}

async function withDraft(
  draft: string,
  content: Content,
  finish: () => Promise<void>,
): Promise<void> {
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await finish();
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A device or a pipe takes what is written into it, and must not be replaced. */
async function isSpecial(path: string): Promise<boolean> {
  try {
    const target = await stat(path);
    return !target.isFile() && !target.isDirectory();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}
