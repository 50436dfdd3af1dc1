import { useDebounceFn, useEventListener } from "@vueuse/core";
import { ref } from "vue";
import { t } from "../../texts";
import { useHost } from "../host";
import type { OpenProgram } from "./open-program";

/** How long after the last key press what was typed is kept, and how long at most, in milliseconds: what a crash may cost. */
const KEEP_AFTER_MS = 300;
const KEEP_WITHIN_MS = 1_000;

/** Takes in what is typed into the program that is open, and lets the lab keep it. */
export function useKeptDraft({ source, text, writing, isChanged }: OpenProgram) {
  const { bridge } = useHost();
  /** Why what was typed is not kept, in a sentence. */
  const keepProblem = ref<string | null>(null);
  let keptText: string | null = null;
  let keeping: Promise<unknown> = Promise.resolve();

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
  function keep(): Promise<void> {
    // What is on its way into the file is kept there. Kept here as well it would be a draft of the version before.
    if (source.value === null || text.value === keptText || text.value === writing.value) {
      return Promise.resolve();
    }
    const work = keepNow(source.value);
    keeping = Promise.all([keeping, work]);
    return work;
  }

  async function keepNow({
    document,
    name,
    language,
    version,
  }: NonNullable<typeof source.value>): Promise<void> {
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
      keepProblem.value = t("editor.notices.notKept", { why: result.error.message });
    }
  }

  /** Takes for kept what is known to be: it came from the lab, or has gone into the file. */
  function isKept(known: string): void {
    keptText = known;
    keepProblem.value = null;
    // Typed on meanwhile.
    if (text.value !== known) void keepSoon();
  }

  /** Keeps what is in the editor even if that was kept before: as a draft of another version. */
  function keepAnew(): Promise<void> {
    keptText = null;
    return keep();
  }

  /** Resolves when the lab has what it was given to keep. */
  const settled = async (): Promise<void> => void (await keeping);

  return { keepProblem, type, keep, keepAnew, isKept, settled };
}

export type KeptDraft = ReturnType<typeof useKeptDraft>;
