import { expect, it } from "vitest";
import { createTask, DeadlockError, Event, getRunningLoop, Lock, run, virtualClock } from "./index";
import type { Coroutine } from "./index";

/** The message with which a program ends that can never go on. */
async function message(main: Coroutine<unknown>): Promise<string[]> {
  const error = await run(main, { clock: virtualClock() }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DeadlockError);
  return (error as Error).message.split("\n").slice(1);
}

it("says of every task what it waits for", async () => {
  const lines = await message(
    (function* () {
      const lock = new Lock();
      yield* lock.acquire();
      createTask(lock.acquire(), { name: "locked out" });
      createTask(waitingFor(getRunningLoop().createFuture<void>()), { name: "left alone" });
      const inner = createTask(new Event().wait(), { name: "inner" });
      yield* inner;
    })(),
  );
  expect(lines).toEqual([
    "  Task-1 waits for inner",
    "  locked out waits for a lock",
    "  left alone waits for a future that nobody finishes",
    "  inner waits for an event",
  ]);
});

it("counts tasks that are too many to be named", async () => {
  const lines = await message(
    (function* () {
      const event = new Event();
      for (let n = 1; n < 60; n++) createTask(event.wait(), { name: `waiter ${n}` });
      yield* event.wait();
    })(),
  );
  expect(lines).toHaveLength(51);
  expect(lines.at(-2)).toBe("  waiter 49 waits for an event");
  expect(lines.at(-1)).toBe("  and 10 more");
});

function* waitingFor(future: Iterable<undefined, void, unknown>): Coroutine<void> {
  yield* future;
}
