import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A new folder for what a lab keeps, with a space in its name. The tour that a first visit is offered counts
 * as seen: it would stand before what is looked at.
 */
export async function newProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tasklab e2e "));
  await writeFile(join(folder, "settings.json"), JSON.stringify({ tourSeen: true }));
  return folder;
}

/** Programs that just ended may hold a file a moment longer: on Windows a folder is then tried again. */
export async function removeProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
