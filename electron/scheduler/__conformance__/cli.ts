/*
 * npm run conformance -- --programs 100000 --seed 7
 *
 * Compares random programs on this scheduler and on CPython. Exits with 1 if two traces differ.
 */
import { parseArgs } from "node:util";
import { startOracle } from "./oracle";
import { report } from "./report";
import { search } from "./search";

/** How often the progress is printed, in milliseconds. */
const PROGRESS_INTERVAL = 5000;

const USAGE = `npm run conformance -- [options]

  --programs n   how many random programs are compared; 10000
  --seed n       where they come from: the same number gives the same programs; a new one each time
  --help         this`;

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`--${option} must be a whole number, 0 or more; got ${text}.`);
  }
  return number;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      programs: { type: "string", default: "10000" },
      seed: { type: "string", default: String(Math.floor(Math.random() * 2 ** 31)) },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const programs = wholeNumber(values.programs, "programs");
  const seed = wholeNumber(values.seed, "seed");
  const oracle = await startOracle();
  console.log(`${programs} programs, seed ${seed}, against CPython ${oracle.version}`);

  const started = performance.now();
  let printed = started;
  const rate = (done: number): string =>
    `${Math.round(done / ((performance.now() - started) / 1000))} a second`;
  const result = await search(oracle, {
    programs,
    seed,
    onProgress(compared) {
      if (performance.now() - printed < PROGRESS_INTERVAL) return;
      printed = performance.now();
      console.log(`${compared} compared, ${rate(compared)}`);
    },
  });
  const { compared, skipped, events, divergence } = result;
  console.log(
    `${compared} programs compared, ${events} events, ${rate(compared)}; ` +
      `${skipped} left out, because tasks in them would wait for each other in a circle`,
  );
  if (divergence === null) {
    console.log("no divergence");
    return 0;
  }
  console.log(`\nA program that diverges, shrunk:\n\n${report(divergence)}`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
