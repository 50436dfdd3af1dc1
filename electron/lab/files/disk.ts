import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import type { Refusal } from "../../../shared/texts/refusal";

/** What the system says that means something to somebody who wants to save a file: each has a text of its name. */
const KNOWN = [
  "EACCES",
  "EDQUOT",
  "EEXIST",
  "EFBIG",
  "EIO",
  "EISDIR",
  "EMFILE",
  "ENAMETOOLONG",
  "ENOENT",
  "ENOSPC",
  "ENOTDIR",
  "EPERM",
  "EROFS",
] as const;

/**
 * What became of work with files, as a failure for the user. What is none of the disk's stays what
 * it is.
 * @param what the beginning of the sentence: "The recording could not be saved"
 */
export function diskFailure(what: Refusal, error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const known = KNOWN.find((one) => one === code);
  return new LabError(
    "storage",
    known === undefined
      ? refusal("disk.failedOtherwise", { what, error: String(error) })
      : refusal("disk.failed", { what, reason: refusal(`disk.${known}`), code }),
  );
}

/** The system's name for what went wrong with a file, such as ENOSPC; null if it was not the system. */
export function codeOf(error: unknown): string | null {
  const isSystems = error instanceof Error && "syscall" in error && "code" in error;
  return isSystems ? String(error.code) : null;
}
