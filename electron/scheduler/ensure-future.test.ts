import { describe, expect, it } from "vitest";
import { runVirtually } from "./__tests__/trace";
import { createTask, ensureFuture, EventLoop, Future, sleep, Task } from "./index";
import type { Coroutine } from "./index";

describe("ensureFuture", () => {
  it("makes a task of a coroutine and of whatever else can be awaited", () =>
    runVirtually(function* () {
      const awaitable = {
        *[Symbol.iterator]() {
          return yield* sleep(1, "ok");
        },
      };
      for (const given of [sleep(1, "ok"), awaitable, returning("ok")]) {
        const future = ensureFuture<string>(given);
        expect(future instanceof Task).toBe(true);
        expect(yield* future).toBe("ok");
      }
    }));

  it("gives futures and tasks back as they are, if they are of the loop that is asked for", () =>
    runVirtually(function* () {
      const other = new EventLoop();
      const task = createTask(sleep(0));
      for (const future of [new Future<void>(), task]) {
        expect(ensureFuture(future) === future).toBe(true);
        expect(ensureFuture(future, future.getLoop()) === future).toBe(true);
        expect(() => ensureFuture(future, other)).toThrow(
          new RangeError(
            "The future belongs to a different loop than the one specified as the loop argument",
          ),
        );
      }
      other.close();
      yield* task;
    }));

  it("needs a running loop for a coroutine, or one that it is given", async () => {
    expect(() => ensureFuture(returning("ok"))).toThrow("no running event loop");
    const loop = new EventLoop();
    const future = ensureFuture(returning("ok"), loop);
    expect(future.getLoop()).toBe(loop);
    expect(await loop.runUntilComplete(future)).toBe("ok");
    loop.close();
  });

  it.each(["ok", 1, null, [], () => null])("refuses %j, which cannot be awaited", (value) =>
    runVirtually(function* () {
      expect(() => ensureFuture(value as unknown as Coroutine<void>)).toThrow(
        new TypeError("A future, a coroutine or an awaitable is required"),
      );
    }),
  );
});

function* returning<T>(value: T): Coroutine<T> {
  return value;
}
