/**
 * Sources of programs that people write, as pages see them.
 *
 * A document's id names it in commands: `library:both.py` (a file in the lab's own folder),
 * `file:1f…` (a file elsewhere that the user chose), `example:both-at-once.py`, and `new:…`, named by
 * a page, for one that was never saved.
 */
import type { Language } from "./own-program";

/** What programs' files end in. */
export const SOURCE_ENDINGS: Readonly<Record<Language, string>> = {
  typescript: ".ts",
  python: ".py",
};

/** The language of a file by its name; null if it is none that holds a program. */
export function languageOf(fileName: string): Language | null {
  const name = fileName.toLowerCase();
  if (name.endsWith(SOURCE_ENDINGS.python)) return "python";
  return name.endsWith(SOURCE_ENDINGS.typescript) ? "typescript" : null;
}

/** A program's file, of the lab's own folder or one that the user opened. */
export interface SourceEntry {
  document: string;
  /** With its ending. */
  name: string;
  language: Language;
  /** Where it is, for a file outside of the lab's own folder. */
  place: string | null;
  bytes: number;
  /** When it was written last, in milliseconds since 1970. */
  changedAt: number;
}

/** What was typed and not saved, and survives the lab. */
export interface DraftEntry {
  document: string;
  name: string;
  language: Language;
  /** When it was typed, in milliseconds since 1970. */
  changedAt: number;
}

export interface ExampleEntry {
  document: string;
  name: string;
  language: Language;
  title: string;
}

export interface SourceList {
  examples: readonly ExampleEntry[];
  /** By name. */
  sources: readonly SourceEntry[];
  /** The newest first. */
  drafts: readonly DraftEntry[];
  /** Files that the list leaves out because there are so many. */
  others: number;
}

interface SourceDraft {
  name: string;
  text: string;
  changedAt: number;
  /** The file's version on which it was built; null if it never was one. */
  base: string | null;
}

export interface OpenedSource {
  document: string;
  name: string;
  language: Language;
  place: string | null;
  /** As it is on the disk; empty for one that was never saved. Lines end in "\n", whatever they end in there. */
  text: string;
  /** Names what stands on the disk now; null if nothing does. */
  version: string | null;
  /** What was typed and not saved, if anything was. */
  draft: SourceDraft | null;
}
