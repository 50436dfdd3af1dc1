import { describe, expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import { turns } from "./__tests__/trace";
import { createTask, FIRST_COMPLETED, FIRST_EXCEPTION, getRunningLoop, sleep, wait } from "./index";
import type { Coroutine, Future } from "./index";

describe("case 13", () => {
  it("wait throws nothing that its tasks throw", async () => {
    const { trace, outcome } = await record(function* () {
      const failed = createTask(failAfter(1));
      const { done, pending } = yield* wait([failed]);
      return [done.has(failed), pending.size, String(failed.exception())];
    });
    expect(outcome).toEqual({ value: [true, 0, "Error: after 1"] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 main waits for wait
      0 > Task-2
      0 Task-2 waits for sleep until 1
      1 Task-2 ready
      1 > Task-2
      1 Task-2 done failed
      1 main ready
      1 > main
      1 main done"
    `);
  });

  it("a timeout cancels nothing", async () => {
    const { trace } = await record(function* (say) {
      const task = createTask(sleep(5, "finished"), { name: "task" });
      const { done, pending } = yield* wait([task], { timeout: 1 });
      say(done.size, pending.has(task), task.cancelling());
      say(yield* task);
    });
    expect(trace).toEqual(
      lines(`
        0 main created
        0 main ready
        0 > main
        0 task created by main
        0 task ready by main
        0 main waits for wait
        0 > task
        0 task waits for sleep until 5
        1 main ready
        1 > main
        1 - 0 true 0
        1 main waits for task task
        5 task ready
        5 > task
        5 task done
        5 main ready by task
        5 > main
        5 - finished
        5 main done
      `),
    );
  });

  it("bare coroutines and single futures are refused", async () => {
    const { trace, outcome } = await record(function* () {
      const texts: string[] = [];
      const task = createTask(sleep(0));
      const wrongs = [[sleep(1)], task, sleep(1), [], [1]] as unknown as Future<unknown>[][];
      for (const wrong of wrongs) {
        try {
          yield* wait(wrong);
        } catch (error) {
          texts.push(String(error));
        }
      }
      return texts;
    });
    expect(outcome).toEqual({
      value: [
        "TypeError: Passing coroutines is forbidden, use tasks explicitly.",
        "TypeError: expect a list of futures, not a single one",
        "TypeError: expect a list of futures, not a single one",
        "RangeError: Set of Tasks/Futures is empty.",
        "TypeError: expect futures, not 1",
      ],
    });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 main done
      0 > Task-2
      0 Task-2 ready by Task-2
      0 Task-2 cancel
      0 > Task-2
      0 Task-2 CancelledError
      0 Task-2 done cancelled"
    `);
  });
});

it("ends with the first that is done", async () => {
  const { outcome } = await record(function* () {
    const tasks = [createTask(sleep(2)), createTask(sleep(1)), createTask(sleep(3))];
    const { done, pending } = yield* wait(tasks, { returnWhen: FIRST_COMPLETED });
    return [done.size, pending.size, done.has(tasks[1] as (typeof tasks)[0])];
  });
  expect(outcome).toEqual({ value: [1, 2, true] });
});

it("ends with the first that fails; a cancelled one does not count", async () => {
  const { outcome, reports } = await record(function* () {
    const cancelled = createTask(sleep(9));
    yield* sleep(0);
    cancelled.cancel();
    const tasks = [createTask(failAfter(2)), createTask(sleep(1)), cancelled, createTask(sleep(3))];
    const { done } = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
    return [done.size, getRunningLoop().time()];
  });
  expect(outcome).toEqual({ value: [3, 2] });
  expect(reports).toEqual([]);
});

it("leaves no callback behind when it is cancelled", async () => {
  const { outcome } = await record(function* () {
    const task = createTask(sleep(5));
    const waiter = createTask(wait([task], { timeout: 9 }));
    yield* sleep(0);
    const during = task.awaitedBy.has(waiter);
    waiter.cancel();
    yield* sleep(0);
    yield* sleep(0);
    return [during, task.awaitedBy.size, waiter.cancelled(), task.done()];
  });
  expect(outcome).toEqual({ value: [true, 0, true, false] });
});

it("takes any iterable but a generator, and counts a future that is in it twice once", async () => {
  const { outcome } = await record(function* () {
    const tasks = [1, 2, 3].map((seconds) => createTask(sleep(seconds)));
    const sizes: number[] = [];
    for (const futures of [
      [...tasks, ...tasks],
      new Set(tasks),
      new Map(tasks.entries()).values(),
    ]) {
      const { done, pending } = yield* wait(futures);
      sizes.push(done.size, pending.size);
    }
    return [...sizes, getRunningLoop().time()];
  });
  expect(outcome).toEqual({ value: [3, 0, 3, 0, 3, 0, 3] });
});

it("takes no time when all are done already", async () => {
  const { outcome } = await record(function* () {
    const tasks = [createTask(sleep(1)), createTask(failAfter(2))];
    for (let round = 0; round < 2; round++) yield* wait(tasks);
    const { done, pending } = yield* wait(tasks);
    const failed = [...done].filter((task) => task.exception() !== null);
    return [done.size, failed.length, pending.size, getRunningLoop().time()];
  });
  expect(outcome).toEqual({ value: [2, 1, 0, 2] });
});

it("gives as done what got done between the first one and its own turn", async () => {
  const { outcome } = await record(function* () {
    const tasks = [createTask(turns(2)), createTask(turns(1))];
    const { done } = yield* wait(tasks, { returnWhen: FIRST_COMPLETED });
    return done.size;
  });
  expect(outcome).toEqual({ value: 2 });
});

it("gives as done what ends at the very time of the limit, if its timer is the older one", async () => {
  const { outcome } = await record(function* () {
    const tasks = [createTask(sleep(1)), createTask(sleep(1.5))];
    yield* sleep(0);
    const { done, pending } = yield* wait(tasks, { timeout: 1 });
    return [done.size, pending.size, getRunningLoop().time()];
  });
  expect(outcome).toEqual({ value: [1, 1, 1] });
});

it("refuses to wait for anything but the first, the first failure or all", async () => {
  const { outcome } = await record(function* () {
    yield* wait([createTask(sleep(0))], { returnWhen: -1 as unknown as typeof FIRST_COMPLETED });
  });
  expect(String((outcome as { error: unknown }).error)).toBe(
    "RangeError: Invalid return_when value: -1",
  );
});

function* failAfter(seconds: number): Coroutine<void> {
  yield* sleep(seconds);
  throw new Error(`after ${seconds}`);
}
