import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { LessonEntry } from "../../../shared/lesson";
import { useCellRunsStore } from "../../stores/cell-runs";
import { useLessonsStore } from "../../stores/lessons";
import { useWorkspaceStore } from "../../stores/workspace";
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
    const program = current === null ? "the lesson’s program" : `“${current.title}”`;
    return [
      {
        id: "cell-explain",
        title: `Explain the last run of ${program}`,
        section: "Run",
        enabled: current?.hasRun() === true,
        run: () => current?.explain(),
      },
      {
        id: "cell-reset",
        title: `Reset ${program} to the original`,
        section: "Program",
        enabled: current?.isChanged() === true,
        run: () => current?.reset(),
      },
      {
        id: "lesson-next",
        title: "Go to the next lesson",
        section: "Go to",
        enabled: neighbours.value.after !== null,
        run: () => open(neighbours.value.after),
      },
      {
        id: "lesson-before",
        title: "Go to the lesson before",
        section: "Go to",
        enabled: neighbours.value.before !== null,
        run: () => open(neighbours.value.before),
      },
      {
        id: "lesson-start-over",
        title: "Start this lesson over",
        section: "Go to",
        enabled: true,
        run: () => shown.value !== null && cells.startOver(shown.value),
      },
    ];
  });

  return computed(() => [
    {
      id: "lessons",
      title: "All lessons",
      section: "Go to",
      enabled: true,
      run: () => workspace.show({ kind: "lesson", lesson: null }),
    },
    {
      id: "lesson-language",
      title: `Show lessons in ${lessons.language === "python" ? "TypeScript" : "Python"}`,
      section: "View",
      enabled: true,
      run: () => void lessons.setLanguage(lessons.language === "python" ? "typescript" : "python"),
    },
    ...cellActions.value,
    ...lessons.courses.flatMap((course) =>
      course.lessons.map<Action>((lesson) => ({
        id: `lesson-${lesson.id}`,
        title: `Open the lesson “${lesson.title}”`,
        section: "Go to",
        enabled: true,
        run: () => workspace.show({ kind: "lesson", lesson: lesson.id }),
      })),
    ),
  ]);
}
