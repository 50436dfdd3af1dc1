import { z } from "zod";
import type { Block, Lesson, LessonEntry } from "../../../shared/lesson";
import { CellReader } from "./cells";
import { LessonError } from "./lesson-error";
import { LESSON_ID } from "./lesson-id";
import { MAX_LESSON_LENGTH, MAX_LINE_LENGTH } from "./limits";
import { isForCell, readMarkdown } from "./markdown";
import { readSettings } from "./settings-block";

const DEFAULT_MINUTES = 5;
const FENCE = "---";

const frontMatter = z.strictObject({
  title: z.string().min(1).max(80),
  course: z.string().min(1).max(60),
  summary: z.string().min(1).max(300),
  minutes: z.int().min(1).max(120).optional(),
});

/**
 * Makes a lesson of a file's text. The one place in which lessons are read: what comes out has the
 * form that `shared/lesson.ts` says, whatever the text was.
 *
 * @param id the file's name without its ending
 * @throws LessonError that says what is wrong, and in which line
 */
export function parseLesson(id: string, text: string, origin: LessonEntry["origin"]): Lesson {
  if (!LESSON_ID.test(id)) {
    const message =
      "A lesson's file is named with letters, digits, - and _, and begins with a letter or digit.";
    throw new LessonError(message, null);
  }
  if (text.length > MAX_LESSON_LENGTH) throw tooLong();
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const longest = lines.findIndex((line) => line.length > MAX_LINE_LENGTH);
  if (longest !== -1) {
    throw new LessonError(
      `This line is too long: ${MAX_LINE_LENGTH} characters at most.`,
      longest + 1,
    );
  }
  const end = lines[0] === FENCE ? lines.indexOf(FENCE, 1) : -1;
  if (end === -1) {
    const message = `A lesson begins with its front matter: title, course and summary between two lines of ${FENCE}.`;
    throw new LessonError(message, 1);
  }
  const front = readSettings(lines.slice(1, end).join("\n"), 2, frontMatter);
  const blocks = readBlocks(lines.slice(end + 1).join("\n"), end + 2);
  const cells = blocks.flatMap((block) => (block.kind === "cell" ? [block.cell] : []));
  return {
    id,
    title: front.title,
    course: front.course,
    summary: front.summary,
    minutes: front.minutes ?? DEFAULT_MINUTES,
    origin,
    cells: cells.map((cell) => ({ id: cell.id, isQuestion: cell.question !== null })),
    blocks,
  };
}

export const tooLong = (): LessonError =>
  new LessonError(`It is too long: ${MAX_LESSON_LENGTH} characters at most.`, null);

function readBlocks(text: string, firstLine: number): Block[] {
  const reader = new CellReader();
  /** Where a cell stands, until all of its parts are known. */
  const places = new Map<Block, string>();
  const blocks = readMarkdown(text, firstLine, (code, line) => {
    if (!isForCell(code)) return { kind: "code", language: code.lang ?? "", text: code.value };
    const id = reader.take(code, line);
    if (id === null) return null;
    const place: Block = { kind: "rule" };
    places.set(place, id);
    return place;
  });
  const cells = reader.finish();
  return blocks.map((block) => {
    const id = places.get(block);
    return id === undefined ? block : { kind: "cell", cell: cells.get(id)! };
  });
}
