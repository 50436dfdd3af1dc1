import type { CompletionSource } from "@codemirror/autocomplete";
import type { Problem } from "./problem";

/** What is known of a word of the source. */
export interface WordFacts {
  readonly from: number;
  readonly to: number;
  /** Its declaration, as code. */
  readonly code: string;
  readonly text: string;
}

/** What an editor asks somebody who understands its language. Positions are UTF-16 units from 0. */
export interface LanguageTools {
  readonly complete: CompletionSource;
  explain(source: string, position: number): Promise<WordFacts | null>;
  /** What is wrong with the source, as far as it can be known without running it; null if nobody can tell now. */
  check(source: string): Promise<readonly Problem[] | null>;
  close(): void;
}
