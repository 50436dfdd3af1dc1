import { coroutine, createTask, gather, getRunningLoop, Queue, run, sleep } from "../../scheduler";
import type { Coroutine, Observer, Task, Future } from "../../scheduler";
import { DEPTH, heapPerObject, heapUsed, QUEUE_SIZE, TURNS } from "../tests";
import type { Subject } from "../tests";
import { labClient } from "./http";

function* identity(value: number): Coroutine<number> {
  return value;
}

function* turns(count: number): Coroutine<void> {
  for (let turn = 0; turn < count; turn++) yield* sleep(0);
}

function* forever(): Coroutine<void> {
  yield* getRunningLoop().createFuture<void>();
}

function* nested(depth: number, awaits: number): Coroutine<void> {
  if (depth > 0) yield* nested(depth - 1, awaits);
  else yield* turns(awaits);
}

// The generator function has no name: inside of it, the name has to mean the wrapped one.
const deeplyNested = coroutine(function* (depth: number, awaits: number): Coroutine<void> {
  if (depth > 0) yield* deeplyNested(depth - 1, awaits);
  else yield* turns(awaits);
});

function* taking(tasks: number, switches: number): Coroutine<void> {
  const all: Task<void>[] = [];
  for (let i = 0; i < tasks; i++) all.push(createTask(turns(switches / tasks)));
  yield* gather(all);
}

export const subject: Subject = {
  a: (n) =>
    run(
      (function* () {
        const tasks: Task<number>[] = [];
        for (let i = 0; i < n; i++) tasks.push(createTask(identity(i)));
        yield* gather(tasks);
      })(),
    ),
  a1: (n) =>
    run(
      (function* () {
        for (let i = 0; i < n; i++) yield* createTask(identity(i));
      })(),
    ),
  b: (n) => run(taking(2, n)),
  b1: (n) => run(taking(TURNS, n)),
  c: (n) =>
    run(
      (function* () {
        const tasks: Task<void>[] = [];
        for (let i = 0; i < n; i++) tasks.push(createTask(punctual(Math.random())));
        yield* gather(tasks);
      })(),
    ),
  d: (n) =>
    run(
      (function* () {
        const tasks: Task<void>[] = [];
        for (let i = 0; i < n; i++) tasks.push(createTask(forever()));
        yield* sleep(0);
        for (const task of tasks) task.cancel();
        yield* gather(tasks, { returnExceptions: true });
      })(),
    ),
  e: (n) =>
    run(
      (function* () {
        const queue = new Queue<number>(QUEUE_SIZE);
        const producer = createTask(
          (function* () {
            for (let i = 0; i < n; i++) yield* queue.put(i);
          })(),
        );
        for (let i = 0; i < n; i++) yield* queue.get();
        yield* producer;
      })(),
    ),
  f: (n) => run(nested(DEPTH.f, n)),
  f1: (n) => run(deeplyNested(DEPTH.f1, n)),
  g: (n) =>
    run(
      (function* () {
        const tasks: Task<void>[] = new Array<Task<void>>(n);
        const gate: Future<void>[] = new Array<Future<void>>(n);
        const loop = getRunningLoop();
        for (let i = 0; i < n; i++) gate[i] = loop.createFuture<void>();
        const before = heapUsed();
        for (let i = 0; i < n; i++) tasks[i] = createTask(waitFor(gate[i] as Future<void>));
        yield* sleep(0);
        const bytes = heapPerObject(n, before);
        for (const future of gate) future.setResult(undefined);
        yield* gather(tasks);
        return bytes;
      })(),
    ),
  h: labClient,
  i: async (n) => {
    let observed = Infinity;
    let unobserved = Infinity;
    // Made once: a fresh page costs its first writer more than the event.
    const columns = new Columns(4 * n);
    // The best of several pairs: what is left is the cost of observing, not of the machine's mood.
    for (let pair = 0; pair < 7; pair++) {
      columns.clear();
      unobserved = Math.min(unobserved, await processorTime(() => run(taking(2, n))));
      observed = Math.min(
        observed,
        await processorTime(() => run(taking(2, n), { observer: columns })),
      );
    }
    return ((observed - unobserved) * 1e3) / columns.length;
  },
};

/** In microseconds. On a busy machine the wall's clock counts what others do. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function* waitFor(future: Future<void>): Coroutine<void> {
  yield* future;
}

/** Never early: the clock is looked at again, as everybody would who depends on it. */
function* punctual(seconds: number): Coroutine<void> {
  const loop = getRunningLoop();
  const due = loop.time() + seconds;
  yield* sleep(seconds);
  if (loop.time() < due) throw new Error("woken early");
}

const READY = 0;
const STARTED = 1;
const ENDED = 2;
const DONE = 3;

/** The cheapest recorder there is: an event is a kind, a task's number and a time, in columns. */
class Columns implements Observer {
  readonly #kinds: Uint8Array;
  readonly #subjects: Uint32Array;
  readonly #times: Float64Array;
  #tasks = 0;
  length = 0;

  constructor(capacity: number) {
    this.#kinds = new Uint8Array(capacity);
    this.#subjects = new Uint32Array(capacity);
    this.#times = new Float64Array(capacity);
  }

  clear(): void {
    this.#tasks = 0;
    this.length = 0;
  }

  taskCreated(task: Task<unknown>): void {
    task.observerTag = ++this.#tasks;
  }

  taskReady(task: Task<unknown>, _wokenBy: Task<unknown> | null, time: number): void {
    this.#add(READY, task, time);
  }

  stepStarted(task: Task<unknown>, time: number): void {
    this.#add(STARTED, task, time);
  }

  stepEnded(task: Task<unknown>, time: number): void {
    this.#add(ENDED, task, time);
  }

  taskDone(task: Task<unknown>, time: number): void {
    this.#add(DONE, task, time);
  }

  #add(kind: number, task: Task<unknown>, time: number): void {
    const at = this.length++;
    this.#kinds[at] = kind;
    this.#subjects[at] = task.observerTag;
    this.#times[at] = time;
  }
}
