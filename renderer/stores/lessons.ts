import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import type { CommandInput } from "../../shared/contract";
import { isCellDone, marksOf as marksIn } from "../../shared/lesson";
import type { CellMarks, Lesson, LessonEntry, LessonList } from "../../shared/lesson";
import type { Language } from "../../shared/own-program";
import type { FailureCode } from "../../shared/result";
import { useHost } from "./host";
import { useNoticesStore } from "./notices";
import { useWorkspaceStore } from "./workspace";

/** A course, its lessons in their order. */
export interface Course {
  readonly title: string;
  readonly lessons: readonly LessonEntry[];
}

const EMPTY: LessonList = {
  lessons: [],
  problems: [],
  progress: { language: "python", lessons: {} },
  folder: "",
};
/** That the lab is gone, or does not let this page in, is said elsewhere. */
const NO_LAB: ReadonlySet<FailureCode> = new Set(["disconnected", "forbidden"]);

/** The lessons, the one that is open, and how far the learner is. */
export const useLessonsStore = defineStore("lessons", () => {
  const { bridge } = useHost();
  const notices = useNoticesStore();
  const workspace = useWorkspaceStore();

  /** Null until the lab has answered for the first time. */
  const list = shallowRef<LessonList | null>(null);
  const known = computed(() => list.value ?? EMPTY);
  const opened = shallowRef<Lesson | null>(null);
  /** Why the lesson that should be open is not; null if nothing is wrong. */
  const refusal = ref<string | null>(null);
  let asked = 0;
  let read = 0;

  const courses = computed<Course[]>(() => {
    const byTitle = new Map<string, LessonEntry[]>();
    for (const lesson of known.value.lessons) {
      byTitle.set(lesson.course, [...(byTitle.get(lesson.course) ?? []), lesson]);
    }
    return [...byTitle].map(([title, lessons]) => ({ title, lessons }));
  });
  const problems = computed(() => known.value.problems);
  const folder = computed(() => known.value.folder);
  const language = computed(() => known.value.progress.language);
  /** The lesson in view; null where another view is, or the list of all. */
  const wanted = computed(() => {
    const { view } = workspace;
    return view.kind === "lesson" ? view.lesson : null;
  });

  async function refresh(): Promise<void> {
    const request = (asked += 1);
    const result = await bridge.call("lessons.list", {});
    // A later answer is the newer one.
    if (request !== asked) return;
    if (result.ok) list.value = result.value;
    else if (!NO_LAB.has(result.error.code)) notices.show("error", result.error.message);
    await readWanted();
  }

  /** Reads the lesson in view, which may have changed. */
  async function readWanted(): Promise<void> {
    const request = (read += 1);
    const lesson = wanted.value;
    if (lesson === null) return;
    const result = await bridge.call("lessons.read", { lesson });
    if (request !== read) return;
    if (result.ok) {
      refusal.value = null;
      // The same text again is no reason to draw a page anew in which somebody may be typing.
      const isSame = JSON.stringify(result.value.lesson) === JSON.stringify(opened.value);
      if (!isSame) opened.value = result.value.lesson;
    } else if (!NO_LAB.has(result.error.code)) {
      opened.value = null;
      refusal.value = result.error.message;
    }
  }

  watch(wanted, () => void readWanted());

  function marksOf(lesson: string, cell: string): CellMarks {
    return marksIn(known.value.progress, lesson, cell);
  }

  /** How many of a lesson's cells are done. */
  function doneOf({ id, cells }: LessonEntry): number {
    return cells.filter((cell) => isCellDone(marksOf(id, cell.id), cell.isQuestion)).length;
  }

  async function mark(
    lesson: string,
    cell: string,
    what: CommandInput<"lessons.mark">["mark"],
  ): Promise<void> {
    tell(await bridge.call("lessons.mark", { lesson, cell, mark: what }));
  }

  async function setLanguage(next: Language): Promise<void> {
    const { progress } = known.value;
    // Whoever presses it sees it at once.
    list.value = { ...known.value, progress: { ...progress, language: next } };
    tell(await bridge.call("lessons.setLanguage", { language: next }));
  }

  async function startOver(lesson: string): Promise<void> {
    tell(await bridge.call("lessons.startOver", { lesson }));
  }

  function tell(result: { ok: true } | { ok: false; error: { message: string } }): void {
    if (!result.ok) notices.show("error", result.error.message);
  }

  /** A lesson by its id, if it is here. */
  const entryOf = (id: string): LessonEntry | undefined =>
    known.value.lessons.find((lesson) => lesson.id === id);

  /** What comes before and after a lesson, in the order of all: after a course comes the next one. */
  function neighboursOf(id: string): { before: LessonEntry | null; after: LessonEntry | null } {
    const { lessons } = known.value;
    const at = lessons.findIndex((lesson) => lesson.id === id);
    return { before: lessons[at - 1] ?? null, after: at === -1 ? null : (lessons[at + 1] ?? null) };
  }

  return {
    list,
    courses,
    problems,
    folder,
    language,
    opened,
    refusal,
    refresh,
    marksOf,
    doneOf,
    mark,
    setLanguage,
    startOver,
    entryOf,
    neighboursOf,
  };
});
