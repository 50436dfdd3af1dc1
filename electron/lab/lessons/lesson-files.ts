import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Lesson, LessonEntry, LessonProblem } from "../../../shared/lesson";
import { codeOf } from "../files/disk";
import { LessonError } from "./lesson-error";
import { LESSON_SUFFIX } from "./lesson-id";
import { MAX_LESSON_LENGTH, MAX_LESSONS } from "./limits";
import { parseLesson, tooLong } from "./parse-lesson";

/** What became of one file. */
type Read = { readonly lesson: Lesson } | { readonly problem: LessonProblem };

/** Files that explain the others. */
const NO_LESSONS = /^readme\b/i;
/** The longest that a character is in UTF-8. */
const MAX_BYTES_A_CHARACTER = 4;

/** The lessons in one folder. A file is read again when it has changed, and only then. */
export class LessonFiles {
  readonly #folder: string;
  readonly #origin: LessonEntry["origin"];
  #known = new Map<string, { readonly version: string; readonly read: Read }>();

  constructor(folder: string, origin: LessonEntry["origin"]) {
    this.#folder = folder;
    this.#origin = origin;
  }

  /** Every lesson and everything that is wrong, by the files' names. A folder that is not there is empty. */
  async read(): Promise<{ lessons: Lesson[]; problems: LessonProblem[] }> {
    const { files, problems } = await this.#files();
    const known = new Map<string, { version: string; read: Read }>();
    const lessons: Lesson[] = [];
    for (const file of files) {
      const read = await this.#readFile(file);
      if (read === null) continue;
      known.set(file, read);
      if ("lesson" in read.read) lessons.push(read.read.lesson);
      else problems.push(read.read.problem);
    }
    this.#known = known;
    return { lessons, problems };
  }

  async #files(): Promise<{ files: string[]; problems: LessonProblem[] }> {
    let names: string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return { files: [], problems: [] };
      const reason = `The folder cannot be read: ${(error as Error).message}`;
      return { files: [], problems: [{ file: this.#folder, line: null, reason }] };
    }
    const files = names
      .filter((name) => name.endsWith(LESSON_SUFFIX) && !NO_LESSONS.test(name))
      .sort(byName);
    const others = files.length - MAX_LESSONS;
    if (others <= 0) return { files, problems: [] };
    const reason = `There are more than ${MAX_LESSONS} lessons: ${others} are left out.`;
    return {
      files: files.slice(0, MAX_LESSONS),
      problems: [{ file: this.#folder, line: null, reason }],
    };
  }

  /** @returns null if the file is gone */
  async #readFile(file: string): Promise<{ version: string; read: Read } | null> {
    const path = join(this.#folder, file);
    try {
      const { mtimeMs, size } = await stat(path);
      const version = `${mtimeMs} ${size}`;
      const known = this.#known.get(file);
      if (known?.version === version) return known;
      if (size > MAX_LESSON_LENGTH * MAX_BYTES_A_CHARACTER) throw tooLong();
      return { version, read: this.#parse(file, await readFile(path, "utf8")) };
    } catch (error) {
      if (codeOf(error) === "ENOENT") return null;
      const { message } = error as Error;
      const reason = error instanceof LessonError ? message : `It cannot be read: ${message}`;
      return { version: "", read: { problem: { file, line: null, reason } } };
    }
  }

  #parse(file: string, text: string): Read {
    try {
      const id = file.slice(0, -LESSON_SUFFIX.length);
      return { lesson: parseLesson(id, text, this.#origin) };
    } catch (error) {
      const line = error instanceof LessonError ? error.line : null;
      return { problem: { file, line, reason: (error as Error).message } };
    }
  }
}

/** As people count: 2-9 before 2-10, whatever the machine's language. */
function byName(one: string, other: string): number {
  return one.localeCompare(other, "en", { numeric: true });
}
