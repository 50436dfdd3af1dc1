import { watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { join } from "node:path";
import type { CommandInput, Handlers } from "../../../shared/contract";
import type { CellMarks, Lesson, LessonList, LessonProblem } from "../../../shared/lesson";
import { LabError } from "../../../shared/result";
import type { Push } from "../../../shared/stream";
import { refusal } from "../../../shared/texts/refusal";
import type { Log } from "../dispatch";
import { diskFailure } from "../files/disk";
import { LessonFiles } from "./lesson-files";
import { ProgressFile } from "./progress-file";

type LessonHandlers = Pick<Handlers, Extract<keyof Handlers, `lessons.${string}`>>;
type Mark = CommandInput<"lessons.mark">["mark"];

export interface LessonsOptions {
  /** The folder of the lessons that come with the lab. */
  readonly folder: string;
  /** The folder that the user's own lessons and the progress are kept in. */
  readonly profile: string;
  readonly push: (push: Push) => void;
  readonly log: Log;
}

const OWN_FOLDER = "lessons";
const PROGRESS_FILE = "lesson-progress.json";
/** An editor that saves a file does so in several steps. */
const SETTLING_MS = 150;

/** The lessons that come with the lab, those of the user's own, and how far the learner is. */
export class Lessons {
  readonly #options: LessonsOptions;
  readonly #ownFolder: string;
  readonly #folders: readonly { readonly path: string; readonly files: LessonFiles }[];
  readonly #progress: ProgressFile;
  readonly #watchers = new Map<string, FSWatcher>();
  #settling: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: LessonsOptions) {
    const { folder, profile, log } = options;
    this.#options = options;
    this.#ownFolder = join(profile, OWN_FOLDER);
    this.#folders = [
      { path: folder, files: new LessonFiles(folder, "lab") },
      { path: this.#ownFolder, files: new LessonFiles(this.#ownFolder, "own") },
    ];
    this.#progress = new ProgressFile(join(profile, PROGRESS_FILE), (message) => log.warn(message));
  }

  readonly handlers: LessonHandlers = {
    "lessons.list": () => this.#list(),
    "lessons.read": async ({ lesson }) => ({ lesson: await this.#find(lesson) }),
    "lessons.mark": ({ lesson, cell, mark }) => this.#mark(lesson, cell, mark),
    "lessons.setLanguage": async ({ language }) =>
      this.#kept(() => this.#progress.setLanguage(language)),
    "lessons.startOver": async ({ lesson }) => this.#kept(() => this.#progress.forget(lesson)),
  };

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#settling !== null) clearTimeout(this.#settling);
    for (const watcher of this.#watchers.values()) watcher.close();
    await this.#progress.close();
  }

  async #list(): Promise<LessonList> {
    const { lessons, problems } = await this.#read();
    const courses = new Map<string, Lesson[]>();
    for (const lesson of lessons) {
      const { course } = lesson;
      courses.set(course, [...(courses.get(course) ?? []), lesson]);
    }
    return {
      lessons: [...courses.values()].flat().map(({ blocks: _, ...entry }) => entry),
      problems,
      progress: await this.#progress.read(),
      folder: this.#ownFolder,
    };
  }

  /** @throws LabError ("not-found") */
  async #find(id: string): Promise<Lesson> {
    const { lessons, problems } = await this.#read();
    const lesson = lessons.find((one) => one.id === id);
    if (lesson !== undefined) return lesson;
    const problem = problems.find(({ file }) => file === `${id}.md`);
    const what =
      problem === undefined
        ? refusal("noLesson", { lesson: id })
        : refusal("noLessonBecause", { lesson: id, why: sentenceOf(problem) });
    throw new LabError("not-found", what, "lesson");
  }

  /** Of two files with the same name, the user's own counts. */
  async #read(): Promise<{ lessons: Lesson[]; problems: LessonProblem[] }> {
    this.#watch();
    const byId = new Map<string, Lesson>();
    const problems: LessonProblem[] = [];
    for (const { files } of this.#folders) {
      const read = await files.read();
      for (const lesson of read.lessons) byId.set(lesson.id, lesson);
      problems.push(...read.problems);
    }
    return { lessons: [...byId.values()], problems };
  }

  async #mark(id: string, cell: string, mark: Mark): Promise<Record<never, never>> {
    const lesson = await this.#find(id);
    if (!lesson.cells.some((one) => one.id === cell)) {
      throw new LabError("not-found", refusal("noCell", { lesson: id, cell }), "cell");
    }
    return this.#kept(() => this.#progress.mark(id, cell, (marks) => marked(marks, mark)));
  }

  async #kept(change: () => Promise<void>): Promise<Record<never, never>> {
    try {
      await change();
    } catch (error) {
      throw diskFailure(refusal("disk.progress"), error);
    } finally {
      this.#options.push({ type: "lessons" });
    }
    return {};
  }

  /** Follows the folders, as far as they are there and the system can: pages also look by themselves. */
  #watch(): void {
    if (this.#isClosed) return;
    for (const { path } of this.#folders) {
      if (this.#watchers.has(path)) continue;
      try {
        const watcher = watch(path, { persistent: false }, () => this.#changed());
        // A folder that was removed may come again.
        watcher.on("error", () => this.#unwatch(path));
        this.#watchers.set(path, watcher);
      } catch {
        // It is not there, or lies within an archive.
      }
    }
  }

  #unwatch(path: string): void {
    this.#watchers.get(path)?.close();
    this.#watchers.delete(path);
  }

  #changed(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = null;
      this.#options.push({ type: "lessons" });
    }, SETTLING_MS);
    this.#settling.unref();
  }
}

/** @returns `marks` with what happened */
function marked(marks: CellMarks, mark: Mark): CellMarks {
  switch (mark.kind) {
    case "ran":
      return { ...marks, ran: [...new Set([...marks.ran, mark.language])] };
    case "predicted":
      return { ...marks, predicted: mark.isRight };
    case "answered":
      return { ...marks, answer: { option: mark.option, isRight: mark.isRight } };
    case "draft": {
      const { [mark.language]: _, ...drafts } = marks.drafts;
      return {
        ...marks,
        drafts: mark.text === null ? drafts : { ...drafts, [mark.language]: mark.text },
      };
    }
  }
}

function sentenceOf({ line, reason }: LessonProblem): string {
  return line === null ? reason : `Line ${line}: ${reason}`;
}
