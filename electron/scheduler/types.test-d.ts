import { expectTypeOf, it } from "vitest";
import {
  createTask,
  ensureFuture,
  fromPromise,
  gather,
  run,
  shield,
  sleep,
  taskGroup,
  timeout,
  wait,
  waitFor,
} from "./index";
import type { Coroutine, Future, Result, Task } from "./index";

function* word(): Coroutine<string> {
  yield* sleep(1);
  return "word";
}

function* inferred(seconds: number) {
  yield* sleep(seconds);
  return seconds;
}

it("yield* gives what was awaited", () => {
  function* body() {
    expectTypeOf(yield* word()).toEqualTypeOf<string>();
    expectTypeOf(yield* inferred(1)).toEqualTypeOf<number>();
    expectTypeOf(yield* createTask(word())).toEqualTypeOf<string>();
    expectTypeOf(yield* sleep(1)).toEqualTypeOf<void>();
    expectTypeOf(yield* sleep(1, true)).toEqualTypeOf<boolean>();
    expectTypeOf(yield* shield(word())).toEqualTypeOf<string>();
    expectTypeOf(yield* waitFor(word(), 1)).toEqualTypeOf<string>();
    expectTypeOf(yield* waitFor(createTask(word()), null)).toEqualTypeOf<string>();
    expectTypeOf(yield* fromPromise(() => Promise.resolve(1))).toEqualTypeOf<number>();
    expectTypeOf(yield* timeout(1, () => word())).toEqualTypeOf<string>();
    return 1 as const;
  }
  expectTypeOf(body).returns.toExtend<Coroutine<1>>();
});

it("a plain generator function makes a coroutine, whatever it yields to", () => {
  expectTypeOf(inferred).returns.toExtend<Coroutine<number>>();
  expectTypeOf(function* () {
    return 1;
  }).returns.toExtend<Coroutine<number>>();
  expectTypeOf(function* () {
    yield 1;
  }).returns.not.toExtend<Coroutine<void>>();
});

it("tasks and futures keep the type of their result", () => {
  expectTypeOf(createTask(word())).toEqualTypeOf<Task<string>>();
  expectTypeOf(createTask(inferred(1))).toEqualTypeOf<Task<number>>();
  expectTypeOf(ensureFuture(word())).toEqualTypeOf<Future<string>>();
  expectTypeOf(createTask(word()).result()).toEqualTypeOf<string>();
  expectTypeOf<Awaited<Task<string>>>().toEqualTypeOf<string>();
  expectTypeOf<Result<Task<string>>>().toEqualTypeOf<string>();
  expectTypeOf<Task<string>>().not.toExtend<Coroutine<string>>();
});

it("gather gives a tuple for a tuple, and a list for a list", () => {
  function* body() {
    const tuple = yield* gather([word(), inferred(1), createTask(word())]);
    expectTypeOf(tuple).toEqualTypeOf<[string, number, string]>();
    const list = yield* gather([1, 2].map(inferred));
    expectTypeOf(list).toEqualTypeOf<number[]>();
    const outcomes = yield* gather([word(), inferred(1)], { returnExceptions: true });
    expectTypeOf(outcomes).toEqualTypeOf<[string | Error, number | Error]>();
  }
  expectTypeOf(body).returns.toExtend<Coroutine<void>>();
});

it("wait gives sets of what it was given", () => {
  function* body() {
    const { done, pending } = yield* wait([createTask(word())]);
    expectTypeOf(done).toEqualTypeOf<Set<Task<string>>>();
    expectTypeOf(pending).toEqualTypeOf<Set<Task<string>>>();
    // @ts-expect-error bare coroutines are refused
    yield* wait([word()]);
  }
  expectTypeOf(body).toBeFunction();
});

it("a task group gives what its body returned", () => {
  function* body() {
    const result = yield* taskGroup(function* (group) {
      const task = group.createTask(word());
      return yield* task;
    });
    expectTypeOf(result).toEqualTypeOf<string>();
  }
  expectTypeOf(body).toBeFunction();
});

it("run gives a promise for the result", () => {
  expectTypeOf(run(word())).toEqualTypeOf<Promise<string>>();
  expectTypeOf(run(inferred(1))).toEqualTypeOf<Promise<number>>();
});
