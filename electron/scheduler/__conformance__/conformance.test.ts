import { beforeAll, expect, test } from "vitest";
import { compare } from "./compare";
import { FIXED_PROGRAMS } from "./fixed-programs";
import { startOracle } from "./oracle";
import type { Oracle } from "./oracle";
import { report } from "./report";
import { search } from "./search";
import { LEAST_COMPARED, PROGRAMS, SEED } from "./seed";
import { WAIT_FOR_PROGRAMS } from "./wait-for-programs";

/** In milliseconds: a slow machine under load, and CPython as WebAssembly. */
const PATIENCE = 300_000;

let oracle: Oracle;
beforeAll(async () => {
  oracle = await startOracle();
}, PATIENCE);

test.for([...Object.entries(FIXED_PROGRAMS), ...Object.entries(WAIT_FOR_PROGRAMS)])(
  "%s, as in CPython",
  async ([, program]) => {
    const { compared, divergences } = await compare(oracle, [program]);
    expect(divergences.map(report).join("\n")).toBe("");
    expect(compared).toBe(1);
  },
);

test(
  "random programs leave the same traces as in CPython",
  async () => {
    const { compared, divergence } = await search(oracle, { programs: PROGRAMS, seed: SEED });
    expect(divergence === null ? "" : report(divergence)).toBe("");
    expect(compared).toBeGreaterThan(LEAST_COMPARED);
  },
  PATIENCE,
);
