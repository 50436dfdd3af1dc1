import { computed, ref, shallowRef } from "vue";
import type { OpenedSource } from "../../../shared/sources";
import { SOURCE_TEMPLATES } from "../../model/source-templates";

/** What became of a document's file while it was open here. */
export type DiskChange = "changed" | "gone";

/** A program as it was saved, without what was typed into it. */
export type SavedProgram = Omit<OpenedSource, "draft">;

/** The program that is open: what stands in the editor, and what of it is saved. */
export function openProgram() {
  /** Null until one was opened. */
  const source = shallowRef<SavedProgram | null>(null);
  /** What stands in the editor. */
  const text = ref("");
  /** Goes up with every program that is opened: another one is another editor. */
  const openings = ref(0);
  /** What is being written to its file; null while nothing is. */
  const writing = ref<string | null>(null);
  const diskChange = ref<DiskChange | null>(null);
  /** When what was restored had been typed, in milliseconds since 1970; null if nothing was. */
  const restoredFrom = ref<number | null>(null);

  const kind = computed(() => source.value?.document.split(":", 1)[0] ?? null);
  /** It has a file of its own, and Save writes it. */
  const hasFile = computed(() => kind.value === "library" || kind.value === "file");
  /** What it began with, or what is saved of it. */
  const original = computed(() => {
    if (source.value === null) return "";
    return kind.value === "new" ? SOURCE_TEMPLATES[source.value.language] : source.value.text;
  });
  const isChanged = computed(() => source.value !== null && text.value !== original.value);
  /** What errors call it. */
  const fileName = computed(() => source.value?.name ?? "");

  return {
    source,
    text,
    openings,
    writing,
    diskChange,
    restoredFrom,
    kind,
    hasFile,
    isChanged,
    fileName,
  };
}

export type OpenProgram = ReturnType<typeof openProgram>;
