import { readFile, writeFile } from "node:fs/promises";
import type { Summary } from "./statistics";
import type { Metric } from "./tests";

export interface Result {
  readonly test: string;
  readonly title: string;
  readonly per: string;
  readonly metric: Metric;
  readonly subject: string;
  /** What part of the test's operations each process did: 10 for a tenth. Figures are per operation all the same. */
  readonly share: number;
  readonly cold: Summary | null;
  readonly warm: Summary | null;
}

/** What `--json` writes and `--compare` reads. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly rounds: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly results: readonly Result[];
}

export async function readResults(path: string): Promise<Results> {
  const results = JSON.parse(await readFile(path, "utf8")) as Partial<Results>;
  if (!Array.isArray(results.results)) {
    throw new Error(`${path} is not a file that --json wrote.`);
  }
  return results as Results;
}

/** Called after each test: a long run that is broken off leaves what it measured. */
export async function writeResults(path: string, results: Results): Promise<void> {
  await writeFile(path, `${JSON.stringify(results, null, 2)}\n`);
}
