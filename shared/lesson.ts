/**
 * Lessons as pages show them: what the main process made of a file of Markdown. Plain data, in which
 * text is text: there is no way from a lesson's file into the page's markup.
 */
import type { Claim } from "./lesson-claims";
import type { Language } from "./own-program";

/** A piece of running text. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  /** Code within a sentence, as each language spells it. */
  | { readonly kind: "code"; readonly text: Readonly<Record<Language, string>> }
  | { readonly kind: "emphasis" | "strong"; readonly of: readonly Inline[] }
  /** A link to another lesson, by its id. */
  | { readonly kind: "lesson"; readonly lesson: string; readonly of: readonly Inline[] }
  /** A web address. It is shown and not followed: lessons work without a network. */
  | { readonly kind: "address"; readonly url: string; readonly of: readonly Inline[] }
  | { readonly kind: "break" };

/** A part of a lesson, from its top to its bottom. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly of: readonly Inline[] }
  | { readonly kind: "paragraph"; readonly of: readonly Inline[] }
  | {
      readonly kind: "list";
      /** The number of the first item; null for a list without numbers. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] }
  /** Code that is shown and does not run. */
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: "rule" }
  | { readonly kind: "cell"; readonly cell: Cell };

/** A program that runs in the page, the same in both languages. */
export interface Cell {
  /** Of its own within the lesson. */
  readonly id: string;
  readonly title: string;
  readonly sources: Readonly<Record<Language, string>>;
  /** What it prints, line by line. A "…" in a line stands for any text. */
  readonly output: readonly string[];
  /** How long it takes, in seconds; null where nobody can say. */
  readonly seconds: number | null;
  readonly predict: Prediction | null;
  readonly question: Question | null;
  /** Another cell of the lesson, whose last run is laid beside this one's on one axis; null for none. */
  readonly beside: string | null;
}

/** What a learner says of a run before it. */
type Prediction =
  /** In which order the lines come. */
  | { readonly kind: "order" }
  /** From when to when each of these tasks lasts. */
  | { readonly kind: "times"; readonly tasks: readonly string[] };

/** A question that running the cell answers. */
export interface Question {
  readonly ask: readonly Inline[];
  readonly options: readonly QuestionOption[];
}

/** A possible answer. Of a question's options, one holds for the run. */
interface QuestionOption {
  readonly text: readonly Inline[];
  /** What the answer says of the run. */
  readonly claim: Claim;
  /** Why it is right, or why it is not. */
  readonly why: readonly Inline[];
}

/** A lesson without its text. */
export interface LessonEntry {
  /** Its file's name without the ending: what others link to, and progress is kept under. */
  readonly id: string;
  readonly title: string;
  /** The course that it belongs to. Lessons of a course follow each other as their files' names do. */
  readonly course: string;
  readonly summary: string;
  /** About how long it takes, in minutes. */
  readonly minutes: number;
  /** `lab`: it comes with the lab. `own`: it lies in the user's folder. */
  readonly origin: "lab" | "own";
  readonly cells: readonly { readonly id: string; readonly isQuestion: boolean }[];
}

export interface Lesson extends LessonEntry {
  readonly blocks: readonly Block[];
}

/** What is wrong with a lesson's file. The others are there all the same. */
export interface LessonProblem {
  /** The file's name. */
  readonly file: string;
  /** From 1 on; null where it is about the whole file. */
  readonly line: number | null;
  /** A sentence. */
  readonly reason: string;
}

/** What a learner did with a cell. */
export interface CellMarks {
  /** It ran to its end in these languages. */
  readonly ran: readonly Language[];
  /** Whether the last prediction held; null if there was none. */
  readonly predicted: boolean | null;
  /** The last answer to its question, null if there was none. */
  readonly answer: { readonly option: number; readonly isRight: boolean } | null;
  /** What the learner made of its program. */
  readonly drafts: Readonly<Partial<Record<Language, string>>>;
}

/** How far a learner is. Kept by the main process in one file, the same for all windows. */
export interface LessonProgress {
  /** The language in which cells are shown. */
  readonly language: Language;
  /** By lesson, then by cell. */
  readonly lessons: Readonly<Record<string, Readonly<Record<string, CellMarks>>>>;
}

export const NO_MARKS: CellMarks = { ran: [], predicted: null, answer: null, drafts: {} };

/** What a learner did with a cell. Lessons and cells may have any name: what objects inherit is none of theirs. */
export function marksOf({ lessons }: LessonProgress, lesson: string, cell: string): CellMarks {
  const cells = Object.hasOwn(lessons, lesson) ? lessons[lesson]! : {};
  return Object.hasOwn(cells, cell) ? cells[cell]! : NO_MARKS;
}

/** Whether a learner has done with a cell what there is to do: run it, or answer its question. */
export function isCellDone(marks: CellMarks, isQuestion: boolean): boolean {
  return isQuestion ? marks.answer !== null : marks.ran.length > 0;
}

/** Everything that a page shows of lessons before one is opened. */
export interface LessonList {
  /** In the order of their courses, and within each in that of their files' names. */
  readonly lessons: readonly LessonEntry[];
  readonly problems: readonly LessonProblem[];
  readonly progress: LessonProgress;
  /** Where a teacher puts lessons of their own. */
  readonly folder: string;
}
