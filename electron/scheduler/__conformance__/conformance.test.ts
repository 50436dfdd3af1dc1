import { beforeAll, expect, test } from "vitest";
import { compare } from "./compare";
import { FIXED_PROGRAMS } from "./fixed-programs";
import { startOracle } from "./oracle";
import type { Oracle } from "./oracle";
import { report } from "./report";
import { search } from "./search";

const PROGRAMS = 2300;
const SEED = 20_260_301;
/** Of those, a tenth or so has no answer in CPython. */
const LEAST_COMPARED = 2000;
const PATIENCE = 300_000;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
}, PATIENCE);

test.for(Object.entries(FIXED_PROGRAMS))("%s, as in CPython", async ([, program]) => {
  const { compared, divergences } = await compare(oracle, [program]);
  expect(divergences.map(report).join("\n")).toBe("");
  expect(compared).toBe(1);
});

test(
  "random programs leave the same traces as in CPython",
  async () => {
    const { compared, divergence } = await search(oracle, { programs: PROGRAMS, seed: SEED });
    expect(divergence === null ? "" : report(divergence)).toBe("");
    expect(compared).toBeGreaterThan(LEAST_COMPARED);
  },
  PATIENCE,
);
