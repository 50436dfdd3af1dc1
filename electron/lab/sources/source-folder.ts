import { randomUUID } from "node:crypto";
import { rename, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../../shared/result";
import { languageOf } from "../../../shared/sources";
import type { SourceEntry } from "../../../shared/sources";
import { refusal } from "../../../shared/texts/refusal";
import { codeOf, diskFailure } from "../files/disk";
import { filesIn, removeOldFiles, removeStaleDrafts } from "../files/leftovers";
import { makeFolder } from "../files/make-folder";
import { claimAndRename, createWholeFile, draftName } from "../files/whole-file";
import { DELETED_SOURCES_MS, MAX_LISTED_SOURCES } from "../limits";
import { documentOf, noSuchDocument } from "./document-id";

const DELETED_FOLDER = ".deleted";
/** What stands before a deleted program's name: 36 characters of its own, and a hyphen. */
const DELETED_NAME = /^[0-9a-f-]{36}-(.+)$/su;

/**
 * The lab's own folder for programs. A program's name is its file's, so that whatever is put into
 * the folder by hand is there as well.
 *
 * Names come from pages: a file is only ever touched if the folder itself lists it under that name.
 */
export class SourceFolder {
  readonly #folder: string;
  readonly #deleted: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#deleted = join(folder, DELETED_FOLDER);
  }

  /** By name. @throws LabError ("storage") */
  async list(): Promise<{ sources: SourceEntry[]; others: number }> {
    try {
      const names = (await this.#names()).sort((one, other) => one.localeCompare(other));
      const listed = await Promise.all(
        names.slice(0, MAX_LISTED_SOURCES).map(async (name): Promise<SourceEntry | null> => {
          const about = await measured(join(this.#folder, name));
          return about === null
            ? null
            : {
                document: documentOf("library", name),
                name,
                language: languageOf(name)!,
                place: null,
                ...about,
              };
        }),
      );
      const sources = listed.filter((entry) => entry !== null);
      return { sources, others: Math.max(0, names.length - MAX_LISTED_SOURCES) };
    } catch (error) {
      throw diskFailure(refusal("disk.programsList"), error);
    }
  }

  /** Where a program is. @throws LabError ("not-found", "storage") */
  async find(name: string): Promise<string> {
    try {
      if ((await this.#names()).includes(name)) return join(this.#folder, name);
    } catch (error) {
      throw diskFailure(refusal("disk.programFind"), error);
    }
    throw noSuchDocument(name);
  }

  /** Writes a program under a name that no other has. @throws LabError ("conflict", "storage") */
  async create(name: string, content: string): Promise<void> {
    try {
      await makeFolder(this.#folder);
      if (await this.#isTaken(name)) throw nameTaken(name);
      const draft = join(this.#folder, draftName());
      await createWholeFile(join(this.#folder, name), content, draft);
    } catch (error) {
      if (codeOf(error) === "EEXIST") throw nameTaken(name);
      throw diskFailure(refusal("disk.programSave"), error);
    }
  }

  /** @throws LabError ("conflict", "not-found", "storage") */
  async rename(name: string, newName: string): Promise<void> {
    const path = await this.find(name);
    if (newName === name) return;
    const newPath = join(this.#folder, newName);
    try {
      // Where capital letters make no difference to the disk, the other one is this one.
      const isSelf = newName.toLowerCase() === name.toLowerCase();
      if (isSelf) await rename(path, newPath);
      else if (await this.#isTaken(newName)) throw nameTaken(newName);
      else await claimAndRename(path, newPath);
    } catch (error) {
      if (codeOf(error) === "EEXIST") throw nameTaken(newName);
      throw diskFailure(refusal("disk.programRename"), error);
    }
  }

  /** Puts a program aside. @returns what `restore` takes @throws LabError ("not-found", "storage") */
  async delete(name: string): Promise<string> {
    const path = await this.find(name);
    const deleted = `${randomUUID()}-${name}`;
    try {
      await makeFolder(this.#deleted);
      await rename(path, join(this.#deleted, deleted));
      // From now on it is kept for a while, however old it is.
      const now = new Date();
      await utimes(join(this.#deleted, deleted), now, now);
      return deleted;
    } catch (error) {
      throw diskFailure(refusal("disk.programDelete"), error);
    }
  }

  /** Brings a deleted program back. @returns its name @throws LabError ("conflict", "not-found", "storage") */
  async restore(deleted: string): Promise<string> {
    try {
      const name = DELETED_NAME.exec(deleted)?.[1];
      if (name === undefined || !(await filesIn(this.#deleted)).includes(deleted)) {
        throw new LabError("not-found", refusal("program.goneForGood"), "deleted");
      }
      if (await this.#isTaken(name)) throw nameTaken(name);
      await claimAndRename(join(this.#deleted, deleted), join(this.#folder, name));
      return name;
    } catch (error) {
      throw diskFailure(refusal("disk.programBack"), error);
    }
  }

  /** Removes what was deleted long ago, and what a lab that was killed had not finished. @throws LabError ("storage") */
  async sweep(): Promise<void> {
    try {
      await removeOldFiles(this.#deleted, isDeleted, DELETED_SOURCES_MS);
      await removeStaleDrafts(this.#folder);
    } catch (error) {
      throw diskFailure(refusal("disk.oldPrograms"), error);
    }
  }

  async #names(): Promise<string[]> {
    const names = await filesIn(this.#folder);
    return names.filter((name) => !name.startsWith(".") && languageOf(name) !== null);
  }

  /** Also by one that differs in capital letters alone: on another system the two would be one. */
  async #isTaken(name: string): Promise<boolean> {
    const wanted = name.toLowerCase();
    return (await this.#names()).some((one) => one.toLowerCase() === wanted);
  }
}

/** Whether a name is one that `delete` has given. */
export const isDeleted = (name: string): boolean => DELETED_NAME.test(name);

/** Null for a file that went away. */
export async function measured(
  path: string,
): Promise<Pick<SourceEntry, "bytes" | "changedAt"> | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, changedAt: mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function nameTaken(name: string): LabError {
  return new LabError("conflict", refusal("name.programTaken", { name }), "name");
}
