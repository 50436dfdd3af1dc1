import { useDebounceFn, useEventListener } from "@vueuse/core";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import type { Language } from "../../shared/own-program";
import { SOURCE_ENDINGS } from "../../shared/sources";
import type { OpenedSource } from "../../shared/sources";
import { useFileChooser } from "../composables/use-file-chooser";
import { download } from "../model/download";
import { readProgram } from "../model/program-text";
import { SOURCE_TEMPLATES } from "../model/source-templates";
import { useHost } from "./host";
import { useLabStore } from "./lab";
import { useNoticesStore } from "./notices";
import { useSourceListStore } from "./source-list";
import { useWorkspaceStore } from "./workspace";

/** How long after the last key press what was typed is kept, and how long at most, in milliseconds: what a crash may cost. */
const KEEP_AFTER_MS = 300;
const KEEP_WITHIN_MS = 1_000;

/** What became of a document's file while it was open here. */
export type DiskChange = "changed" | "gone";

/** The program that is being written: its text, what of it is saved, and everything that is done with it. */
export const useCodeStore = defineStore("code", () => {
  const { bridge } = useHost();
  const lab = useLabStore();
  const list = useSourceListStore();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** Null until one was opened. */
  const source = shallowRef<Omit<OpenedSource, "draft"> | null>(null);
  /** What stands in the editor. */
  const text = ref("");
  /** Why the document in view could not be opened, in a sentence. */
  const problem = ref<string | null>(null);
  /** Why what was typed is not kept, in a sentence. */
  const keepProblem = ref<string | null>(null);
  const diskChange = ref<DiskChange | null>(null);
  /** When what was restored had been typed, in milliseconds since 1970; null if nothing was. */
  const restoredFrom = ref<number | null>(null);
  /** A name is being asked for: to save under, or instead of the old one. */
  const naming = ref<"save" | "rename" | null>(null);
  const busy = ref(false);
  /** The line that somebody wants to see in the editor, from 1; null once it is shown. */
  const wantedLine = ref<number | null>(null);

  const kind = computed(() => source.value?.document.split(":", 1)[0] ?? null);
  /** It has a file of its own, and Save writes it. */
  const hasFile = computed(() => kind.value === "library" || kind.value === "file");
  const isChanged = computed(
    () => source.value !== null && (kind.value === "new" || text.value !== source.value.text),
  );
  /** What errors call it. */
  const fileName = computed(() => source.value?.name ?? "");
  /** It is what the work area shows. */
  const isShown = computed(() => workspace.view.kind === "code" && source.value !== null);
  const canChooseFiles = computed(() => lab.description?.host === "desktop");

  let keptText: string | null = null;
  let opening = 0;

  const keepSoon = useDebounceFn(() => keep(), KEEP_AFTER_MS, { maxWait: KEEP_WITHIN_MS });
  useEventListener(document, "visibilitychange", () => {
    if (document.visibilityState === "hidden") void keep();
  });
  useEventListener(window, "pagehide", () => void keep());

  function type(next: string): void {
    if (source.value === null || next === text.value) return;
    text.value = next;
    void keepSoon();
  }

  /** Lets the lab keep what was typed, or forget it if it is as it was saved. */
  async function keep(): Promise<void> {
    const now = source.value;
    if (now === null || text.value === keptText) return;
    const { document, name, language, version } = now;
    const kept = (keptText = text.value);
    const result = isChanged.value
      ? await bridge.call("sources.keepDraft", {
          document,
          name,
          language,
          text: kept,
          base: version,
        })
      : await bridge.call("sources.dropDraft", { document });
    if (result.ok) keepProblem.value = null;
    else {
      if (keptText === kept) keptText = null;
      keepProblem.value = `What you typed is not kept: ${result.error.message}`;
    }
  }

  /** Shows a document; what was typed into the one before is kept first. */
  async function open(document: string): Promise<void> {
    workspace.show({ kind: "code", document });
    await load(document);
  }

  /** Gets the document of the view in order: it may be there already. */
  async function load(document: string): Promise<void> {
    if (source.value?.document === document && problem.value === null) return;
    await leave();
    await read(document);
  }

  async function read(document: string): Promise<void> {
    const request = (opening += 1);
    const result = await bridge.call("sources.open", { document });
    if (request !== opening) return;
    diskChange.value = null;
    keepProblem.value = null;
    restoredFrom.value = null;
    if (!result.ok) {
      source.value = null;
      text.value = "";
      problem.value = result.error.message;
      return;
    }
    const { draft, ...opened } = result.value;
    problem.value = null;
    // A draft goes on from the version that it was typed over.
    source.value = draft === null ? opened : { ...opened, name: draft.name };
    text.value = draft?.text ?? opened.text;
    keptText = text.value;
    if (draft === null) return;
    if (!document.startsWith("new:")) restoredFrom.value = draft.changedAt;
    if (opened.version !== draft.base) {
      source.value = { ...source.value, version: draft.base };
      diskChange.value = opened.version === null ? "gone" : "changed";
    }
  }

  /** Keeps what was typed. A new program in which nothing was typed goes. */
  async function leave(): Promise<void> {
    const left = source.value;
    if (left === null) return;
    if (kind.value === "new" && text.value === SOURCE_TEMPLATES[left.language]) {
      source.value = null;
      await bridge.call("sources.dropDraft", { document: left.document });
    } else await keep();
  }

  /** Begins a program. */
  async function begin(
    language: Language,
    name = list.untitled() + SOURCE_ENDINGS[language],
    content = SOURCE_TEMPLATES[language],
  ): Promise<void> {
    await leave();
    const document = `new:${crypto.randomUUID()}`;
    const draft = { document, name, language, text: content, base: null };
    const result = await bridge.call("sources.keepDraft", draft);
    if (!result.ok) return notices.show("error", result.error.message);
    await open(document);
  }

  /** Opens a file that only this page has: chosen in a browser, or dropped on the window. */
  async function openFile(file: File): Promise<void> {
    const read = await readProgram(file);
    if ("problem" in read) notices.show("error", read.problem);
    else await begin(read.language, file.name, read.text);
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

  /** Saves the program; one without a file is asked for its name. */
  async function save(force = false): Promise<void> {
    const now = source.value;
    if (now === null || busy.value) return;
    if (!hasFile.value) {
      naming.value = "save";
      return;
    }
    const written = text.value;
    const { document, version: base } = now;
    const result = await during(
      bridge.call("sources.save", { document, text: written, base, force }),
    );
    if (result.ok) saved({ ...now, text: written, version: result.value.version });
    else if (result.error.code === "conflict") await look();
    else notices.show("error", result.error.message);
  }

  /** Saves under a name in the lab's own folder. @returns the sentence of a refusal, null when saved */
  async function saveAs(name: string): Promise<string | null> {
    const now = source.value;
    if (now === null) return null;
    const { document, language } = now;
    const written = text.value;
    const result = await during(
      bridge.call("sources.saveAs", { document, name, language, text: written }),
    );
    if (!result.ok) return result.error.message;
    moved({ ...now, ...result.value, place: null, text: written });
    return null;
  }

  /** Saves to a file that the user chooses; in a browser, as a download of a copy. */
  async function saveElsewhere(): Promise<void> {
    const now = source.value;
    if (now === null) return;
    if (!canChooseFiles.value) {
      const content = new Blob([text.value], { type: "text/plain;charset=utf-8" });
      return download(content, now.name);
    }
    const { document, name, language } = now;
    const written = text.value;
    const result = await during(
      bridge.call("sources.saveElsewhere", { document, name, language, text: written }),
    );
    if (!result.ok) return notices.show("error", result.error.message);
    if (result.value.saved !== null) await open(result.value.saved.document);
  }

  /** @returns the sentence of a refusal, null when it has the name */
  async function rename(name: string): Promise<string | null> {
    const now = source.value;
    if (now === null) return null;
    await keep();
    const result = await during(bridge.call("sources.rename", { document: now.document, name }));
    if (!result.ok) return result.error.message;
    const { document } = result.value;
    moved({ ...now, document, name: document.slice("library:".length) });
    return null;
  }

  /** Puts the program aside; what was never saved is gone. */
  async function remove(): Promise<void> {
    const now = source.value;
    if (now === null) return;
    if (hasFile.value) {
      await keep();
      if (!(await list.remove(now))) return;
    } else {
      const { document, language, name } = now;
      const last = text.value;
      await bridge.call("sources.dropDraft", { document });
      if (kind.value === "new" && last !== SOURCE_TEMPLATES[language]) {
        notices.show("info", `“${name}” is discarded.`, {
          label: "Undo",
          run: () => void begin(language, name, last),
        });
      }
    }
    source.value = null;
    workspace.show({ kind: "playground" });
  }

  /** Goes back to what stands on the disk, or to the example as it was. */
  async function revert(): Promise<void> {
    const now = source.value;
    if (now === null) return;
    const typed = text.value;
    const { document } = now;
    await bridge.call("sources.dropDraft", { document });
    await read(document);
    if (typed === text.value) return;
    notices.show("info", "What was not saved is gone from the editor.", {
      label: "Undo",
      run: () => {
        if (source.value?.document === document) type(typed);
      },
    });
  }

  /** Goes on with what is in the editor, whatever stands on the disk: Save writes over it. */
  async function keepMine(): Promise<void> {
    const now = source.value;
    if (now === null) return;
    const result = await bridge.call("sources.look", { document: now.document });
    if (!result.ok) return notices.show("error", result.error.message);
    source.value = { ...now, version: result.value.version };
    diskChange.value = null;
    keptText = null;
    await keep();
  }

  /** Looks whether somebody else has changed the file. */
  async function look(): Promise<void> {
    const now = source.value;
    if (now === null || !hasFile.value || busy.value) return;
    const result = await bridge.call("sources.look", { document: now.document });
    if (!result.ok || source.value !== now) return;
    const { version } = result.value;
    if (version === now.version) diskChange.value = null;
    else diskChange.value = version === null ? "gone" : "changed";
  }

  function saved(now: Omit<OpenedSource, "draft">): void {
    source.value = now;
    diskChange.value = null;
    restoredFrom.value = null;
    keepProblem.value = null;
    // Typed on while it was written.
    keptText = now.text;
    if (text.value !== now.text) void keepSoon();
  }

  function moved(now: Omit<OpenedSource, "draft">): void {
    const { document } = now;
    saved({ ...now, name: document.slice("library:".length) });
    workspace.show({ kind: "code", document });
  }

  async function during<T>(work: Promise<T>): Promise<T> {
    busy.value = true;
    return work.finally(() => {
      busy.value = false;
    });
  }

  return {
    source,
    text,
    problem,
    keepProblem,
    diskChange,
    restoredFrom,
    naming,
    busy,
    wantedLine,
    kind,
    hasFile,
    isChanged,
    fileName,
    isShown,
    canChooseFiles,
    type,
    keep,
    open,
    load,
    begin,
    openFile,
    choose,
    save,
    saveAs,
    saveElsewhere,
    rename,
    remove,
    revert,
    keepMine,
    look,
  };
});
