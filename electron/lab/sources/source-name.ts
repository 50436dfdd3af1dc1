import { MAX_RECORDING_NAME_LENGTH } from "../../../shared/command-limits";
import type { Language } from "../../../shared/own-program";
import { LabError } from "../../../shared/result";
import { languageOf, SOURCE_ENDINGS } from "../../../shared/sources";
import { refusal } from "../../../shared/texts/refusal";
import { checkedFileName } from "../recordings/file-name";

const TITLES: Readonly<Record<Language, string>> = { typescript: "TypeScript", python: "Python" };

/**
 * The name that a user gave a program, as its file can have it on every system. The ending may be
 * left out.
 * @throws LabError ("bad-input") with a sentence that says what would be right
 */
export function checkedSourceName(text: string, language: Language): string {
  const ending = SOURCE_ENDINGS[language];
  const given = text.trim();
  const other = languageOf(given);
  if (other !== null && other !== language) {
    throw new LabError(
      "bad-input",
      refusal("name.ending", { language: TITLES[language], ending }),
      "name",
    );
  }
  const stem = other === null ? given : given.slice(0, -ending.length);
  return `${checkedFileName(stem, "program", MAX_RECORDING_NAME_LENGTH)}${ending}`;
}
