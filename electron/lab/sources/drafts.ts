import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LANGUAGES } from "../../../shared/own-program";
import type { DraftEntry } from "../../../shared/sources";
import { diskFailure } from "../files/disk";
import { filesIn, removeStaleDrafts } from "../files/leftovers";
import { replaceWholeFile } from "../files/whole-file";

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
 * at all: a lab that is killed has the last one, or the one before.
 */
export class Drafts {
  readonly #folder: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest first. A file that is no draft is left alone. @throws LabError ("storage") */
  async list(): Promise<DraftEntry[]> {
    await this.#writing;
    try {
      const files = (await filesIn(this.#folder)).filter((file) => DRAFT_FILE.test(file));
      const drafts = await Promise.all(files.map((file) => read(join(this.#folder, file))));
      return drafts
        .filter((draft) => draft !== null)
        .map(({ document, name, language, changedAt }) => ({ document, name, language, changedAt }))
        .sort((one, other) => other.changedAt - one.changedAt);
    } catch (error) {
      throw diskFailure("Unsaved programs could not be listed", error);
    }
  }

  /** Null if nothing of the document is unsaved. */
  async find(document: string): Promise<Draft | null> {
    await this.#writing;
    return read(this.#path(document));
  }

  /** @returns whether the document had none before @throws LabError ("storage") */
  keep(draft: Draft): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        await mkdir(this.#folder, { recursive: true });
        const path = this.#path(draft.document);
        const isNew = (await read(path))?.name !== draft.name;
        await replaceWholeFile(path, JSON.stringify(draft));
        return isNew;
      } catch (error) {
        throw diskFailure("What you typed could not be kept", error);
      }
    });
  }

  /** @throws LabError ("storage") */
  drop(document: string): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await rm(this.#path(document), { force: true });
      } catch (error) {
        throw diskFailure("What was not saved could not be dropped", error);
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
    await this.#writing;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work);
    this.#writing = done.catch(() => undefined);
    return done;
  }

  #path(document: string): string {
    const hash = createHash("sha256").update(document).digest("hex").slice(0, 32);
    return join(this.#folder, `${hash}.json`);
  }
}

/** Null for one that is gone, or none. */
async function read(path: string): Promise<Draft | null> {
  try {
    return stored.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null;
  }
}
