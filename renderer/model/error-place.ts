/** Finds places of the learner's own source in what a program's errors say. */

/** A place in a text that names a line of a source. */
export interface LineMention {
  /** Where it stands in the text, and where it ends. */
  readonly from: number;
  readonly to: number;
  /** From 1. */
  readonly line: number;
  /** From 1, where it is told. */
  readonly column: number | null;
}

/**
 * Every mention of a line of `file`: `File "both.py", line 3` as CPython has it, `both.ts:3:7` as
 * the engine of TypeScript programs does.
 */
export function mentionsOf(text: string, file: string): LineMention[] {
  const name = file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(
    `File "(?:[^"\\n]*/)?${name}", line (\\d+)|(?<![\\w.-])${name}:(\\d+)(?::(\\d+))?`,
    "g",
  );
  return Array.from(text.matchAll(pattern), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    line: Number(match[1] ?? match[2]),
    column: match[3] === undefined ? null : Number(match[3]),
  }));
}

/**
 * The line where an error came up. Of CPython's frames the last one is the innermost, of the other
 * engine's the first one; null if the text names no line of the file.
 */
export function placeOfError(text: string, file: string): LineMention | null {
  const mentions = mentionsOf(text, file);
  const isPython = text.includes('File "');
  return mentions.at(isPython ? -1 : 0) ?? null;
}

/** What an error says, without where: the last line of CPython's traceback, the first one elsewhere. */
export function sentenceOfError(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const isPython = text.includes('File "');
  return (lines.at(isPython ? -1 : 0) ?? "").replace(/ \([^()\s]+:\d+(?::\d+)?\)$/, "").trim();
}
