import { Effect, Fiber, Queue } from "effect";
import { DEPTH, heapPerObject, heapUsed, QUEUE_SIZE, TURNS } from "../tests";
import type { Subject } from "../tests";

const identity = Effect.fnUntraced(function* (value: number) {
  return value;
});

const turns = Effect.fnUntraced(function* (count: number) {
  for (let turn = 0; turn < count; turn++) yield* Effect.yieldNow;
});

const taking = Effect.fnUntraced(function* (tasks: number, switches: number) {
  const fibers: Fiber.Fiber<void>[] = [];
  for (let i = 0; i < tasks; i++) {
    fibers.push(yield* Effect.forkChild(turns(switches / tasks)));
  }
  yield* Fiber.joinAll(fibers);
});

const nested = (depth: number, awaits: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    if (depth > 0) yield* nested(depth - 1, awaits);
    else yield* turns(awaits);
  });

export const subject: Subject = {
  a: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const fibers: Fiber.Fiber<number>[] = [];
        for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(identity(i)));
        yield* Fiber.joinAll(fibers);
      }),
    ),
  a1: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        for (let i = 0; i < n; i++) yield* Fiber.join(yield* Effect.forkChild(identity(i)));
      }),
    ),
  b: (n) => Effect.runPromise(taking(2, n)),
  b1: (n) => Effect.runPromise(taking(TURNS, n)),
  c: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const fibers: Fiber.Fiber<void>[] = [];
        for (let i = 0; i < n; i++) {
          fibers.push(yield* Effect.forkChild(Effect.sleep(Math.random() * 1000)));
        }
        yield* Fiber.joinAll(fibers);
      }),
    ),
  d: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const fibers: Fiber.Fiber<never>[] = [];
        for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(Effect.never));
        yield* Effect.yieldNow;
        yield* Fiber.interruptAll(fibers);
      }),
    ),
  e: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const queue = yield* Queue.bounded<number>(QUEUE_SIZE);
        const producer = yield* Effect.forkChild(
          Effect.gen(function* () {
            for (let i = 0; i < n; i++) yield* Queue.offer(queue, i);
          }),
        );
        for (let i = 0; i < n; i++) yield* Queue.take(queue);
        yield* Fiber.join(producer);
      }),
    ),
  f: (n) => Effect.runPromise(nested(DEPTH.f, n)),
  f1: (n) => Effect.runPromise(nested(DEPTH.f1, n)),
  g: (n) =>
    Effect.runPromise(
      Effect.gen(function* () {
        const before = heapUsed();
        const fibers: Fiber.Fiber<never>[] = [];
        for (let i = 0; i < n; i++) fibers.push(yield* Effect.forkChild(Effect.never));
        yield* Effect.yieldNow;
        const bytes = heapPerObject(n, before);
        yield* Fiber.interruptAll(fibers);
        return bytes;
      }),
    ),
};
