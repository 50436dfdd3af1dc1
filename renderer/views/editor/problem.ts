/** The languages that programs are written in. */
export type CodeLanguage = "typescript" | "python";

/** Something about a place in the source that its writer should know. */
export interface Problem {
  readonly severity: "error" | "warning" | "info";
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units; the whole line without one. */
  readonly column?: number;
  /** The first place after it; the word at `column` without one. */
  readonly endLine?: number;
  readonly endColumn?: number;
  /** A sentence. */
  readonly message: string;
}
