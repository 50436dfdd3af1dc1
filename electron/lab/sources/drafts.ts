import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LANGUAGES } from "../../../shared/own-program";
import type { DraftEntry } from "../../../shared/sources";
import { refusal } from "../../../shared/texts/refusal";
import { readBoundedText } from "../files/bounded-text";
import { codeOf, diskFailure } from "../files/disk";
import { filesIn, removeStaleDrafts } from "../files/leftovers";
import { makeFolder } from "../files/make-folder";
import { setAside } from "../files/set-aside";
import { replaceWholeFile } from "../files/whole-file";
import { MAX_DRAFT_BYTES } from "../limits";

const stored = z.object({
  document: z.string(),
  name: z.string(),
  language: z.enum(LANGUAGES),
  text: z.string(),
  base: z.string().nullable(),
  changedAt: z.number(),
});

/** What was typed into a document and not saved. */
export type Draft = z.infer<typeof stored>;

const DRAFT_FILE = /^[0-9a-f]{32}\.json$/;

/**
 * What was typed and not saved, one file a document. Written one after the other, each whole or not
 * at all: a lab that is killed has the last one, or the one before. A file that cannot be read is set
 * aside, and the others are there.
 */
export class Drafts {
  readonly #folder: string;
  readonly #warn: (sentence: string) => void;
  /** Files that could be neither read nor set aside: of each one is told once. */
  readonly #stuck = new Set<string>();
  /** What is done with the files: one thing after the other. */
  #working: Promise<unknown> = Promise.resolve();

  /** @param warn hears of a file that cannot be read */
  constructor(folder: string, warn: (sentence: string) => void) {
    this.#folder = folder;
    this.#warn = warn;
  }

  /** The newest first. @throws LabError ("storage") */
  list(): Promise<DraftEntry[]> {
    return this.#inTurn(async () => {
      try {
        const files = (await filesIn(this.#folder)).filter((file) => DRAFT_FILE.test(file));
        const drafts = await Promise.all(files.map((file) => this.#read(join(this.#folder, file))));
        return drafts
          .filter((draft) => draft !== null)
          .map(({ document, name, language, changedAt }) => ({
            document,
            name,
            language,
            changedAt,
          }))
          .sort((one, other) => other.changedAt - one.changedAt);
      } catch (error) {
        throw diskFailure(refusal("disk.unsavedList"), error);
      }
    });
  }

  /** Null if nothing of the document is unsaved. */
  find(document: string): Promise<Draft | null> {
    return this.#inTurn(() => this.#read(this.#path(document)));
  }

  /** @returns whether the document had none before @throws LabError ("storage") */
  keep(draft: Draft): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        await makeFolder(this.#folder);
        const path = this.#path(draft.document);
        const isNew = (await this.#read(path))?.name !== draft.name;
        // What is in its place still must not be overwritten.
        if (this.#stuck.has(path)) await setAside(path);
        this.#stuck.delete(path);
        await replaceWholeFile(path, JSON.stringify(draft));
        return isNew;
      } catch (error) {
        throw diskFailure(refusal("disk.keepDraft"), error);
      }
    });
  }

  /** @throws LabError ("storage") */
  drop(document: string): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await rm(this.#path(document), { force: true });
      } catch (error) {
        throw diskFailure(refusal("disk.dropDraft"), error);
      }
    });
  }

  /** Another id for the same document: it was renamed. @throws LabError ("storage") */
  async move(document: string, newDocument: string, name: string): Promise<void> {
    const draft = await this.find(document);
    if (draft === null) return;
    await this.keep({ ...draft, document: newDocument, name });
    await this.drop(document);
  }

  /** Removes what a lab that was killed had not finished. */
  sweep(): Promise<void> {
    return removeStaleDrafts(this.#folder);
  }

  /** Resolves when everything is written that was to be. */
  async close(): Promise<void> {
    await this.#working;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  /** Null for one that is gone, or none. */
  async #read(path: string): Promise<Draft | null> {
    try {
      return stored.parse(JSON.parse(await readBoundedText(path, MAX_DRAFT_BYTES)));
    } catch (error) {
      if (codeOf(error) !== "ENOENT") await this.#setAside(path, error);
      return null;
    }
  }

  async #setAside(path: string, error: unknown): Promise<void> {
    if (this.#stuck.has(path)) return;
    const what = `What was typed into a program and not saved could not be read: ${reasonOf(error)}`;
    try {
      this.#warn(`${what} The file was set aside as ${await setAside(path)}.`);
    } catch (cause) {
      this.#stuck.add(path);
      this.#warn(`${what} It is in ${path}, and could not be set aside: ${String(cause)}`);
    }
  }

  #path(document: string): string {
    const hash = createHash("sha256").update(document).digest("hex").slice(0, 32);
    return join(this.#folder, `${hash}.json`);
  }
}

/** The rest of a sentence. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "it is no JSON.";
  if (error instanceof z.ZodError) return "it holds something else.";
  return error instanceof Error ? error.message : String(error);
}
