import { ref } from "vue";
import type { Ref } from "vue";
import { download } from "../../model/download";
import { t } from "../../texts";
import { useHost } from "../host";
import { useNoticesStore } from "../notices";
import { useSourceListStore } from "../source-list";
import { useWorkspaceStore } from "../workspace";
import type { KeptDraft } from "./kept-draft";
import type { OpenProgram, SavedProgram } from "./open-program";
import type { Opening } from "./opening";

/** The file of the program that is open: written, renamed, put aside, and watched for what others write. */
export function useProgramFile(
  program: OpenProgram,
  draft: KeptDraft,
  opening: Opening,
  canChooseFiles: Readonly<Ref<boolean>>,
) {
  const { bridge } = useHost();
  const list = useSourceListStore();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();
  const { source, text, writing, diskChange, restoredFrom, kind, hasFile, isChanged } = program;

  /** A name is being asked for: to save under, or instead of the old one. */
  const naming = ref<"save" | "rename" | null>(null);
  const busy = ref(false);
  /** Save was asked for while it was being written. */
  let savesAgain = false;

  /** Saves the program; one without a file is asked for its name. */
  async function save(force = false): Promise<void> {
    savesAgain = writing.value !== null;
    if (source.value === null || busy.value) return;
    if (!hasFile.value) {
      naming.value = "save";
      return;
    }
    await write(source.value, force);
    if (savesAgain && isChanged.value && diskChange.value === null) await save();
  }

  async function write(now: SavedProgram, force: boolean): Promise<void> {
    const written = (writing.value = text.value);
    const { document, version: base } = now;
    const result = await during(async () => {
      // What is kept unsaved goes with the save: nothing of it may come later.
      await draft.settled();
      return bridge.call("sources.save", { document, text: written, base, force });
    }).finally(() => {
      writing.value = null;
    });
    if (result.ok) return saved({ ...now, text: written, version: result.value.version });
    await draft.keep();
    if (result.error.code === "conflict") await look();
    else notices.show("error", result.error.message);
  }

  /** Saves under a name in the lab's own folder. @returns the sentence of a refusal, null when saved */
  async function saveAs(name: string): Promise<string | null> {
    const now = source.value;
    if (now === null) return null;
    const { document, language } = now;
    const written = text.value;
    const result = await during(async () => {
      await draft.settled();
      return bridge.call("sources.saveAs", { document, name, language, text: written });
    });
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
    const result = await during(async () => {
      await draft.settled();
      return bridge.call("sources.saveElsewhere", { document, name, language, text: written });
    });
    if (!result.ok) return notices.show("error", result.error.message);
    if (result.value.saved !== null) await opening.open(result.value.saved.document);
  }

  /** @returns the sentence of a refusal, null when it has the name */
  async function rename(name: string): Promise<string | null> {
    const now = source.value;
    if (now === null) return null;
    await draft.keep();
    const result = await during(() =>
      bridge.call("sources.rename", { document: now.document, name }),
    );
    if (!result.ok) return result.error.message;
    moved({ ...now, document: result.value.document });
    return null;
  }

  /** Puts the program aside; what was never saved is gone. */
  async function remove(): Promise<void> {
    const now = source.value;
    if (now === null) return;
    if (hasFile.value) {
      await draft.keep();
      if (!(await list.remove(now))) return;
    } else {
      const { document, language, name } = now;
      const last = text.value;
      const isNew = kind.value === "new" && isChanged.value;
      await bridge.call("sources.dropDraft", { document });
      if (isNew) {
        notices.show("info", t("editor.notices.discarded", { name }), {
          label: t("editor.notices.undo"),
          run: () => void opening.begin(language, { name, text: last }),
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
    await draft.settled();
    await bridge.call("sources.dropDraft", { document });
    await opening.read(document);
    if (typed === text.value) return;
    notices.show("info", t("editor.notices.reverted"), {
      label: t("editor.notices.undo"),
      run: () => {
        if (source.value?.document === document) draft.type(typed);
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
    await draft.keepAnew();
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

  function saved(now: SavedProgram): void {
    source.value = now;
    diskChange.value = null;
    restoredFrom.value = null;
    draft.isKept(now.text);
  }

  function moved(now: SavedProgram): void {
    const { document } = now;
    saved({ ...now, name: document.slice("library:".length) });
    workspace.show({ kind: "code", document });
  }

  async function during<T>(work: () => Promise<T>): Promise<T> {
    busy.value = true;
    return work().finally(() => {
      busy.value = false;
    });
  }

  return {
    naming,
    busy,
    save,
    saveAs,
    saveElsewhere,
    rename,
    remove,
    revert,
    keepMine,
    look,
  };
}
