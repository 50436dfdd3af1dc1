import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { LessonEntry } from "../../../shared/lesson";
import { useCellRunsStore } from "../../stores/cell-runs";
import { useLessonsStore } from "../../stores/lessons";
import { useWorkspaceStore } from "../../stores/workspace";
import { t } from "../../texts";
import type { Action } from "./action";

/** Each lesson, and the language of their programs. */
export function useLessonActions(): ComputedRef<Action[]> {
  const cells = useCellRunsStore();
  const lessons = useLessonsStore();
  const workspace = useWorkspaceStore();

  const shown = computed(() => (workspace.view.kind === "lesson" ? workspace.view.lesson : null));
  const neighbours = computed(() => lessons.neighboursOf(shown.value ?? ""));
  const open = (lesson: LessonEntry | null) =>
    lesson !== null && workspace.show({ kind: "lesson", lesson: lesson.id });

  const cellActions = computed<Action[]>(() => {
    const { current } = cells;
    if (shown.value === null) return [];
    const program =
      current === null ? t("lesson.theProgram") : t("lesson.titled", { title: current.title });
    return [
      {
        id: "cell-explain",
        title: t("actions.explain", { program }),
        section: "Run",
        enabled: current?.hasRun() === true,
        run: () => current?.explain(),
      },
      {
        id: "cell-reset",
        title: t("actions.reset", { program }),
        section: "Program",
        enabled: current?.isChanged() === true,
        run: () => current?.reset(),
      },
      {
        id: "lesson-next",
        title: t("actions.lessonNext"),
        section: "Go to",
        enabled: neighbours.value.after !== null,
        run: () => open(neighbours.value.after),
      },
      {
        id: "lesson-before",
        title: t("actions.lessonBefore"),
        section: "Go to",
        enabled: neighbours.value.before !== null,
        run: () => open(neighbours.value.before),
      },
      {
        id: "lesson-start-over",
        title: t("actions.lessonOver"),
        section: "Go to",
        enabled: true,
        run: () => shown.value !== null && cells.startOver(shown.value),
      },
    ];
  });

  return computed(() => [
    {
      id: "lessons",
      title: t("actions.lessons"),
      section: "Go to",
      enabled: true,
      run: () => workspace.show({ kind: "lesson", lesson: null }),
    },
    {
      id: "lesson-language",
      title: t("actions.lessonLanguage", {
        language: lessons.language === "python" ? "TypeScript" : "Python",
      }),
      section: "View",
      enabled: true,
      run: () => void lessons.setLanguage(lessons.language === "python" ? "typescript" : "python"),
    },
    ...cellActions.value,
    ...lessons.courses.flatMap((course) =>
      course.lessons.map<Action>((lesson) => ({
        id: `lesson-${lesson.id}`,
        title: t("actions.openLesson", { title: lesson.title }),
        section: "Go to",
        enabled: true,
        run: () => workspace.show({ kind: "lesson", lesson: lesson.id }),
      })),
    ),
  ]);
}
