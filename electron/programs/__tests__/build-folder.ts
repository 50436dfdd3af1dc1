import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder for this run of the tests alone. The first file that needs programs builds there what runs them. */
    programsFolder: string;
  }
}

/** Before all test files of the project; gives what is to be done after them. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "tasklab-programs-"));
  provide("programsFolder", folder);
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
