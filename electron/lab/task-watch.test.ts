import { describe, expect, it } from "vitest";
import { createTask, gather, run, sleep, virtualClock } from "../scheduler";
import type { Coroutine, Task } from "../scheduler";
import { circleOf, Family } from "./task-watch";

describe("a circle of waiting tasks", () => {
  /** Runs tasks of which each awaits the one that `awaited` names, and looks for a circle at `task`. */
  async function circleAmong(awaited: readonly number[], task: number): Promise<number[] | null> {
    let found: number[] | null = null;
    function* main() {
      const tasks: Task<unknown>[] = [];
      function* waits(next: number): Coroutine<void> {
        yield* gather([tasks[next]!]);
      }
      for (const next of awaited) tasks.push(createTask(waits(next)));
      yield* sleep(0);
      const circle = circleOf(tasks[task]!);
      found = circle === null ? null : circle.map((one) => tasks.indexOf(one));
      tasks.at(-1)!.cancel();
    }
    await run(main(), { clock: virtualClock() }).catch(() => undefined);
    return found;
  }

  it("is told from the task asked about, each before the one that it waits for", async () => {
    expect(await circleAmong([1, 2, 0], 1)).toEqual([1, 2, 0]);
  });

  it("is not told of a task that waits for one of a circle from outside", async () => {
    expect(await circleAmong([1, 0, 0], 2)).toBeNull();
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
