import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf } from "./__tests__/trace";
import {
  allTasks,
  ContextVar,
  createTask,
  currentTask,
  Future,
  gather,
  sleep,
  taskGroup,
} from "./index";
import type { Coroutine } from "./index";

describe("an eager task", () => {
  it("may finish what its creator waits for next", () =>
    runVirtually(function* () {
      const future = new Future<string>();
      const task = eager(
        (function* () {
          future.setResult("my message");
        })(),
      );
      expect([task.done(), yield* future]).toEqual([true, "my message"]);
    }));

  it("that is done at once gives its result, and cannot be cancelled any more", () =>
    runVirtually(function* () {
      const task = eager(
        (function* () {
          return "without waiting";
        })(),
      );
      expect([task.cancel(), yield* task, task.cancelled()]).toEqual([
        false,
        "without waiting",
        false,
      ]);
      expect(task.getCoro()).toBe(null);
    }));

  it("that waits goes on later, and is done with what it waited for", () =>
    traceOf(function* (log) {
      const task = eager(
        (function* () {
          log("begins");
          return yield* sleep(1, "after waiting");
        })(),
      );
      log(task.done());
      log(yield* task, task.done());
    }).then((trace) => expect(trace).toEqual(["0 begins", "0 false", "1 after waiting true"])));

  it("that waits can be cancelled, with a message", () =>
    runVirtually(function* () {
      const task = eager(sleep(1));
      task.cancel("cancellation message");
      expect(task.cancelling()).toBe(1);
      expect(String(yield* errorOf(task))).toBe("CancelledError: cancellation message");
    }));

  it("is the current task in its first step and later, and its creator is so again in between", () =>
    runVirtually(function* () {
      const creator = currentTask();
      const seen: unknown[] = [];
      const task = eager(
        (function* () {
          seen.push(currentTask());
          yield* sleep(1);
          seen.push(currentTask());
        })(),
      );
      expect(currentTask() === creator).toBe(true);
      yield* task;
      expect(seen.map((current) => current === task)).toEqual([true, true]);
    }));

  it("is among all tasks from its first step to its end", () =>
    runVirtually(function* () {
      const sizes: number[] = [];
      const future = new Future<void>();
      const done = eager(noting(sizes));
      const waiting = eager(noting(sizes, future));
      const isThere = [allTasks().has(done), allTasks().has(waiting)];
      future.setResult();
      yield* waiting;
      expect([...isThere, allTasks().has(waiting)]).toEqual([false, true, false]);
      expect(sizes).toEqual([2, 2]);
    }));

  it("keeps what it sets in its first step, and its creator does not see it", () =>
    runVirtually(function* () {
      const level = new ContextVar("level", 0);
      const seen: number[] = [];
      function* steps(): Coroutine<void> {
        for (const value of [2, 3]) {
          seen.push(level.get());
          level.set(value);
          seen.push(level.get());
          yield* sleep(1);
        }
        seen.push(level.get());
      }
      level.set(1);
      const task = eager(steps());
      expect([...seen, level.get()]).toEqual([1, 2, 1]);
      yield* task;
      expect([...seen, level.get()]).toEqual([1, 2, 2, 3, 3, 1]);
    }));

  it("may start eager tasks in its first step, level by level; a gather of them is done at once", () =>
    runVirtually(function* () {
      let count = 0;
      function* nest(depth: number): Coroutine<void> {
        count++;
        if (depth > 0) yield* gather([1, 2, 3].map(() => eager(nest(depth - 1))));
      }
      const task = eager(nest(4));
      expect([task.done(), count, allTasks().size]).toEqual([true, 1 + 3 + 9 + 27 + 81, 1]);
    }));

  it("waits for the loop at the end of a task group, whose eager tasks are all done", () =>
    runVirtually(function* () {
      let count = 0;
      function* nest(depth: number): Coroutine<void> {
        count++;
        if (depth === 0) return;
        yield* taskGroup(function* (group) {
          for (let i = 0; i < 3; i++) group.createTask(nest(depth - 1), { eagerStart: true });
        });
      }
      const task = eager(nest(4));
      expect([task.done(), count]).toEqual([false, 1 + 3 + 9 + 27 + 81]);
      yield* task;
      expect(allTasks().size).toBe(1);
    }));
});

function eager<T>(coroutine: Coroutine<T>) {
  return createTask(coroutine, { eagerStart: true });
}

function* noting(sizes: number[], future?: Future<void>): Coroutine<void> {
  sizes.push(allTasks().size);
  if (future !== undefined) yield* future;
}
