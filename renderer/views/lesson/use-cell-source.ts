import { useDebounceFn } from "@vueuse/core";
import { computed, onBeforeUnmount, ref, watch } from "vue";
import type { ComputedRef, Ref } from "vue";
import { MAX_LESSON_DRAFT_LENGTH } from "../../../shared/command-limits";
import type { Cell, Lesson } from "../../../shared/lesson";
import type { Language } from "../../../shared/own-program";
import { useLessonsStore } from "../../stores/lessons";
import { t } from "../../texts";

/** How long nothing is typed before it is kept, in milliseconds. */
const KEEP_AFTER_MS = 500;

export interface CellSource {
  readonly text: Ref<string>;
  readonly isChanged: ComputedRef<boolean>;
  /** Why what was typed is not kept, in a sentence; empty if it is. */
  readonly problem: ComputedRef<string>;
  /** Takes in what was typed. */
  type(text: string): void;
  reset(): void;
}

/** The text of a cell's program in the language in view: the lesson's, or what the learner made of it. */
export function useCellSource(
  of: () => { lesson: Lesson; cell: Cell; language: Language },
): CellSource {
  const lessons = useLessonsStore();
  const original = computed(() => of().cell.sources[of().language]);
  const kept = (): string => {
    const { lesson, cell, language } = of();
    return lessons.marksOf(lesson.id, cell.id).drafts[language] ?? original.value;
  };
  const text = ref(kept());
  const isChanged = computed(() => text.value !== original.value);
  const isTooLong = computed(() => text.value.length > MAX_LESSON_DRAFT_LENGTH);
  const problem = computed(() => {
    return isTooLong.value ? t("lesson.tooLong", { most: MAX_LESSON_DRAFT_LENGTH }) : "";
  });
  /** Something was typed that is not kept yet, in this language. */
  let unkept: Language | null = null;

  function keep(): void {
    const { lesson, cell } = of();
    if (unkept === null) return;
    const language = unkept;
    unkept = null;
    const isOriginal = text.value === cell.sources[language];
    if (isTooLong.value) return;
    void lessons.mark(lesson.id, cell.id, {
      kind: "draft",
      language,
      text: isOriginal ? null : text.value,
    });
  }
  const keepSoon = useDebounceFn(keep, KEEP_AFTER_MS);

  watch(
    () => of().language,
    () => {
      keep();
      text.value = kept();
    },
    { flush: "sync" },
  );
  // The lesson's file changed, another window typed, or the lesson is started over.
  watch(kept, (now) => {
    if (unkept === null) text.value = now;
  });
  onBeforeUnmount(keep);

  return {
    text,
    isChanged,
    problem,
    type(next) {
      if (next === text.value) return;
      text.value = next;
      unkept = of().language;
      void keepSoon();
    },
    reset() {
      text.value = original.value;
      unkept = of().language;
      keep();
    },
  };
}
