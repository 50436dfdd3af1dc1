import { chmod } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CommandInput, CommandOutput, Handlers } from "../../../shared/contract";
import type { Language } from "../../../shared/own-program";
import { LabError } from "../../../shared/result";
import { languageOf, SOURCE_ENDINGS } from "../../../shared/sources";
import type { OpenedSource, SourceList } from "../../../shared/sources";
import type { Push } from "../../../shared/stream";
import { refusal } from "../../../shared/texts/refusal";
import type { Log } from "../dispatch";
import { codeOf, diskFailure } from "../files/disk";
import { replaceWholeFile } from "../files/whole-file";
import { documentOf, noSuchDocument, partsOf } from "./document-id";
import { Drafts } from "./drafts";
import { EXAMPLES } from "./examples";
import { KnownFiles } from "./known-files";
import { isDeleted, SourceFolder } from "./source-folder";
import { checkedSourceName } from "./source-name";
import { bytesOf, readSource, versionOnDisk } from "./source-text";

type SourceHandlers = Pick<Handlers, Extract<keyof Handlers, `sources.${string}`>>;

/** How a host lets the user choose files; each gives null if they changed their mind. */
export interface SourceDialogs {
  open(): Promise<string | null>;
  /** @param name with its ending */
  save(name: string, language: Language): Promise<string | null>;
}

export interface SourcesOptions {
  /** The folder of the user's programs. */
  readonly folder: string;
  /** Null where there is nobody who could ask the user. */
  readonly dialogs: SourceDialogs | null;
  readonly push: (push: Push) => void;
  readonly log: Log;
}

/** The sources of programs that people write: opened, saved, and never run by themselves. */
export class Sources {
  readonly #folder: SourceFolder;
  readonly #files: KnownFiles;
  readonly #drafts: Drafts;
  readonly #options: SourcesOptions;

  constructor(options: SourcesOptions) {
    const { folder } = options;
    this.#options = options;
    this.#folder = new SourceFolder(folder);
    this.#files = new KnownFiles(join(folder, ".files.json"), (message) =>
      options.log.warn(message),
    );
    this.#drafts = new Drafts(join(folder, ".drafts"), (message) => options.log.warn(message));
    Promise.all([this.#folder.sweep(), this.#drafts.sweep()]).catch((error: unknown) =>
      options.log.warn(String(error)),
    );
  }

  readonly handlers: SourceHandlers = {
    "sources.list": () => this.#list(),
    "sources.open": ({ document }) => this.#open(document),
    "sources.look": async ({ document }) => ({ version: await this.#versionOf(document) }),
    "sources.save": (input) => this.#save(input),
    "sources.saveAs": async ({ document, name, language, text }) => {
      const fileName = checkedSourceName(name, language);
      const { content, version } = bytesOf(text, "\n");
      await this.#folder.create(fileName, content);
      await this.#drafts.drop(document);
      this.#changed();
      return { document: documentOf("library", fileName), version };
    },
    "sources.saveElsewhere": (input) => this.#saveElsewhere(input),
    "sources.choose": async () => {
      const path = await this.#dialogs().open();
      if (path === null) return { document: null };
      const name = basename(path);
      if (languageOf(name) === null) throw noProgram(name);
      try {
        // Better refused here than listed and refused there.
        await readSource(path, name);
      } catch (error) {
        throw diskFailure(refusal("disk.open", { name }), error);
      }
      return { document: documentOf("file", await this.#remember(path)) };
    },
    "sources.rename": async ({ document, name }) => {
      const { kind, name: oldName } = partsOf(document);
      if (kind !== "library") throw notInLibrary();
      const newName = checkedSourceName(name, languageOf(oldName) ?? "python");
      await this.#folder.rename(oldName, newName);
      const renamed = documentOf("library", newName);
      if (renamed !== document) await this.#drafts.move(document, renamed, newName);
      this.#changed();
      return { document: renamed };
    },
    "sources.delete": async ({ document }) => {
      const { kind, name } = partsOf(document);
      if (kind !== "library" && kind !== "file") throw notInLibrary();
      if (kind === "file") await this.#files.forget(name);
      const deleted =
        kind === "file" ? document : documentOf(kind, await this.#folder.delete(name));
      // What was not saved goes aside with its file.
      if (kind === "library") await this.#drafts.move(document, deleted, name);
      this.#changed();
      return { deleted };
    },
    "sources.restore": async ({ deleted }) => {
      const { kind, name } = partsOf(deleted);
      if (kind === "file") throw notInLibrary();
      const restored = await this.#folder.restore(name);
      const document = documentOf("library", restored);
      await this.#drafts.move(deleted, document, restored);
      this.#changed();
      return { document };
    },
    "sources.keepDraft": async (draft) => {
      const isNew = await this.#drafts.keep({ ...draft, changedAt: Date.now() });
      if (isNew) this.#changed();
      return {};
    },
    "sources.dropDraft": async ({ document }) => {
      await this.#drafts.drop(document);
      this.#changed();
      return {};
    },
  };

  /** Resolves when everything is written that was to be. */
  async close(): Promise<void> {
    await Promise.all([this.#drafts.close(), this.#files.close()]);
  }

  async #list(): Promise<SourceList> {
    const [{ sources, others }, files, drafts] = await Promise.all([
      this.#folder.list(),
      this.#files.list(),
      this.#drafts.list(),
    ]);
    const shown = drafts.filter(({ document }) => !isDeleted(partsOf(document).name));
    return {
      examples: EXAMPLES.map(({ document, name, language, title }) => ({
        document,
        name,
        language,
        title,
      })),
      sources: [...sources, ...files],
      drafts: shown,
      others,
    };
  }

  async #open(document: string): Promise<OpenedSource> {
    const { kind, name } = partsOf(document);
    const kept = await this.#drafts.find(document);
    const draft = kept && {
      name: kept.name,
      text: kept.text,
      changedAt: kept.changedAt,
      base: kept.base,
    };
    if (kind === "new") {
      if (kept === null) throw new LabError("not-found", refusal("program.neverSaved"));
      const { language } = kept;
      return { document, name: kept.name, language, place: null, text: "", version: null, draft };
    }
    if (kind === "example") {
      const example = EXAMPLES.find((one) => one.document === document);
      if (example === undefined) throw noSuchDocument(name);
      const { language, text } = example;
      return { document, name: example.name, language, place: null, text, version: null, draft };
    }
    let fileName = kept?.name ?? name;
    let place: string | null = null;
    try {
      const path = await this.#pathOf(document);
      fileName = basename(path);
      if (kind === "file") place = path;
      const { text, version } = await readSource(path, fileName);
      return {
        document,
        name: fileName,
        language: languageOf(fileName) ?? "python",
        place,
        text,
        version,
        draft,
      };
    } catch (error) {
      // What was typed is there, whatever became of the file.
      if (kept !== null && isGone(error)) {
        const { language } = kept;
        return { document, name: fileName, language, place, text: "", version: null, draft };
      }
      throw diskFailure(refusal("disk.open", { name: fileName }), error);
    }
  }

  async #versionOf(document: string): Promise<string | null> {
    const { kind } = partsOf(document);
    if (kind !== "library" && kind !== "file") return null;
    try {
      return await versionOnDisk(await this.#pathOf(document));
    } catch (error) {
      if (isGone(error)) return null;
      throw diskFailure(refusal("disk.programLook"), error);
    }
  }

  async #save({
    document,
    text,
    base,
    force,
  }: CommandInput<"sources.save">): Promise<CommandOutput<"sources.save">> {
    const { kind, name } = partsOf(document);
    if (kind !== "library" && kind !== "file") throw notInLibrary();
    const now = await this.#versionOf(document);
    if (now !== base && !force) {
      throw new LabError(
        "conflict",
        now === null ? refusal("program.fileGone") : refusal("program.fileChanged"),
        "base",
      );
    }
    if (now === null && kind === "library") {
      const { content, version } = bytesOf(text, "\n");
      await this.#folder.create(checkedSourceName(name, languageOf(name) ?? "python"), content);
      await this.#drafts.drop(document);
      this.#changed();
      return { version };
    }
    const path = await this.#pathOf(document);
    try {
      const before = now === null ? null : await readSource(path, name).catch(() => null);
      const { content, version } = bytesOf(text, before?.lineEnd ?? "\n");
      await replaceWholeFile(path, content);
      // The file is a new one, and may be a script that can be started.
      if (before !== null) await chmod(path, before.mode);
      await this.#drafts.drop(document);
      this.#changed();
      return { version };
    } catch (error) {
      throw diskFailure(refusal("disk.programSave"), error);
    }
  }

  async #saveElsewhere({
    document,
    name,
    language,
    text,
  }: CommandInput<"sources.saveElsewhere">): Promise<CommandOutput<"sources.saveElsewhere">> {
    const ending = SOURCE_ENDINGS[language];
    const proposal = languageOf(name) === language ? name : `${name}${ending}`;
    const chosen = await this.#dialogs().save(proposal, language);
    if (chosen === null) return { saved: null };
    // Some systems' dialogs leave the ending to whoever asked.
    const path = languageOf(chosen) === language ? chosen : `${chosen}${ending}`;
    const { content, version } = bytesOf(text, "\n");
    try {
      await replaceWholeFile(path, content);
    } catch (error) {
      throw diskFailure(refusal("disk.programSave"), error);
    }
    const id = await this.#remember(path);
    await this.#drafts.drop(document);
    this.#changed();
    return { saved: { document: documentOf("file", id), version } };
  }

  async #pathOf(document: string): Promise<string> {
    const { kind, name } = partsOf(document);
    if (kind === "library") return this.#folder.find(name);
    if (kind === "file") return this.#files.find(name);
    throw noSuchDocument(name);
  }

  async #remember(path: string): Promise<string> {
    const id = await this.#files.add(path);
    this.#changed();
    return id;
  }

  #dialogs(): SourceDialogs {
    const { dialogs } = this.#options;
    if (dialogs !== null) return dialogs;
    throw new LabError("conflict", refusal("program.chosenThere"));
  }

  #changed(): void {
    this.#options.push({ type: "sources" });
  }
}

function isGone(error: unknown): boolean {
  return codeOf(error) === "ENOENT" || (error instanceof LabError && error.code === "not-found");
}

function noProgram(name: string): LabError {
  return new LabError("bad-input", refusal("program.noProgram", { name }));
}

function notInLibrary(): LabError {
  return new LabError("conflict", refusal("program.notYours"), "document");
}
