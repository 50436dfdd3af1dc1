import { dirname } from "node:path";
import { z } from "zod";
import { MAX_JSON_FILE_BYTES } from "../limits";
import { readBoundedText } from "./bounded-text";
import { codeOf } from "./disk";
import { makeFolder } from "./make-folder";
import { setAside } from "./set-aside";
import { replaceWholeFile } from "./whole-file";

export interface LoadedValue<T> {
  value: T;
  /** A sentence for the user, if the file could not be used. */
  problem: string | null;
}

interface Content<T> {
  /** What it is, as a sentence begins with it: "The settings". */
  readonly title: string;
  /** What holds without the file, or with one that cannot be used. */
  readonly fallback: T;
  /** What the file may say. A transform may throw an Error with a sentence that says what is wrong. */
  readonly schema: z.ZodType<T>;
}

/**
 * A value in one JSON file.
 *
 * A file that cannot be read, or not as such a value, is not overwritten but set aside, so that
 * nothing is lost.
 */
export class JsonFile<T> {
  readonly #path: string;
  readonly #content: Content<T>;
  /** A file that could not be used stands in its place still, and must not be overwritten. */
  #isBlocked = false;
  /** Saves happen one after the other: the last one asked for is the last one written. */
  #saving: Promise<void> = Promise.resolve();

  constructor(path: string, content: Content<T>) {
    this.#path = path;
    this.#content = content;
  }

  /** The value in the file. Without one, or with one that is set aside, the fallback. */
  async load(): Promise<LoadedValue<T>> {
    try {
      return {
        value: parsed(this.#content.schema, await readBoundedText(this.#path, MAX_JSON_FILE_BYTES)),
        problem: null,
      };
    } catch (error) {
      const value = this.#content.fallback;
      if (codeOf(error) === "ENOENT") return { value, problem: null };
      const reason = error instanceof Error ? error.message : String(error);
      return { value, problem: await this.#setAside(reason) };
    }
  }

  /**
   * Writes `value` whole or not at all.
   * @throws Error of the file system; the file is then as it was
   */
  save(value: T): Promise<void> {
    const save = this.#saving.then(async () => {
      if (this.#isBlocked) await this.#moveAside();
      await makeFolder(dirname(this.#path));
      await replaceWholeFile(this.#path, `${JSON.stringify(value, null, 2)}\n`);
    });
    this.#saving = save.catch(() => undefined);
    return save;
  }

  /** Resolves when everything that was to be saved is saved, or has failed. */
  saved(): Promise<void> {
    return this.#saving;
  }

  /** @returns a sentence that says so */
  async #setAside(reason: string): Promise<string> {
    const what = `${this.#content.title} in ${this.#path} could not be used: ${reason}`;
    try {
      const aside = await this.#moveAside();
      return `${what} The file was set aside as ${aside}, and the lab begins a new one.`;
    } catch (error) {
      this.#isBlocked = true;
      return (
        `${what} The file could not be set aside either, so that nothing is saved in its place ` +
        `until it can: ${String(error)}`
      );
    }
  }

  /** @returns where it is now @throws the system's error */
  async #moveAside(): Promise<string> {
    const aside = await setAside(this.#path);
    this.#isBlocked = false;
    return aside;
  }
}

/** @throws Error with a sentence that says what is wrong */
function parsed<T>(schema: z.ZodType<T>, text: string): T {
  const { success, data, error } = schema.safeParse(json(text));
  if (!success) throw new Error(`${z.prettifyError(error)}.`);
  return data;
}

/** @throws Error with a sentence */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it is no JSON.");
  }
}
