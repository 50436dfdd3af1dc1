import { MAX_RECORDING_NAME_LENGTH } from "../../../shared/command-limits";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import type { Refusal } from "../../../shared/texts/refusal";

/** What the files of the library end in. */
export const RECORDING_SUFFIX = ".tasklab";

/** What they ended in once: they are listed and opened as the others are. */
export const OLD_RECORDING_SUFFIX = ".tasklab.jsonl";

/** A recording's file without its folders and its ending, for people: of a page's file, or of any path. */
export function recordingNameOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  const suffix = [OLD_RECORDING_SUFFIX, RECORDING_SUFFIX].find((one) => name.endsWith(one));
  return proposedName(suffix === undefined ? name : name.slice(0, -suffix.length));
}

/** What some system would not take in a file's name, or take for a path. */
const REFUSED = '/ \\ : * ? " < > |';
// Also halves of characters, what cannot be seen, and what turns the direction of writing: a name must
// be what it looks like.
const REFUSED_CHARACTER = /[/\\:*?"<>|\p{Cc}\p{Surrogate}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/**
 * Devices, on Windows, whatever their ending.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/iu;

/**
 * The name that a user gave a recording, as a file can have it on every system, without the ending.
 * @throws LabError ("bad-input") with a sentence that says what would be right
 */
export function checkedName(text: string): string {
  return checkedFileName(text, "recording", MAX_RECORDING_NAME_LENGTH);
}

/**
 * A name that every system takes for a file, without the ending.
 * @param what it names, for the sentence: "recording"
 * @throws LabError ("bad-input") with a sentence that says what would be right
 */
export function checkedFileName(
  text: string,
  what: "recording" | "program",
  maxLength: number,
): string {
  // The same name in two spellings would be two files on one system and one on another.
  const name = text.normalize("NFC").trim();
  if (name === "") throw badName(refusal(`name.${what}Empty`));
  if (name.length > maxLength) {
    throw badName(refusal(`name.${what}Long`, { most: maxLength, length: name.length }));
  }
  if (REFUSED_CHARACTER.test(name)) {
    throw badName(refusal(`name.${what}Characters`, { characters: REFUSED }));
  }
  if (name.startsWith(".") || name.endsWith(".")) {
    throw badName(refusal(`name.${what}Stop`));
  }
  if (DEVICE.test(name)) {
    throw badName(refusal("name.device", { name }));
  }
  return name;
}

/** `text` with everything replaced that `checkedName` refuses: a name to propose. */
export function proposedName(text: string): string {
  const spaced = text
    .normalize("NFC")
    .slice(0, MAX_RECORDING_NAME_LENGTH)
    .replaceAll(new RegExp(REFUSED_CHARACTER, "gu"), " ")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  return spaced === "" || DEVICE.test(spaced) ? "recording" : spaced;
}

function badName(what: Refusal): LabError {
  return new LabError("bad-input", what, "name");
}
