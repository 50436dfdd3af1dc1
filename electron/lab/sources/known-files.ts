import { createHash } from "node:crypto";
import { basename } from "node:path";
import { z } from "zod";
import { languageOf } from "../../../shared/sources";
import type { SourceEntry } from "../../../shared/sources";
import { refusal } from "../../../shared/texts/refusal";
import { diskFailure } from "../files/disk";
import { JsonFile } from "../files/json-file";
import { KeptValue } from "../files/kept-value";
import { MAX_KNOWN_FILES } from "../limits";
import { documentOf, noSuchDocument } from "./document-id";
import { measured } from "./source-folder";

const schema = z.array(z.string());

/**
 * Files outside of the lab's folder that the user chose in a dialog. A page names them by an id that
 * says nothing of where they are, so that it reaches no file that was not chosen.
 */
export class KnownFiles {
  readonly #files: KeptValue<readonly string[]>;

  /**
   * @param path where the list is kept
   * @param warn hears of a list that cannot be read
   */
  constructor(path: string, warn: (message: string) => void) {
    const content = { title: "The list of files elsewhere", fallback: [], schema };
    this.#files = new KeptValue(new JsonFile<readonly string[]>(path, content), warn);
  }

  async list(): Promise<SourceEntry[]> {
    const listed = await Promise.all(
      (await this.#files.read()).map(async (path): Promise<SourceEntry | null> => {
        const name = basename(path);
        const language = languageOf(name);
        // One on a disk that is not there now may be there again.
        const about = await measured(path).catch(() => null);
        if (language === null || about === null) return null;
        return { document: documentOf("file", idOf(path)), name, language, place: path, ...about };
      }),
    );
    return listed.filter((entry) => entry !== null);
  }

  /** Where a file is. @throws LabError ("not-found") */
  async find(id: string): Promise<string> {
    const path = (await this.#files.read()).find((one) => idOf(one) === id);
    if (path === undefined) throw noSuchDocument(id);
    return path;
  }

  /** Remembers a file. @returns its id @throws LabError ("storage") */
  async add(path: string): Promise<string> {
    await this.#change((files) =>
      [path, ...files.filter((one) => one !== path)].slice(0, MAX_KNOWN_FILES),
    );
    return idOf(path);
  }

  /** Takes a file off the list, and leaves it where it is. @throws LabError ("not-found", "storage") */
  async forget(id: string): Promise<void> {
    const path = await this.find(id);
    await this.#change((files) => files.filter((one) => one !== path));
  }

  /** Resolves when everything is written that was to be. */
  close(): Promise<void> {
    return this.#files.close();
  }

  async #change(change: (files: readonly string[]) => readonly string[]): Promise<void> {
    try {
      await this.#files.change(change);
    } catch (error) {
      throw diskFailure(refusal("disk.filesList"), error);
    }
  }
}

function idOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 24);
}
