import { describe, expect, it } from "vitest";
import { Advice } from "../../shared/events";
import { CancelledError, createTask, currentTask, gather, Lock, sleep } from "../scheduler";
import type { Coroutine, Task } from "../scheduler";
import { recordingOf, warningsIn } from "./__tests__/recording";

describe("the advice in a record", () => {
  it("warns of a cancel that was swallowed, but not of one that a clean-up outlived or took back", async () => {
    function* swallows(withError: boolean) {
      try {
        yield* sleep(60);
      } catch {
        if (withError) throw new TypeError("oh");
      }
    }
    function* cleansUp() {
      try {
        yield* sleep(60);
      } finally {
        yield* sleep(1);
      }
    }
    function* takesBack() {
      try {
        yield* sleep(60);
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        currentTask()!.uncancel();
      }
    }
    const events = await recordingOf(function* () {
      const tasks = [swallows(false), swallows(true), cleansUp(), takesBack()].map((coroutine) =>
        createTask<void>(coroutine),
      );
      yield* sleep(0);
      for (const task of tasks) task.cancel();
      yield* gather(tasks, { returnExceptions: true });
    });
    expect(warningsIn(events).map((event) => event.task)).toEqual([2, 3]);
  });

  it("warns of tasks that wait for each other in a circle, when it closes", async () => {
    const events = await recordingOf(function* () {
      const tasks: Task<unknown>[] = [];
      function* waitsFor(index: number): Coroutine<unknown> {
        return yield* tasks[index]!;
      }
      tasks.push(createTask(waitsFor(1), { name: "a" }), createTask(waitsFor(0), { name: "b" }));
      yield* sleep(1);
      tasks[0]!.cancel();
    });
    const [warning, ...others] = warningsIn(events);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ time: 0, task: 3, advice: Advice.CIRCLE });
    expect(warning!.text).toContain("b → a → b");
  });

  it("says of a deadlock who holds what and who waits for what", async () => {
    const events = await recordingOf(function* () {
      const accounts = new Lock();
      accounts.name = "the accounts";
      const journal = new Lock();
      function* takes(first: Lock, second: Lock): Coroutine<void> {
        yield* first.acquire();
        yield* sleep(1);
        yield* second.acquire();
      }
      createTask(takes(accounts, journal), { name: "pay" });
      createTask(takes(journal, accounts), { name: "audit" });
      yield* sleep(2);
    });
    expect(warningsIn(events)).toMatchObject([
      {
        time: 1,
        task: 3,
        advice: Advice.CIRCLE,
        text: expect.stringContaining(
          "audit holds Lock 2 and waits for the accounts; pay holds the accounts and waits for Lock 2.",
        ) as string,
      },
    ]);
  });

  it("says of a task that takes its own lock again that it cannot go on", async () => {
    const events = await recordingOf(function* () {
      const lock = new Lock();
      createTask(
        lock.with(() => lock.with(() => sleep(1))),
        { name: "twice" },
      );
      yield* sleep(2);
    });
    expect(warningsIn(events).map(({ text }) => text)).toEqual([
      expect.stringContaining("twice waits for Lock 1, which it holds itself"),
    ]);
  });

  it("warns once of a task that is awaited by its creator at once, with no other pending", async () => {
    const events = await recordingOf(function* () {
      yield* createTask(sleep(1));
      yield* createTask(sleep(1));
    });
    expect(warningsIn(events)).toMatchObject([{ task: 2, advice: Advice.AWAITED_AT_ONCE }]);
  });

  it("does not warn of tasks that overlap", async () => {
    const events = await recordingOf(function* () {
      const [a, b] = [createTask(sleep(1)), createTask(sleep(2))];
      yield* a;
      yield* b;
      const later = createTask(sleep(1));
      yield* sleep(0.5);
      yield* later;
    });
    expect(warningsIn(events)).toEqual([]);
  });
});
