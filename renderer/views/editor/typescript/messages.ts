import type { WordFacts } from "../language-tools";
import type { Problem } from "../problem";

/** What the page asks the worker. `file` tells one editor's source from another's. */
export type Question = { readonly file: string; readonly source: string } & (
  | { readonly ask: "check" }
  | { readonly ask: "complete"; readonly position: number; readonly explicit: boolean }
  | { readonly ask: "describe"; readonly position: number; readonly name: string }
  | { readonly ask: "explain"; readonly position: number }
);

export interface Suggestion {
  readonly name: string;
  /** As CodeMirror names them, which its icons go by. */
  readonly type: string;
  /** Higher stands further up. */
  readonly boost: number;
}

export interface Answers {
  readonly check: readonly Problem[];
  /** Where the word begins that is being completed, and all that may come there. */
  readonly complete: { readonly from: number; readonly suggestions: readonly Suggestion[] } | null;
  readonly describe: Pick<WordFacts, "code" | "text"> | null;
  readonly explain: WordFacts | null;
}

export type ToWorker =
  | { readonly type: "question"; readonly id: number; readonly question: Question }
  | { readonly type: "forget"; readonly file: string };

export type FromWorker =
  | { readonly id: number; readonly answer: Answers[Question["ask"]] }
  | { readonly id: number; readonly error: string };
