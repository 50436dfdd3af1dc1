import { describe, expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import { CancelledError, createTask, sleep, TimeoutError, wait, waitFor } from "./index";
import type { Coroutine } from "./index";

describe("case 12", () => {
  it("waits for the clean-up of what it cancels", async () => {
    const { trace } = await record(function* (say) {
      try {
        yield* waitFor(cleaningUp(say), 1);
      } catch (error) {
        say(error instanceof TimeoutError && error.cause instanceof CancelledError);
      }
    });
    expect(trace).toEqual(
      lines(`
        0 main created
        0 main ready
        0 > main
        0 main waits for sleep until 10
        1 main cancel
        1 main ready
        1 > main
        1 main CancelledError
        1 - cleaning up
        1 main waits for sleep until 3
        3 main ready
        3 > main
        3 - clean
        3 - true
        3 main done
      `),
    );
  });

  it("with no time at all, a coroutine never starts and a future that is done returns", async () => {
    let started = false;
    const { outcome } = await record(function* () {
      const done = createTask(sleep(0, "done"));
      yield* done;
      const result = yield* waitFor(done, 0);
      try {
        yield* waitFor(
          (function* () {
            started = true;
          })(),
          0,
        );
      } catch (error) {
        return [result, error instanceof TimeoutError];
      }
      return [];
    });
    expect(outcome).toEqual({ value: ["done", true] });
    expect(started).toBe(false);
  });
});

it("gives the result of what is in time, and without a limit of anything", async () => {
  const { outcome } = await record(function* () {
    return [yield* waitFor(sleep(1, "a"), 2), yield* waitFor(sleep(1000, "b"), null)];
  });
  expect(outcome).toEqual({ value: ["a", "b"] });
});

it("a cancel from outside goes through, and reaches what it waits for", async () => {
  const { outcome } = await record(function* () {
    const inner = createTask(sleep(10));
    const outer = createTask(waitFor(inner, 5));
    yield* sleep(1);
    outer.cancel();
    yield* wait([outer]);
    return [outer.cancelled(), inner.cancelled()];
  });
  expect(outcome).toEqual({ value: [true, true] });
});

function* cleaningUp(say: (...words: unknown[]) => void): Coroutine<void> {
  try {
    yield* sleep(10);
  } finally {
    say("cleaning up");
    yield* sleep(2);
    say("clean");
  }
}
