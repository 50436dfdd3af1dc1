import { describe, expect, it } from "vitest";
import { createTask, gather, getRunningLoop, Lock, run, sleep, virtualClock } from "../scheduler";
import type { Coroutine, Resource, Task } from "../scheduler";
import { circleOf, Family } from "./task-watch";

describe("a circle of waiting tasks", () => {
  const nobody = () => null;

  /** Runs tasks of which each awaits those that `awaited` names, and looks for a circle at `task`. */
  async function circleAmong(
    awaited: readonly (number | readonly number[])[],
    task: number,
  ): Promise<number[] | null> {
    let found: number[] | null = null;
    function* main() {
      // Gathers that are cancelled fail with nobody to hear of it.
      getRunningLoop().setExceptionHandler(() => undefined);
      const tasks: Task<unknown>[] = [];
      function* waits(next: number | readonly number[]): Coroutine<void> {
        if (typeof next === "number") yield* tasks[next]!;
        else
          yield* gather(
            next.map((index) => tasks[index]!),
            { returnExceptions: true },
          );
      }
      for (const next of awaited) tasks.push(createTask(waits(next)));
      yield* sleep(0);
      const circle = circleOf(tasks[task]!, nobody);
      found = circle === null ? null : circle.map((link) => tasks.indexOf(link.task));
      for (const each of tasks) each.cancel();
    }
    await run(main(), { clock: virtualClock() }).catch(() => undefined);
    return found;
  }

  it("is told from the task asked about, each before the one that it waits for", async () => {
    expect(await circleAmong([1, 2, 0], 1)).toEqual([1, 2, 0]);
  });

  it("is found by way of gathers, whichever of their members it is", async () => {
    expect(await circleAmong([[1, 2], [], [3], [4, 0], []], 0)).toEqual([0, 2, 3]);
  });

  it("is not told of a task that waits for one of a circle from outside", async () => {
    expect(await circleAmong([1, 0, 0], 2)).toBeNull();
    expect(await circleAmong([[1], [0], [0]], 2)).toBeNull();
  });

  it("is not told of tasks that wait for others which can go on", async () => {
    expect(await circleAmong([[1, 2], [2], []], 0)).toBeNull();
  });

  it("is found by way of a lock, through the task that holds it", async () => {
    const holders = new Map<Resource, Task<unknown>>();
    const found: unknown[] = [];
    function* main() {
      const [one, other] = [new Lock(), new Lock()];
      function* takes(first: Lock, second: Lock): Coroutine<void> {
        yield* first.acquire();
        holders.set(
          first,
          tasks.find((task) => task.getName() === (first === one ? "a" : "b"))!,
        );
        yield* sleep(1);
        yield* second.acquire();
      }
      const tasks: Task<unknown>[] = [];
      tasks.push(createTask(takes(one, other), { name: "a" }));
      tasks.push(createTask(takes(other, one), { name: "b" }));
      yield* sleep(2);
      const circle = circleOf(tasks[1]!, (lock) => holders.get(lock) ?? null);
      for (const { task, lock } of circle!)
        found.push(task.getName(), lock === one ? "one" : "other");
      for (const task of tasks) task.cancel();
    }
    await run(main(), { clock: virtualClock() });
    expect(found).toEqual(["b", "one", "a", "other"]);
  });
});

describe("a task's children", () => {
  it("tells once of each creator that its only pending task is awaited", () => {
    const family = new Family();
    family.created(2, 1);
    expect(family.isFirstOnlyChild(2, 1)).toBe(true);
    family.ended(2);
    family.created(3, 1);
    expect(family.isFirstOnlyChild(3, 1)).toBe(false);
  });

  it("does not tell while another one is pending", () => {
    const family = new Family();
    family.created(2, 1);
    family.created(3, 1);
    expect(family.isFirstOnlyChild(3, 1)).toBe(false);
    family.ended(2);
    expect(family.isFirstOnlyChild(3, 1)).toBe(true);
  });

  it("tells nothing of a task that somebody else created", () => {
    const family = new Family();
    family.created(2, 1);
    expect(family.isFirstOnlyChild(2, 9)).toBe(false);
  });
});
