/*
 * npm run bench -- --only a,b --quick --json now.json --compare before.json
 *
 * Measures tests a to i for this scheduler and for what people would use instead, and i1 to j for
 * the lab's way of recording and showing events; then k to p, the lab as a whole, each by a script of
 * its own that says what it measured. Of a to j, every figure comes from a fresh process, and the
 * libraries take turns, so that what else the machine does falls on all of them. Nothing here can
 * fail because a machine is slow. A library that would take minutes does a part of the operations,
 * in fewer processes; its line says so.
 */
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { QUICK_ROUNDS, readOptions, USAGE } from "./options";
import type { Options } from "./options";
import { compile, nodeContender, pythonContenders, startServer } from "./processes";
import type { Contender } from "./processes";
import { readResults, writeResults } from "./results";
import type { Result, Results } from "./results";
import { median, summarise } from "./statistics";
import { comparison, table } from "./table";
import { TESTS } from "./tests";
import type { Test } from "./tests";
import { buildLab, LAB_TESTS, measureLab } from "./whole-lab";
import type { LabTest } from "./whole-lab";

/** Of a library whose first process took longer, in milliseconds, there are no more than in a quick run. */
const SLOW_PROCESS = 8_000;
/** What a quick run divides every size by. */
const QUICK_SHARE = 10;

function chosenIds({ only, subjects }: Options): readonly string[] {
  const all = [...TESTS, ...LAB_TESTS].map(({ id }) => id);
  // Who names libraries compares those.
  if (only === null) return subjects === null ? all : TESTS.map(({ id }) => id);
  const unknown = only.find((id) => !all.includes(id));
  if (unknown !== undefined) {
    throw new Error(`There is no test ${unknown}; there are ${all.join(", ")}.`);
  }
  return only;
}

function chosenLabTests(options: Options): LabTest[] {
  const ids = chosenIds(options);
  return LAB_TESTS.filter(({ id }) => ids.includes(id));
}

function chosenTests(options: Options): Test[] {
  const ids = chosenIds(options);
  return TESTS.filter(({ id }) => ids.includes(id)).map((test) => {
    const share = options.quick ? QUICK_SHARE : 1;
    const metric = options.cpu && test.metric === "wall" ? "cpu" : test.metric;
    return { ...test, metric, cold: test.cold / share, warm: test.warm / share };
  });
}

async function chosenContenders({ subjects, python }: Options): Promise<Contender[]> {
  const version = async (name: string): Promise<string> => {
    const description = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
    return (JSON.parse(await readFile(description, "utf8")) as { version: string }).version;
  };
  const all = [
    nodeContender("scheduler", process.version),
    nodeContender("promises", process.version),
    nodeContender("effection", await version("effection")),
    nodeContender("effect", await version("effect")),
    ...(await pythonContenders(python)),
    // The lab's own two ways to a page: as it is, and what it is measured against.
    nodeContender("columns", process.version),
    nodeContender("json", process.version),
  ];
  if (subjects === null) return all;
  const missing = subjects.find((subject) => all.every(({ name }) => name !== subject));
  if (missing !== undefined) {
    const names = all.map(({ name }) => name).join(", ");
    throw new Error(`${missing} was not found; there are ${names}.`);
  }
  return all.filter(({ name }) => subjects.includes(name));
}

async function measure(
  test: Test,
  contenders: readonly Contender[],
  rounds: number,
  url: string,
): Promise<Result[]> {
  const samples = contenders.map(() => ({ cold: [] as number[], warm: [] as number[] }));
  const slow = new Set<number>();
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      // Another one begins each round: none always follows the same neighbour's heat.
      const index = (turn + round) % contenders.length;
      if (round >= QUICK_ROUNDS && slow.has(index)) continue;
      const started = performance.now();
      const figures = await contenders[index]!.measure(test, url);
      if (performance.now() - started > SLOW_PROCESS) slow.add(index);
      if (figures === null) continue;
      samples[index]!.cold.push(figures.cold);
      if (figures.warm.length > 0) samples[index]!.warm.push(median(figures.warm));
    }
  }
  const { id, title, per, metric } = test;
  return contenders
    .map(({ name, share }, index) => ({
      test: id,
      title,
      per,
      metric,
      subject: name,
      share: share(test),
      cold: summarise(samples[index]!.cold),
      warm: summarise(samples[index]!.warm),
    }))
    .filter(({ cold }) => cold !== null);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    const tests = [...TESTS, ...LAB_TESTS].map(({ id, title }) => `  ${id.padEnd(3)} ${title}`);
    console.log([USAGE, "", ...tests].join("\n"));
    return;
  }
  const tests = chosenTests(options);
  if (tests.length > 0) await compareLibraries(tests, options);
  const labTests = chosenLabTests(options);
  if (labTests.length > 0) await buildLab();
  for (const test of labTests) await measureLab(test);
}

async function compareLibraries(tests: readonly Test[], options: Options): Promise<void> {
  const { rounds, json } = options;
  const saved = options.compare === null ? null : await readResults(options.compare);
  await compile();
  const contenders = await chosenContenders(options);
  const server = await startServer();
  const results: Result[] = [];
  const processors = cpus();
  const summary = (): Results => ({
    date: new Date().toISOString(),
    machine: `${processors.length} x ${processors[0]?.model ?? "unknown"}`,
    rounds,
    versions: Object.fromEntries(contenders.map(({ name, version }) => [name, version])),
    results,
  });
  try {
    for (const test of tests) {
      const measured = await measure(test, contenders, rounds, server.url);
      results.push(...measured);
      console.log(table({ ...summary(), results: measured }));
      if (json !== null) await writeResults(json, summary());
    }
  } finally {
    server.stop();
  }
  if (saved !== null) console.log(comparison(summary(), saved));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
