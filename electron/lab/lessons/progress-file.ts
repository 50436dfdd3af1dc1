import { z } from "zod";
import { MAX_LESSON_DRAFT_LENGTH } from "../../../shared/command-limits";
import { marksOf } from "../../../shared/lesson";
import type { CellMarks, LessonProgress } from "../../../shared/lesson";
import { LANGUAGES } from "../../../shared/own-program";
import type { Language } from "../../../shared/own-program";
import { JsonFile } from "../files/json-file";
import { KeptValue } from "../files/kept-value";

const language = z.enum(LANGUAGES);

const cellMarks = z.object({
  ran: z.array(language).max(LANGUAGES.length),
  predicted: z.boolean().nullable(),
  answer: z.object({ option: z.int().min(0), isRight: z.boolean() }).nullable(),
  drafts: z.partialRecord(language, z.string().max(MAX_LESSON_DRAFT_LENGTH)),
}) satisfies z.ZodType<CellMarks>;

const schema = z.object({
  language,
  lessons: z.record(z.string(), z.record(z.string(), cellMarks)),
}) satisfies z.ZodType<LessonProgress>;

/** Python is what most people come with. */
const START: LessonProgress = { language: "python", lessons: {} };

/** How far a learner is, in one JSON file. */
export class ProgressFile {
  readonly #progress: KeptValue<LessonProgress>;

  /** @param warn hears of a file that cannot be read */
  constructor(path: string, warn: (message: string) => void) {
    const content = { title: "The progress in lessons", fallback: START, schema };
    this.#progress = new KeptValue(new JsonFile<LessonProgress>(path, content), warn);
  }

  read(): Promise<LessonProgress> {
    return this.#progress.read();
  }

  /** Changes what is kept of one cell. @throws the system's error; the change holds until the lab ends */
  mark(lesson: string, cell: string, change: (marks: CellMarks) => CellMarks): Promise<void> {
    return this.#progress.change((now) => {
      const cells = { ...now.lessons[lesson], [cell]: change(marksOf(now, lesson, cell)) };
      return { ...now, lessons: { ...now.lessons, [lesson]: cells } };
    });
  }

  setLanguage(language: Language): Promise<void> {
    return this.#progress.change((now) => ({ ...now, language }));
  }

  forget(lesson: string): Promise<void> {
    return this.#progress.change((now) => {
      const { [lesson]: _, ...lessons } = now.lessons;
      return { ...now, lessons };
    });
  }

  /** Resolves when everything that was to be written is, or has failed. */
  close(): Promise<void> {
    return this.#progress.close();
  }
}
