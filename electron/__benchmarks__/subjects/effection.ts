import { action, all, run, sleep, spawn, until } from "effection";
import type { Operation, Task } from "effection";
import { DEPTH, heapPerObject, heapUsed, QUEUE_SIZE, TURNS } from "../tests";
import type { Subject } from "../tests";

function* identity(value: number): Operation<number> {
  return value;
}

const settled = Promise.resolve();

/** `sleep(0)` is a host timer in effection, a thousand times as slow: the others get their turn this way. */
function* turns(count: number): Operation<void> {
  for (let turn = 0; turn < count; turn++) yield* until(settled);
}

function* taking(tasks: number, switches: number): Operation<void> {
  const spawned: Task<void>[] = [];
  for (let i = 0; i < tasks; i++) spawned.push(yield* spawn(() => turns(switches / tasks)));
  for (const task of spawned) yield* task;
}

function* nested(depth: number, awaits: number): Operation<void> {
  if (depth > 0) yield* nested(depth - 1, awaits);
  else yield* turns(awaits);
}

function* forever(): Operation<void> {
  yield* action<void>(() => () => undefined);
}

/** effection's own queue has no bound: one producer and one consumer over `action`. */
class BoundedQueue {
  readonly #items: number[] = [];
  #wakeConsumer: (() => void) | null = null;
  #wakeProducer: (() => void) | null = null;

  *put(item: number): Operation<void> {
    while (this.#items.length >= QUEUE_SIZE) {
      yield* action<void>((resolve) => {
        this.#wakeProducer = () => resolve();
        return () => undefined;
      });
    }
    this.#items.push(item);
    const wake = this.#wakeConsumer;
    this.#wakeConsumer = null;
    wake?.();
  }

  *get(): Operation<number> {
    while (this.#items.length === 0) {
      yield* action<void>((resolve) => {
        this.#wakeConsumer = () => resolve();
        return () => undefined;
      });
    }
    const item = this.#items.shift() as number;
    const wake = this.#wakeProducer;
    this.#wakeProducer = null;
    wake?.();
    return item;
  }
}

export const subject: Subject = {
  a: async (n) => {
    await run(function* () {
      const tasks: Task<number>[] = [];
      for (let i = 0; i < n; i++) tasks.push(yield* spawn(() => identity(i)));
      yield* all(tasks);
    });
  },
  a1: async (n) => {
    await run(function* () {
      for (let i = 0; i < n; i++) {
        const task = yield* spawn(() => identity(i));
        yield* task;
      }
    });
  },
  b: async (n) => {
    await run(() => taking(2, n));
  },
  b1: async (n) => {
    await run(() => taking(TURNS, n));
  },
  c: async (n) => {
    await run(function* () {
      const tasks: Task<void>[] = [];
      for (let i = 0; i < n; i++) tasks.push(yield* spawn(() => sleep(Math.random() * 1000)));
      for (const task of tasks) yield* task;
    });
  },
  d: async (n) => {
    await run(function* () {
      const tasks: Task<void>[] = [];
      for (let i = 0; i < n; i++) tasks.push(yield* spawn(forever));
      yield* until(settled);
      for (const task of tasks) yield* task.halt();
    });
  },
  e: async (n) => {
    await run(function* () {
      const queue = new BoundedQueue();
      const producer = yield* spawn(function* () {
        for (let i = 0; i < n; i++) yield* queue.put(i);
      });
      for (let i = 0; i < n; i++) yield* queue.get();
      yield* producer;
    });
  },
  f: async (n) => {
    await run(() => nested(DEPTH.f, n));
  },
  f1: async (n) => {
    await run(() => nested(DEPTH.f1, n));
  },
  g: async (n) => {
    return await run(function* () {
      const before = heapUsed();
      const tasks: Task<void>[] = [];
      for (let i = 0; i < n; i++) tasks.push(yield* spawn(forever));
      yield* until(settled);
      const bytes = heapPerObject(n, before);
      for (const task of tasks) yield* task.halt();
      return bytes;
    });
  },
};
