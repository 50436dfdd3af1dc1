import { DEPTH, heapPerObject, heapUsed, QUEUE_SIZE, TURNS } from "../tests";
import type { Subject } from "../tests";
import { hostFetch } from "./http";

/*
 * Async functions without any library. They have no tasks, no cancelling and no order among
 * timers: the floor of what the engine can do, not a replacement.
 */

async function identity(value: number): Promise<number> {
  return value;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await null;
}

async function taking(tasks: number, switches: number): Promise<void> {
  const all: Promise<void>[] = [];
  for (let i = 0; i < tasks; i++) all.push(turns(switches / tasks));
  await Promise.all(all);
}

async function nested(depth: number, awaits: number): Promise<void> {
  if (depth > 0) await nested(depth - 1, awaits);
  else await turns(awaits);
}

function never(signal: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
}

async function forever(signal: AbortSignal): Promise<void> {
  await never(signal);
}

/** As little as a bounded queue can be: one producer, one consumer, each with one waiter. */
class BoundedQueue {
  readonly #items: number[] = [];
  #head = 0;
  #wakeConsumer: (() => void) | null = null;
  #wakeProducer: (() => void) | null = null;

  async put(item: number): Promise<void> {
    while (this.#items.length - this.#head >= QUEUE_SIZE) {
      await new Promise<void>((resolve) => (this.#wakeProducer = resolve));
    }
    this.#items.push(item);
    this.#wakeConsumer?.();
    this.#wakeConsumer = null;
  }

  async get(): Promise<number> {
    while (this.#head === this.#items.length) {
      await new Promise<void>((resolve) => (this.#wakeConsumer = resolve));
    }
    const item = this.#items[this.#head++] as number;
    if (this.#head === this.#items.length) {
      this.#items.length = 0;
      this.#head = 0;
    }
    this.#wakeProducer?.();
    this.#wakeProducer = null;
    return item;
  }
}

export const subject: Subject = {
  a: async (n) => {
    const all: Promise<number>[] = [];
    for (let i = 0; i < n; i++) all.push(identity(i));
    await Promise.all(all);
  },
  a1: async (n) => {
    for (let i = 0; i < n; i++) await identity(i);
  },
  b: (n) => taking(2, n),
  b1: (n) => taking(TURNS, n),
  c: async (n) => {
    const all: Promise<void>[] = [];
    for (let i = 0; i < n; i++) {
      all.push(new Promise((resolve) => setTimeout(resolve, Math.random() * 1000)));
    }
    await Promise.all(all);
  },
  d: async (n) => {
    const controllers: AbortController[] = [];
    const all: Promise<void>[] = [];
    for (let i = 0; i < n; i++) {
      const controller = new AbortController();
      controllers.push(controller);
      all.push(forever(controller.signal));
    }
    await null;
    for (const controller of controllers) controller.abort();
    await Promise.allSettled(all);
  },
  e: async (n) => {
    const queue = new BoundedQueue();
    const produce = async (): Promise<void> => {
      for (let i = 0; i < n; i++) await queue.put(i);
    };
    const producer = produce();
    for (let i = 0; i < n; i++) await queue.get();
    await producer;
  },
  f: (n) => nested(DEPTH.f, n),
  f1: (n) => nested(DEPTH.f1, n),
  g: async (n) => {
    const wake = new Array<() => void>(n);
    const gates = new Array<Promise<void>>(n);
    for (let i = 0; i < n; i++) gates[i] = new Promise((resolve) => (wake[i] = resolve));
    const before = heapUsed();
    const waitFor = async (gate: Promise<void> | undefined): Promise<void> => {
      await gate;
    };
    const all = gates.map(waitFor);
    await null;
    const bytes = heapPerObject(n, before);
    for (const resolve of wake) resolve();
    await Promise.all(all);
    return bytes;
  },
  h: hostFetch,
};
