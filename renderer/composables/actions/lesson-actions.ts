import { computed } from "vue";
import type { ComputedRef } from "vue";
import { useLessonsStore } from "../../stores/lessons";
import { useWorkspaceStore } from "../../stores/workspace";
import type { Action } from "./action";

/** Each lesson, and the language of their programs. */
export function useLessonActions(): ComputedRef<Action[]> {
  const lessons = useLessonsStore();
  const workspace = useWorkspaceStore();

  return computed(() => [
    {
      id: "lessons",
      title: "All lessons",
      section: "Go to",
      chord: "Alt+L",
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
