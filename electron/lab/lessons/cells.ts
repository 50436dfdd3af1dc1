import type { Code } from "mdast";
import { z } from "zod";
import type { Cell, Question } from "../../../shared/lesson";
import type { Claim } from "../../../shared/lesson-claims";
import { LANGUAGES } from "../../../shared/own-program";
import type { Language } from "../../../shared/own-program";
import { LessonError } from "./lesson-error";
import { MAX_CELLS, MAX_OPTIONS, MAX_OUTPUT_LINES, MAX_PREDICTED_TASKS } from "./limits";
import { readSentence } from "./markdown";
import { readSettings } from "./settings-block";

const MAX_SECONDS = 120;
const MAX_TEXT = 500;
const CELL_ID = /^[A-Za-z0-9][\w-]{0,39}$/;

const text = z.string().min(1, "it should not be empty").max(MAX_TEXT);
const taskName = z.string().min(1).max(80);
const seconds = z.number().min(0).max(MAX_SECONDS);

const claim = z.union(
  [
    z.strictObject({ seconds }),
    z.strictObject({ first: text }),
    z.strictObject({ last: text }),
    z.strictObject({ prints: text }),
    z.strictObject({ never: text }),
    z.strictObject({ before: z.tuple([text, text]) }),
    z.strictObject({ tasks: z.int().min(0).max(1_000) }),
    z.strictObject({ task: taskName, is: z.enum(["finished", "failed", "cancelled"]) }),
  ],
  'a claim is one of seconds, first, last, prints, never, before, tasks, or "task" with "is"',
) satisfies z.ZodType<Claim>;

const settings = z.strictObject({
  title: z.string().min(1).max(80),
  output: z.string().max(MAX_OUTPUT_LINES * MAX_TEXT),
  seconds: seconds.optional(),
  predict: z.enum(["order", "times"], 'it should be "order" or "times"').optional(),
  tasks: z.array(taskName).min(1).max(MAX_PREDICTED_TASKS).optional(),
  beside: z.string().optional(),
  ask: text.optional(),
  options: z
    .array(z.strictObject({ answer: text, claim, why: text }))
    .min(2, "there should be two at least")
    .max(MAX_OPTIONS)
    .optional(),
});

/** A cell whose parts are being collected. */
interface Draft {
  readonly id: string;
  /** Where its first part stands. */
  readonly line: number;
  readonly sources: Partial<Record<Language, string>>;
  settings: { text: string; line: number } | null;
}

/** Collects the cells of a lesson from its fenced code: a program in each language, and its settings. */
export class CellReader {
  readonly #drafts = new Map<string, Draft>();

  /**
   * Takes in a part of a cell.
   * @returns the cell's id if this is its first part: the cell stands there
   * @throws LessonError
   */
  take(code: Code, line: number): string | null {
    const id = this.#idOf(code, line);
    const known = this.#drafts.get(id);
    const draft = known ?? { id, line, sources: {}, settings: null };
    if (code.lang === "yaml") {
      if (draft.settings !== null)
        throw new LessonError(`The cell "${id}" has settings already.`, line);
      draft.settings = { text: code.value, line: line + 1 };
    } else {
      const language = LANGUAGES.find((one) => one === code.lang);
      if (language === undefined) {
        const message = `A cell has a program in "python" and in "typescript", and its settings in "yaml"; not "${code.lang ?? ""}".`;
        throw new LessonError(message, line);
      }
      if (draft.sources[language] !== undefined) {
        throw new LessonError(`The cell "${id}" has a program in ${language} already.`, line);
      }
      draft.sources[language] = code.value;
    }
    if (known !== undefined) return null;
    if (this.#drafts.size === MAX_CELLS) {
      throw new LessonError(`A lesson has ${MAX_CELLS} cells at most.`, line);
    }
    this.#drafts.set(id, draft);
    return id;
  }

  /** Every cell, once all is taken in. @throws LessonError if a part is missing or not as it should be */
  finish(): Map<string, Cell> {
    const cells = [...this.#drafts.values()].map((draft) => this.#cellOf(draft));
    return new Map(cells.map((cell) => [cell.id, cell]));
  }

  #idOf({ meta }: Code, line: number): string {
    const words = (meta ?? "").split(/\s+/);
    const [id, ...others] = words
      .filter((word) => word.startsWith("cell="))
      .map((word) => word.slice(5));
    if (id === undefined || others.length > 0 || words.length > 1 || !CELL_ID.test(id)) {
      const message =
        "After the language stands cell=name, with a name of letters, digits, - and _.";
      throw new LessonError(message, line);
    }
    return id;
  }

  #cellOf({ id, line, sources, settings: block }: Draft): Cell {
    const { python, typescript } = sources;
    for (const language of LANGUAGES) {
      if (sources[language] === undefined) {
        throw new LessonError(`The cell "${id}" has no program in ${language}.`, line);
      }
    }
    if (block === null) {
      throw new LessonError(`The cell "${id}" has no settings: a block of yaml.`, line);
    }
    const read = readSettings(block.text, block.line, settings);
    const fault = this.#faultOf(id, read);
    if (fault !== null) throw new LessonError(fault, block.line);
    return {
      id,
      title: read.title,
      sources: { python: python!, typescript: typescript! },
      output: linesOf(read.output),
      seconds: read.seconds ?? null,
      predict: predictionOf(read),
      question: questionOf(read, block.line),
      beside: read.beside ?? null,
    };
  }

  /** What no schema sees. */
  #faultOf(id: string, read: z.infer<typeof settings>): string | null {
    const { output, predict, tasks, beside, ask, options } = read;
    const lines = linesOf(output);
    if (lines.length > MAX_OUTPUT_LINES) return `A cell prints ${MAX_OUTPUT_LINES} lines at most.`;
    if (predict === "order" && lines.length < 2) {
      return "Lines that are put in order have to be two at least.";
    }
    if ((predict === "times") !== (tasks !== undefined)) {
      return 'With "predict: times" stand "tasks", whose times are to be drawn; otherwise not.';
    }
    if ((ask === undefined) !== (options === undefined)) {
      return 'A question has both "ask" and "options".';
    }
    if (ask !== undefined && predict !== undefined) {
      return "A question is a prediction already: leave out one of them.";
    }
    if (beside !== undefined && (beside === id || !this.#drafts.has(beside))) {
      return `"beside" names another cell of the lesson; there is no "${beside}".`;
    }
    return null;
  }
}

function linesOf(output: string): string[] {
  const trimmed = output.replace(/\n+$/, "");
  return trimmed === "" ? [] : trimmed.split("\n");
}

function predictionOf({ predict, tasks }: z.infer<typeof settings>): Cell["predict"] {
  if (predict === undefined) return null;
  return predict === "order" ? { kind: "order" } : { kind: "times", tasks: tasks ?? [] };
}

function questionOf({ ask, options }: z.infer<typeof settings>, line: number): Question | null {
  if (ask === undefined || options === undefined) return null;
  return {
    ask: readSentence(ask, line),
    options: options.map(({ answer, claim, why }) => ({
      text: readSentence(answer, line),
      claim,
      why: readSentence(why, line),
    })),
  };
}
