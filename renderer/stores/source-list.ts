import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { SourceEntry, SourceList } from "../../shared/sources";
import type { FailureCode } from "../../shared/result";
import { t } from "../texts";
import { useHost } from "./host";
import { useNoticesStore } from "./notices";

const EMPTY: SourceList = { examples: [], sources: [], drafts: [], others: 0 };
/** That the lab is gone, or does not let this page in, is said elsewhere. */
const NO_LAB: ReadonlySet<FailureCode> = new Set(["disconnected", "forbidden"]);

/** The programs that people have: examples, their own, and what they typed and did not save. */
export const useSourceListStore = defineStore("source-list", () => {
  const { bridge } = useHost();
  const notices = useNoticesStore();

  const list = shallowRef<SourceList>(EMPTY);
  let asked = 0;
  let offered = false;

  async function refresh(): Promise<void> {
    const request = (asked += 1);
    const result = await bridge.call("sources.list", {});
    // A later answer is the newer one.
    if (request !== asked) return;
    if (result.ok) {
      list.value = result.value;
      offerDrafts();
    } else if (!NO_LAB.has(result.error.code)) notices.show("error", result.error.message);
  }

  /** Says once that something unsaved is there from before. Nothing of it is opened or run. */
  function offerDrafts(): void {
    if (offered) return;
    offered = true;
    const { drafts } = list.value;
    const [draft] = drafts;
    if (draft === undefined) return;
    notices.show(
      "info",
      drafts.length === 1
        ? t("editor.notices.draft", { name: draft.name })
        : t("editor.notices.drafts", { count: drafts.length }),
    );
  }

  const isUnsaved = (document: string): boolean =>
    list.value.drafts.some((draft) => draft.document === document);

  /** A name for a new program that no other one has. */
  function untitled(): string {
    const { sources, drafts } = list.value;
    const taken = new Set([...sources, ...drafts].map(({ name }) => name.replace(/\.\w+$/, "")));
    let number = 1;
    while (taken.has(`untitled-${number}`)) number += 1;
    return `untitled-${number}`;
  }

  /** Puts a program aside, and offers to bring it back. @returns whether it is gone */
  async function remove({
    document,
    name,
    place,
  }: Pick<SourceEntry, "document" | "name" | "place">) {
    const result = await bridge.call("sources.delete", { document });
    if (!result.ok) {
      notices.show("error", result.error.message);
      return false;
    }
    const { deleted } = result.value;
    if (place !== null) notices.show("info", t("editor.notices.offTheList", { name }));
    else {
      notices.show("info", t("editor.notices.deleted", { name }), {
        label: t("editor.notices.undo"),
        run: () => void restore(deleted),
      });
    }
    return true;
  }

  async function restore(deleted: string): Promise<void> {
    const result = await bridge.call("sources.restore", { deleted });
    if (!result.ok) notices.show("error", result.error.message);
  }

  return { list, refresh, isUnsaved, untitled, remove };
});
