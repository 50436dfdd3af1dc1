/** Sources that a page has itself: chosen in a browser, or dropped on the window. */
import { MAX_SOURCE_LENGTH } from "../../shared/command-limits";
import type { Language } from "../../shared/own-program";
import { languageOf } from "../../shared/sources";
import { t } from "../texts";

/** Whether a file's name says that it holds a program. */
export const isProgramFile = (name: string): boolean => languageOf(name) !== null;

/**
 * Reads a program out of a file.
 * @returns its text, or the sentence that says why it is none
 */
export async function readProgram(
  file: File,
): Promise<{ text: string; language: Language } | { problem: string }> {
  const language = languageOf(file.name);
  if (language === null) {
    return { problem: t("editor.file.noProgram", { name: file.name }) };
  }
  const tooLarge = t("editor.file.tooLarge", { name: file.name, most: MAX_SOURCE_LENGTH });
  // No character has more than four bytes: the rest need not be read.
  if (file.size > MAX_SOURCE_LENGTH * 4) return { problem: tooLarge };
  let decoded: string;
  try {
    decoded = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    return {
      problem:
        error instanceof TypeError
          ? t("editor.file.notUtf8", { name: file.name })
          : t("editor.file.notRead", { name: file.name, error: String(error) }),
    };
  }
  if (decoded.includes("\0")) return { problem: t("editor.file.noText", { name: file.name }) };
  const text = decoded.replaceAll("\r\n", "\n");
  return text.length > MAX_SOURCE_LENGTH ? { problem: tooLarge } : { text, language };
}
