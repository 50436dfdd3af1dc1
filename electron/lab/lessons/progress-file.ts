import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { MAX_LESSON_DRAFT_LENGTH } from "../../../shared/command-limits";
import { NO_MARKS } from "../../../shared/lesson";
import type { CellMarks, LessonProgress } from "../../../shared/lesson";
import { LANGUAGES } from "../../../shared/own-program";
import type { Language } from "../../../shared/own-program";
import { codeOf } from "../recordings/disk";
import { replaceWholeFile } from "../recordings/whole-file";
import { chunksOf } from "../sources/source-folder";
import { MAX_PROGRESS_LENGTH } from "./limits";

const language = z.enum(LANGUAGES);

const cellMarks = z.object({
  ran: z.array(language).max(LANGUAGES.length),
  predicted: z.boolean().nullable(),
  answer: z.object({ option: z.int().min(0), isRight: z.boolean() }).nullable(),
  drafts: z.partialRecord(language, z.string().max(MAX_LESSON_DRAFT_LENGTH)),
}) satisfies z.ZodType<CellMarks>;

const progress = z.object({
  language,
  lessons: z.record(z.string(), z.record(z.string(), cellMarks)),
}) satisfies z.ZodType<LessonProgress>;

/** Python is what most people come with. */
const START: LessonProgress = { language: "python", lessons: {} };

/**
 * How far a learner is, in one JSON file. Written one after the other, each whole or not at all. A file
 * that cannot be read is not overwritten but set aside.
 */
export class ProgressFile {
  readonly #path: string;
  readonly #warn: (message: string) => void;
  #progress: Promise<LessonProgress> | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string, warn: (message: string) => void) {
    this.#path = path;
    this.#warn = warn;
  }

  read(): Promise<LessonProgress> {
    this.#progress ??= this.#load();
    return this.#progress;
  }

  /** Changes what is kept of one cell. @throws the system's error; the change holds until the lab ends */
  mark(lesson: string, cell: string, change: (marks: CellMarks) => CellMarks): Promise<void> {
    return this.#change((now) => {
      const cells = now.lessons[lesson] ?? {};
      const marks = change(cells[cell] ?? NO_MARKS);
      return { ...now, lessons: { ...now.lessons, [lesson]: { ...cells, [cell]: marks } } };
    });
  }

  setLanguage(language: Language): Promise<void> {
    return this.#change((now) => ({ ...now, language }));
  }

  forget(lesson: string): Promise<void> {
    return this.#change((now) => {
      const { [lesson]: _, ...lessons } = now.lessons;
      return { ...now, lessons };
    });
  }

  /** Resolves when everything that was to be written is, or has failed. */
  async close(): Promise<void> {
    await this.#writing;
  }

  #change(change: (now: LessonProgress) => LessonProgress): Promise<void> {
    const changed = this.read().then(change);
    this.#progress = changed;
    const written = this.#writing.then(async () => {
      await mkdir(dirname(this.#path), { recursive: true });
      await replaceWholeFile(this.#path, chunksOf(`${JSON.stringify(await changed)}\n`));
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #load(): Promise<LessonProgress> {
    try {
      const text = await readFile(this.#path, "utf8");
      if (text.length > MAX_PROGRESS_LENGTH) throw new Error("it is too long");
      return progress.parse(JSON.parse(text));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return START;
      const aside = `${this.#path}.unreadable-${new Date().toISOString().replaceAll(":", "-")}`;
      await rename(this.#path, aside).catch(() => undefined);
      this.#warn(
        `The progress in lessons could not be read, and was set aside as ${aside}: ${String(error)}`,
      );
      return START;
    }
  }
}
