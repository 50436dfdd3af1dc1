import { expect, it } from "vitest";
import { createTask, fromPromise, run, sleep, wait } from "./index";

it("gives what the promise gives, and throws what it rejects with", async () => {
  const result = await run(
    (function* () {
      const value = yield* fromPromise(() => Promise.resolve("value"));
      try {
        yield* fromPromise(() => Promise.reject(new Error("rejected")));
      } catch (error) {
        return [value, String(error)];
      }
      return [];
    })(),
  );
  expect(result).toEqual(["value", "Error: rejected"]);
});

it("starts nothing before it is awaited", async () => {
  let started = 0;
  await run(
    (function* () {
      const lazy = fromPromise(() => Promise.resolve(++started));
      yield* sleep(0);
      expect(started).toBe(0);
      yield* lazy;
    })(),
  );
  expect(started).toBe(1);
});

it("cancelling the task aborts the signal, and a late answer is ignored", async () => {
  const result = await run(
    (function* () {
      let signal: AbortSignal | null = null;
      let answer: (value: string) => void = () => undefined;
      const task = createTask(
        fromPromise((given) => {
          signal = given;
          return new Promise<string>((resolve) => (answer = resolve));
        }),
      );
      yield* sleep(0);
      const before = (signal as AbortSignal | null)?.aborted;
      task.cancel("no longer wanted");
      yield* wait([task]);
      answer("late");
      yield* sleep(0.001);
      return [before, (signal as AbortSignal | null)?.aborted, task.cancelled()];
    })(),
  );
  expect(result).toEqual([false, true, true]);
});

it("an answer that came does not abort the signal", async () => {
  let signal: AbortSignal | null = null;
  await run(
    fromPromise((given) => {
      signal = given;
      return Promise.resolve();
    }),
  );
  expect((signal as AbortSignal | null)?.aborted).toBe(false);
});

it("an error that start throws is the coroutine's", async () => {
  const broken = () => {
    throw new Error("cannot start");
  };
  await expect(run(fromPromise(broken))).rejects.toThrow("cannot start");
});
