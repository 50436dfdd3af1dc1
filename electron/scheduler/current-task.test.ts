import { describe, expect, it } from "vitest";
import { runVirtually, turns } from "./__tests__/trace";
import { allTasks, createTask, currentTask, EventLoop, getRunningLoop, sleep, wait } from "./index";
import type { Coroutine, Task } from "./index";

describe("the current task", () => {
  it("is told for each step, and there is none in a callback", () =>
    runVirtually(function* () {
      const seen: (Task<unknown> | null)[] = [];
      function* stepping(): Coroutine<void> {
        for (let i = 0; i < 3; i++) {
          seen.push(currentTask());
          yield* sleep(0);
        }
      }
      const [a, b] = [createTask(stepping()), createTask(stepping())] as const;
      getRunningLoop().callSoon(() => seen.push(currentTask()));
      const main = currentTask();
      yield* wait([a, b]);
      const names = new Map<unknown, string>([
        [a, "a"],
        [b, "b"],
        [null, "none"],
      ]);
      expect(seen.map((task) => names.get(task))).toEqual(["a", "b", "none", "a", "b", "a", "b"]);
      expect(currentTask() === main).toBe(true);
    }));

  it("is none of a loop that does not run, which has to be named outside of any", () => {
    const loop = new EventLoop();
    expect(currentTask(loop)).toBe(null);
    expect(() => currentTask()).toThrow("no running event loop");
    expect(() => allTasks()).toThrow("no running event loop");
    expect(() => getRunningLoop()).toThrow("no running event loop");
    loop.close();
  });
});

it("all tasks are those that are not done, in the order of their creation", () =>
  runVirtually(function* () {
    const main = currentTask();
    const tasks = [createTask(turns(3)), createTask(turns(1)), createTask(turns(2))];
    const indices = () => [...allTasks()].map((task) => tasks.findIndex((each) => each === task));
    const seen = [indices()];
    for (let i = 0; i < 4; i++) {
      yield* sleep(0);
      seen.push(indices());
    }
    // -1 is the main task.
    expect(seen).toEqual([[-1, 0, 1, 2], [-1, 0, 1, 2], [-1, 0, 2], [-1, 0], [-1]]);
    expect(allTasks().has(main as Task<unknown>)).toBe(true);
  }));
