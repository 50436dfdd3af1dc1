import { ref } from "vue";
import type { Ref } from "vue";
import { LANGUAGES } from "../../../shared/own-program";
import type { Language } from "../../../shared/own-program";
import { SOURCE_ENDINGS } from "../../../shared/sources";
import { useFileChooser } from "../../composables/use-file-chooser";
import { readProgram } from "../../model/program-text";
import { SOURCE_TEMPLATES } from "../../model/source-templates";
import { useHost } from "../host";
import { useNoticesStore } from "../notices";
import { useSourceListStore } from "../source-list";
import { useWorkspaceStore } from "../workspace";
import type { KeptDraft } from "./kept-draft";
import type { OpenProgram } from "./open-program";

/**
 * A new program's id tells its language: as long as nothing was typed into it the lab knows nothing of
 * it, and it begins again with the same lines.
 */
const newDocument = (language: Language): string => `new:${language}:${crypto.randomUUID()}`;
const languageOfNew = (document: string): Language | null =>
  LANGUAGES.find((language) => document.startsWith(`new:${language}:`)) ?? null;

/** Opening programs and beginning them. */
export function useOpening(
  program: OpenProgram,
  draft: KeptDraft,
  canChooseFiles: Readonly<Ref<boolean>>,
) {
  const { bridge } = useHost();
  const list = useSourceListStore();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** Why the document in view could not be opened, in a sentence. */
  const problem = ref<string | null>(null);
  let asked = 0;

  /** Shows a document; what was typed into the one before is kept first. */
  async function open(document: string): Promise<void> {
    workspace.show({ kind: "code", document });
    await load(document);
  }

  /** Gets the document of the view in order: it may be there already. */
  async function load(document: string): Promise<void> {
    if (program.source.value?.document === document && problem.value === null) return;
    await draft.keep();
    await read(document);
  }

  /** Puts into the editor what the lab has of a document. */
  async function read(document: string): Promise<void> {
    const request = (asked += 1);
    const result = await bridge.call("sources.open", { document });
    if (request !== asked) return;
    const begun = languageOfNew(document);
    if (result.ok) {
      const { draft: typed, ...saved } = result.value;
      if (typed === null) put(saved, saved.text);
      else {
        // A draft goes on from the version that it was typed over.
        put({ ...saved, name: typed.name, version: typed.base }, typed.text);
        if (program.kind.value !== "new") program.restoredFrom.value = typed.changedAt;
        if (saved.version !== typed.base) {
          program.diskChange.value = saved.version === null ? "gone" : "changed";
        }
      }
    } else if (result.error.code === "not-found" && begun !== null) {
      const name = list.untitled() + SOURCE_ENDINGS[begun];
      const saved = { document, name, language: begun, place: null, text: "", version: null };
      put(saved, SOURCE_TEMPLATES[begun]);
    } else {
      put(null, "");
      problem.value = result.error.message;
    }
  }

  function put(next: typeof program.source.value, text: string): void {
    if (next?.document !== program.source.value?.document) program.openings.value += 1;
    program.source.value = next;
    program.text.value = text;
    program.diskChange.value = null;
    program.restoredFrom.value = null;
    problem.value = null;
    draft.isKept(text);
  }

  /** Begins a program: with a few lines of its language, or with what is given. */
  async function begin(
    language: Language,
    given: { name: string; text: string } | null = null,
  ): Promise<void> {
    await draft.keep();
    const document = newDocument(language);
    if (given !== null) {
      const kept = { document, ...given, language, base: null };
      const result = await bridge.call("sources.keepDraft", kept);
      if (!result.ok) return notices.show("error", result.error.message);
    }
    await open(document);
  }

  /** Opens a file that only this page has: chosen in a browser, or dropped on the window. */
  async function openFile(file: File): Promise<void> {
    const read = await readProgram(file);
    if ("problem" in read) notices.show("error", read.problem);
    else await begin(read.language, { name: file.name, text: read.text });
  }

  const chooseInBrowser = useFileChooser(
    Object.values(SOURCE_ENDINGS).join(","),
    (file) => void openFile(file),
  );

  /** Lets the user choose a file to open: in the desktop's dialog, or the browser's. */
  async function choose(): Promise<void> {
    if (!canChooseFiles.value) return chooseInBrowser();
    const result = await bridge.call("sources.choose", {});
    if (!result.ok) notices.show("error", result.error.message);
    else if (result.value.document !== null) await open(result.value.document);
  }

  return { problem, open, load, read, begin, openFile, choose };
}

export type Opening = ReturnType<typeof useOpening>;
