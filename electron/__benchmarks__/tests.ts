/** What a test's figures are: time on the wall, time on the processor, or what it counted itself. */
export type Metric = "wall" | "cpu" | "bytes" | "nanoseconds";

export interface Test {
  readonly id: TestId;
  readonly title: string;
  /** What one operation is; every figure is per operation, so that sizes may differ by subject. */
  readonly per: string;
  readonly metric: Metric;
  /** Operations of the first run in a fresh process. */
  readonly cold: number;
  /** Operations of each later run in the same process; 0: only the first run counts. */
  readonly warm: number;
}

export const TEST_IDS = [
  "a",
  "a1",
  "b",
  "b1",
  "c",
  "d",
  "e",
  "f",
  "f1",
  "g",
  "h",
  "i",
  "i1",
  "i2",
  "i3",
  "j",
] as const;
export type TestId = (typeof TEST_IDS)[number];

export const TESTS: readonly Test[] = [
  {
    id: "a",
    title: "create and gather tasks",
    per: "task",
    metric: "wall",
    cold: 200_000,
    warm: 20_000,
  },
  {
    id: "a1",
    title: "create and await tasks one by one",
    per: "task",
    metric: "wall",
    cold: 200_000,
    warm: 20_000,
  },
  {
    id: "b",
    title: "two tasks in turn",
    per: "switch",
    metric: "wall",
    cold: 1_000_000,
    warm: 100_000,
  },
  {
    id: "b1",
    title: "1000 tasks in turn",
    per: "switch",
    metric: "wall",
    cold: 1_000_000,
    warm: 100_000,
  },
  {
    id: "c",
    title: "sleeps of random length up to 1 s",
    per: "timer",
    metric: "cpu",
    cold: 200_000,
    warm: 0,
  },
  {
    id: "d",
    title: "create, suspend and cancel tasks",
    per: "task",
    metric: "wall",
    cold: 200_000,
    warm: 20_000,
  },
  {
    id: "e",
    title: "items through a queue bounded to 100",
    per: "item",
    metric: "wall",
    cold: 1_000_000,
    warm: 100_000,
  },
  {
    id: "f",
    title: "awaits under 10 coroutines",
    per: "await",
    metric: "wall",
    cold: 100_000,
    warm: 20_000,
  },
  {
    id: "f1",
    title: "awaits under 1000 coroutines",
    per: "await",
    metric: "wall",
    cold: 20_000,
    warm: 5_000,
  },
  {
    id: "g",
    title: "memory of a suspended task",
    per: "task",
    metric: "bytes",
    cold: 100_000,
    warm: 0,
  },
  {
    id: "h",
    title: "HTTP GETs of a small JSON, 100 at once",
    per: "request",
    metric: "wall",
    cold: 5_000,
    warm: 5_000,
  },
  {
    id: "i",
    title: "observing into typed columns",
    per: "event",
    metric: "nanoseconds",
    cold: 1_000_000,
    warm: 0,
  },
  {
    id: "i1",
    title: "the lab's recorder and log, over an observer that does nothing",
    per: "event",
    metric: "nanoseconds",
    cold: 1_000_000,
    warm: 0,
  },
  {
    id: "i2",
    title: "recorder and log again, into memory that is used for the first time",
    per: "event",
    metric: "nanoseconds",
    cold: 1_000_000,
    warm: 0,
  },
  {
    id: "i3",
    title: "recorder and log again, the log being full: it lets an old event go for each new one",
    per: "event",
    metric: "nanoseconds",
    cold: 1_000_000,
    warm: 0,
  },
  {
    id: "j",
    title: "events from the scheduler through frames into a page's table of tasks",
    per: "event",
    metric: "cpu",
    cold: 2_000_000,
    warm: 400_000,
  },
];

/**
 * Runs a test of `n` operations. What it returns is the figure per operation for the metrics
 * `bytes` and `nanoseconds`; the others are measured from outside.
 */
export type Run = (n: number) => Promise<number | void>;

/** The tests that one library can be put to. */
export type Subject = Readonly<Partial<Record<TestId, Run>>>;

/** How deep the coroutines of test f and f1 are nested, and how many tasks take turns in b1. */
export const DEPTH = { f: 10, f1: 1000 } as const;
export const TURNS = 1000;
export const QUEUE_SIZE = 100;

/** What a heap grew by for each of `n` objects, after a full collection before and after. */
export function heapPerObject(n: number, before: number): number {
  return (heapUsed() - before) / n;
}

export function heapUsed(): number {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("start Node with --expose-gc");
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}
