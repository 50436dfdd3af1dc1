import fc from "fast-check";
import { expect, test } from "vitest";
import { programs } from "./arbitrary";
import { findBrowser, runInBrowser } from "./browser";
import { runProgram } from "./interpreter/run-program";
import { PROGRAMS, SEED } from "./seed";

const PATIENCE = 300_000;

test(
  "a browser's worker leaves the same traces as Node",
  async ({ skip }) => {
    const browser = findBrowser();
    if (browser === undefined) return skip("no browser was found; set TASKLAB_CHROMIUM to one");
    const sample = fc.sample(programs, { seed: SEED, numRuns: PROGRAMS });
    const traces = await runInBrowser(browser, sample);
    expect(traces).toHaveLength(sample.length);
    for (const [index, program] of sample.entries()) {
      const here = await runProgram(program, { observeSteps: true, ownStacks: false });
      expect(traces[index], JSON.stringify(program)).toEqual(here);
    }
  },
  PATIENCE,
);
