import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { diskFailure } from "./disk";
import { makeFolder } from "./make-folder";
import { draftName } from "./whole-file";

/**
 * Tries whether anything can be saved in a folder, which is made if it is not there.
 * @returns null if it can; what is in the way, as a sentence, if not
 */
export async function whyNothingCanBeSaved(folder: string): Promise<string | null> {
  const trial = join(folder, draftName());
  try {
    await makeFolder(folder);
    // A disk that is full still takes the name of a file.
    await writeFile(trial, "x");
    return null;
  } catch (error) {
    const failure = diskFailure(refusal("disk.folder", { folder }), error);
    return failure instanceof LabError ? failure.message : String(failure);
  } finally {
    await rm(trial, { force: true }).catch(() => undefined);
  }
}
