import { expect, it } from "vitest";
import { runVirtually } from "./__tests__/trace";
import {
  ContextVar,
  copyContext,
  createTask,
  Future,
  gather,
  getRunningLoop,
  sleep,
} from "./index";
import type { Coroutine } from "./index";

it("a task sees what its creator set, not what is set in it or around it later", () =>
  runVirtually(function* () {
    const name = new ContextVar("name", "none");
    const seen: string[] = [];
    function* sub(): Coroutine<void> {
      yield* sleep(1);
      seen.push(name.get());
      name.set("sub");
      yield* sleep(1);
      seen.push(name.get());
    }
    name.set("before");
    const task = createTask(sub());
    name.set("after");
    yield* task;
    expect([...seen, name.get()]).toEqual(["before", "sub", "after"]);
  }));

it("what a callback sets does not reach the task that added it", () =>
  runVirtually(function* () {
    const name = new ContextVar("name", "none");
    for (const round of ["first", "second"]) {
      const future = new Future<void>();
      future.addDoneCallback(() => name.set("callback"));
      name.set(round);
      getRunningLoop().callSoon(() => future.setResult());
      yield* future;
      expect(name.get()).toBe(round);
      for (const inner of ["a", "b"]) {
        name.set(inner);
        yield* sleep(0.001);
        expect(name.get()).toBe(inner);
      }
    }
  }));

it("many tasks at once each keep their own values", () =>
  runVirtually(function* () {
    const count = new ContextVar("count", -1);
    function* counting(number: number): Coroutine<number> {
      for (let i = 0; i < 30; i++) {
        count.set(number + i);
        yield* sleep(((number * 7 + i) % 5) / 1000);
        if (count.get() !== number + i) throw new Error(`${number} sees ${count.get()}`);
      }
      return count.get();
    }
    const results = yield* gather(Array.from({ length: 100 }, (_, i) => counting(i * 100)));
    expect(results).toEqual(Array.from({ length: 100 }, (_, i) => i * 100 + 29));
    expect(count.get()).toBe(-1);
  }));

it("tasks that are given the same context share it, and their creator's stays as it was", () =>
  runVirtually(function* () {
    const name = new ContextVar("name", "none");
    function* setting(value: string): Coroutine<void> {
      yield* sleep(0);
      name.set(value);
    }
    const context = copyContext();
    const seen = [context.get(name)];
    for (const value of ["one", "two"]) {
      const task = createTask(setting(value), { context });
      expect(task.getContext()).toBe(context);
      yield* task;
      seen.push(context.get(name));
    }
    expect([...seen, context.run(() => name.get()), name.get()]).toEqual([
      undefined,
      "one",
      "two",
      "two",
      "none",
    ]);
  }));
