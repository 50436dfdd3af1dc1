/*
 * Measures one test of one library in this process, and prints the figures per operation as JSON:
 *
 *     node --expose-gc worker.js '{"subject":"scheduler","test":"a","metric":"wall","cold":200000,"warm":20000}'
 */
import { measure } from "mitata";
import type { Metric, Subject, TestId } from "./tests";

export interface Request {
  readonly subject: string;
  readonly test: TestId;
  readonly metric: Metric;
  readonly cold: number;
  readonly warm: number;
}

export interface Figures {
  /** The first run in a fresh process. */
  readonly cold: number;
  /** Later runs in the same process. */
  readonly warm: readonly number[];
}

/** Each in a file of its own: a library that is not measured is not loaded. */
const SUBJECTS: Readonly<Record<string, () => Promise<{ subject: Subject }>>> = {
  scheduler: () => import("./subjects/scheduler"),
  promises: () => import("./subjects/promises"),
  effection: () => import("./subjects/effection"),
  effect: () => import("./subjects/effect"),
  columns: () => import("./subjects/columns"),
  json: () => import("./subjects/json"),
};

/** How long the warm runs of one process may take, in nanoseconds, and how many there are at least. */
const WARM_TIME = 400e6;
const WARM_RUNS = 7;
const MOST_WARM_RUNS = 60;

/** In nanoseconds, as the one below. */
const wallTime = (): number => performance.now() * 1e6;

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1e3;
}

/** Null if the library cannot be put to the test. */
async function main(request: Request): Promise<Figures | null> {
  const { subject } = (await SUBJECTS[request.subject]?.()) ?? {};
  const run = subject?.[request.test];
  if (run === undefined) return null;

  const { metric } = request;
  const clock = metric === "cpu" ? processorTime : wallTime;
  const started = clock();
  const figure = await run(request.cold);
  const elapsed = (clock() - started) / request.cold;
  const cold = metric === "wall" || metric === "cpu" ? elapsed : (figure ?? NaN);
  if (request.warm === 0) return { cold, warm: [] };

  const { samples } = await measure(async () => run(request.warm), {
    now: clock,
    min_cpu_time: WARM_TIME,
    min_samples: WARM_RUNS,
    max_samples: MOST_WARM_RUNS,
    warmup_samples: 3,
    gc: false,
  });
  return { cold, warm: samples.map((nanoseconds) => nanoseconds / request.warm) };
}

const figures = await main(JSON.parse(process.argv[2] ?? "{}") as Request);
console.log(JSON.stringify(figures));
// A library may keep timers: what was asked for is measured.
process.exit();
