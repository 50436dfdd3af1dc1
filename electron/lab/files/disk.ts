import { LabError } from "../../../shared/result";

/** What the system says, and what it means to somebody who wants to save a file. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "that is not allowed there",
  EDQUOT: "the disk's quota is used up",
  EEXIST: "something else has that name",
  EFBIG: "the disk takes no file of that size",
  EIO: "the disk does not work",
  EISDIR: "there is a folder of that name",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the disk takes no name of that length",
  ENOENT: "it is not there any more",
  ENOSPC: "the disk is full",
  ENOTDIR: "there is a file where its folder should be",
  EPERM: "that is not allowed there",
  EROFS: "the disk is read-only",
};

/**
 * What became of work with files, as a failure for the user. What is none of the disk's stays what
 * it is.
 * @param what the beginning of the sentence: "The recording could not be saved"
 */
export function diskFailure(what: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === null) return error;
  const reason = REASONS[code];
  return new LabError(
    "storage",
    reason === undefined ? `${what}: ${String(error)}` : `${what}: ${reason} (${code}).`,
  );
}

/** The system's name for what went wrong with a file, such as ENOSPC; null if it was not the system. */
export function codeOf(error: unknown): string | null {
  const isSystems = error instanceof Error && "syscall" in error && "code" in error;
  return isSystems ? String(error.code) : null;
}
