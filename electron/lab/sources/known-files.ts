import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { z } from "zod";
import { languageOf } from "../../../shared/sources";
import type { SourceEntry } from "../../../shared/sources";
import { MAX_KNOWN_FILES } from "../limits";
import { replaceWholeFile } from "../recordings/whole-file";
import { documentOf, noSuchDocument } from "./document-id";
import { chunksOf, measured } from "./source-folder";

const stored = z.array(z.string());

/**
 * Files outside of the lab's folder that the user chose in a dialog. A page names them by an id that
 * says nothing of where they are, so that it reaches no file that was not chosen.
 */
export class KnownFiles {
  readonly #path: string;
  #files: Promise<readonly string[]> | null = null;

  /** @param path where the list is kept */
  constructor(path: string) {
    this.#path = path;
  }

  async list(): Promise<SourceEntry[]> {
    const listed = await Promise.all(
      (await this.#known()).map(async (path): Promise<SourceEntry | null> => {
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
    const path = (await this.#known()).find((one) => idOf(one) === id);
    if (path === undefined) throw noSuchDocument(id);
    return path;
  }

  /** Remembers a file. @returns its id */
  async add(path: string): Promise<string> {
    const others = (await this.#known()).filter((one) => one !== path);
    await this.#keep([path, ...others].slice(0, MAX_KNOWN_FILES));
    return idOf(path);
  }

  /** Takes a file off the list, and leaves it where it is. @throws LabError ("not-found") */
  async forget(id: string): Promise<string> {
    const path = await this.find(id);
    await this.#keep((await this.#known()).filter((one) => one !== path));
    return path;
  }

  #known(): Promise<readonly string[]> {
    this.#files ??= readFile(this.#path, "utf8").then(
      (text) => {
        try {
          return stored.parse(JSON.parse(text));
        } catch {
          // A list of what was open is not worth a sentence.
          return [];
        }
      },
      () => [],
    );
    return this.#files;
  }

  async #keep(files: readonly string[]): Promise<void> {
    this.#files = Promise.resolve(files);
    await mkdir(dirname(this.#path), { recursive: true });
    await replaceWholeFile(this.#path, chunksOf(`${JSON.stringify(files, null, 2)}\n`));
  }
}

function idOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 24);
}
