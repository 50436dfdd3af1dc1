import { describe, expect, it } from "vitest";
import { createTask, fromPromise, Future, getRunningLoop, run, sleep } from "./index";
import type { Coroutine } from "./index";

describe("the host", () => {
  it("gets its turn every few milliseconds, from a program that never waits", async () => {
    // Of this process: what others do meanwhile says nothing of the loop.
    const ownMilliseconds = () => process.cpuUsage().user / 1000;
    const end = ownMilliseconds() + 200;
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    try {
      await run(
        (function* () {
          while (ownMilliseconds() < end) yield* sleep(0);
        })(),
      );
    } finally {
      clearInterval(timer);
    }
    // Some 150 on a quiet machine; a loop that keeps the host waiting would leave it one or none.
    expect(turns).toBeGreaterThan(20);
  });

  it("gets its turn from a program that spawns without end", async () => {
    let isOver = false;
    const timer = setTimeout(() => (isOver = true), 20);
    function* spawn(): Coroutine<void> {
      if (!isOver) createTask(spawn());
    }
    await run(
      (function* () {
        createTask(spawn());
        while (!isOver) yield* sleep(0);
      })(),
    );
    clearTimeout(timer);
    expect(isOver).toBe(true);
  });

  it("can start a task eagerly while the loop sleeps, and its timers are heard", async () => {
    let finish: (() => void) | undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    function* short(): Coroutine<void> {
      yield* sleep(0.001);
      finish?.();
    }
    await run(
      (function* () {
        const loop = getRunningLoop();
        // By then the loop sleeps, for as long as nobody wakes it.
        setTimeout(() => loop.createTask(short(), { eagerStart: true }), 5);
        yield* fromPromise(() => finished);
      })(),
    );
  });

  it("can call in while the loop sleeps", async () => {
    const result = await run(
      (function* () {
        const future = new Future<string>();
        setTimeout(() => future.setResult("from outside"), 5);
        return yield* future;
      })(),
    );
    expect(result).toBe("from outside");
  });
});
