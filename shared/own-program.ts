/** What pages know of a program of the user's own: source text that runs in a process apart. */

import type { Channel } from "./events";

export const LANGUAGES = ["typescript", "python"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What runs or ran, without its text. */
export interface ProgramSource {
  readonly language: Language;
  /** What errors call it: "both-at-once.py". */
  readonly file: string;
  /** What people call it. */
  readonly title: string;
}

/** Something about a place in a source that its writer should know before running it. */
export interface SourceProblem {
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

/** What a program has printed of a line that it has not ended yet. */
export interface OpenLine {
  readonly channel: Channel;
  readonly text: string;
}

/** How a program ended. */
export interface ProgramEnd {
  /**
   * - `finished`: by itself
   * - `failed`: with an error that nobody caught
   * - `stopped`: somebody asked it to, and it cleaned up
   * - `killed`: somebody asked it to, and it had to be ended from outside
   * - `over-limit`: it printed or did more than a program may
   * - `out-of-memory`, `crashed`: its thread or its process is gone
   */
  readonly outcome:
    "finished" | "failed" | "stopped" | "killed" | "over-limit" | "out-of-memory" | "crashed";
  /** Why, in a sentence for the user; empty for a program that finished. */
  readonly sentence: string;
  /** What a command that runs the program exits with. */
  readonly exitCode: number;
}

/** A program that does not yield. */
export interface BlockingProgram {
  /** Where it stands, from 1 on; null where that could not be found out. */
  readonly line: number | null;
  /** The function that stands there, null at the top level or where it is not known. */
  readonly functionName: string | null;
  /** Since when, in session time, in seconds. */
  readonly since: number;
}
