import fc from "fast-check";
import { programs } from "./arbitrary";
import { compare } from "./compare";
import type { Comparison, Divergence } from "./compare";
import type { Oracle } from "./oracle";
import { reduce } from "./reduce";

/** Programs a batch: one call into WebAssembly, and few enough to hold their traces in memory. */
const BATCH = 500;

export interface SearchOptions {
  readonly programs: number;
  readonly seed: number;
  readonly onProgress?: (compared: number) => void;
}

export interface SearchResult extends Omit<Comparison, "divergences"> {
  /** The first divergence, shrunk; null if there is none. */
  readonly divergence: Divergence | null;
}

/** Compares random programs until as many were tried as asked for, or two traces differ. */
export async function search(oracle: Oracle, options: SearchOptions): Promise<SearchResult> {
  let tried = 0;
  let compared = 0;
  let skipped = 0;
  let events = 0;
  for (let batch = 0; tried < options.programs; batch++) {
    const numRuns = Math.min(BATCH, options.programs - tried);
    const sample = { seed: options.seed + batch, numRuns };
    const result = await compare(oracle, fc.sample(programs, sample));
    tried += numRuns;
    compared += result.compared;
    skipped += result.skipped;
    events += result.events;
    const [first] = result.divergences;
    if (first !== undefined) {
      return { compared, skipped, events, divergence: await shrink(oracle, sample, first) };
    }
    options.onProgress?.(compared);
  }
  return { compared, skipped, events, divergence: null };
}

/** The smallest program found that still differs: fast-check's own steps first, then ours. */
async function shrink(
  oracle: Oracle,
  sample: { seed: number; numRuns: number },
  found: Divergence,
): Promise<Divergence> {
  const differs = async (program: Divergence["program"]): Promise<Divergence | null> =>
    (await compare(oracle, [program])).divergences[0] ?? null;
  let smallest = found;
  const property = fc.asyncProperty(programs, async (program) => {
    const divergence = await differs(program);
    if (divergence !== null) smallest = divergence;
    return divergence === null;
  });
  await fc.check(property, sample);
  return reduce(smallest, differs);
}
