import { describe, expect, it } from "vitest";
import { lines } from "./__tests__/record";
import {
  allTasks,
  CancelledError,
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  getRunningLoop,
  run,
  Runner,
  sleep,
  virtualClock,
} from "./index";
import type { Context, Coroutine, Task } from "./index";

describe("run", () => {
  it("gives what main returned, and throws what it threw, the very same", async () => {
    const result = {};
    const error = new Error("spam");
    expect(await run(sleep(0, result), { clock: virtualClock() })).toBe(result);
    await expect(
      run(
        (function* () {
          yield* sleep(0);
          throw error;
        })(),
        { clock: virtualClock() },
      ),
    ).rejects.toBe(error);
  });

  it.each([1, null, "text", () => null])("refuses %s, which is no coroutine", async (value) => {
    await expect(
      run(value as unknown as Coroutine<void>, { clock: virtualClock() }),
    ).rejects.toThrow(new TypeError("A coroutine, a future or another awaitable is required"));
  });

  it("runs whatever can be awaited", async () => {
    const awaitable = {
      *[Symbol.iterator]() {
        return yield* sleep(1, "awaited");
      },
    };
    expect(await run(awaitable, { clock: virtualClock() })).toBe("awaited");
  });

  it("is in debug mode when it is told to be", async () => {
    function* main(): Coroutine<boolean> {
      return getRunningLoop().getDebug();
    }
    expect(await run(main(), { clock: virtualClock() })).toBe(false);
    expect(await run(main(), { clock: virtualClock(), debug: true })).toBe(true);
    expect(await run(main(), { clock: virtualClock(), debug: false })).toBe(false);
  });

  it("ends the tasks that are left over, whether main returns or fails", async () => {
    for (const fails of [false, true]) {
      let task: Task<void> | null = null;
      const running = run(
        (function* () {
          task = createTask(sleep(60));
          yield* sleep(0);
          if (fails) throw new Error("main failed");
          return 123;
        })(),
        { clock: virtualClock() },
      );
      if (fails) await expect(running).rejects.toThrow("main failed");
      else expect(await running).toBe(123);
      expect((task as Task<void> | null)?.cancelled()).toBe(true);
    }
  });
});

describe("a runner", () => {
  it("closes its loop with itself, and is of no use afterwards", async () => {
    for (const runsFirst of [true, false]) {
      const runner = new Runner({ clock: virtualClock() });
      if (runsFirst) expect(await runner.run(sleep(0, "done"))).toBe("done");
      const loop = runner.getLoop();
      await runner.close();
      expect(loop.isClosed()).toBe(true);
      expect(() => runner.getLoop()).toThrow("Runner is closed");
      await runner.close();
      await expect(runner.run(sleep(0))).rejects.toThrow("Runner is closed");
    }
  });

  it("is in debug mode when it is told to be", async () => {
    for (const debug of [true, false]) {
      const runner = new Runner({ clock: virtualClock(), debug });
      expect(runner.getLoop().getDebug()).toBe(debug);
      await runner.close();
    }
  });

  it("runs what cannot be awaited as little as `run` does, and can be used on", async () => {
    const runner = new Runner({ clock: virtualClock() });
    await expect(runner.run(123 as unknown as Coroutine<void>)).rejects.toThrow(TypeError);
    expect(await runner.run(sleep(0, "still good"))).toBe("still good");
    await runner.close();
  });

  it("waits for a future of its loop", async () => {
    const runner = new Runner({ clock: virtualClock() });
    const future = runner.getLoop().createFuture<string>();
    runner.getLoop().callLater(1, () => future.setResult("set"));
    expect(await runner.run(future)).toBe("set");
    await runner.close();
  });

  it("has one context for all runs, unless a run is given its own", async () => {
    const runner = new Runner({ clock: virtualClock() });
    const number = new ContextVar("number", -1);
    function* exchange(value: number): Coroutine<number> {
      const old = number.get();
      yield* sleep(0);
      number.set(value);
      return old;
    }
    function* present(): Coroutine<Context> {
      return copyContext();
    }
    const own = copyContext();
    expect(await runner.run(exchange(1))).toBe(-1);
    expect(await runner.run(exchange(2))).toBe(1);
    expect(await runner.run(exchange(3), { context: own })).toBe(-1);
    expect([(await runner.run(present())).get(number), own.get(number)]).toEqual([2, 3]);
    await runner.close();
  });

  it("is refused inside of its own loop, and the coroutine never starts", async () => {
    const runner = new Runner({ clock: virtualClock() });
    let isStarted = false;
    const inner = await runner.run(
      (function* () {
        const refused = runner.run(
          (function* () {
            isStarted = true;
          })(),
        );
        return { refused: refused.catch((error: unknown) => error) };
      })(),
    );
    expect(String(await inner.refused)).toBe(
      "RuntimeError: Runner.run() cannot be called from a running event loop",
    );
    await runner.close();
    expect(isStarted).toBe(false);
  });

  it("never turns a result into a string", async () => {
    let count = 0;
    const result = { toString: () => `read ${++count} times` };
    const runner = new Runner({ clock: virtualClock() });
    expect(await runner.run(sleep(0, result))).toBe(result);
    await runner.close();
    expect(count).toBe(0);
  });

  it("cancels what is left over when it closes, not between runs", async () => {
    const trace: string[] = [];
    const runner = new Runner({ clock: virtualClock() });
    function* leftOver(name: string): Coroutine<void> {
      try {
        yield* sleep(60);
      } finally {
        trace.push(`${name} ends at ${getRunningLoop().time()}`);
      }
    }
    await runner.run(
      (function* () {
        createTask(leftOver("a"));
        createTask(leftOver("b"));
        yield* sleep(1);
      })(),
    );
    const { size } = await runner.run(
      (function* () {
        yield* sleep(1);
        return allTasks();
      })(),
    );
    trace.push(`${size} tasks at ${runner.getLoop().time()}`);
    await runner.close();
    expect(trace).toEqual(
      lines(`
        3 tasks at 2
        a ends at 2
        b ends at 2
      `),
    );
  });
});

describe("aborting a run", () => {
  it("cancels a task that never waits for anything but its turn", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const running = run(
      (function* () {
        getRunningLoop().callLater(1, () => controller.abort(reason));
        for (;;) yield* sleep(0.25);
      })(),
      { clock: virtualClock(), signal: controller.signal },
    );
    await expect(running).rejects.toBe(reason);
  });

  it("cancels the future that main waits for", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const runner = new Runner({ clock: virtualClock() });
    const future = runner.getLoop().createFuture<void>();
    runner.getLoop().callLater(1, () => controller.abort(reason));
    await expect(runner.run(future, { signal: controller.signal })).rejects.toBe(reason);
    expect(future.cancelled()).toBe(true);
    await runner.close();
  });

  it("does not hide that main was cancelled by another as well", async () => {
    const controller = new AbortController();
    const running = run(
      (function* () {
        const main = currentTask();
        createTask(
          (function* () {
            yield* sleep(0);
            main?.cancel("by a task");
            controller.abort(new Error("interrupted"));
          })(),
        );
        yield* sleep(10);
      })(),
      { clock: virtualClock(), signal: controller.signal },
    );
    await expect(running).rejects.toBeInstanceOf(CancelledError);
  });

  it("ends with its reason, too, where main is a sleep that has not begun, made outside of a loop", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    const running = run(sleep(10), { clock: virtualClock(), signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  it("gives the result of a main that goes on all the same", async () => {
    const controller = new AbortController();
    const running = run(
      (function* () {
        getRunningLoop().callLater(1, () => controller.abort(new Error("interrupted")));
        try {
          yield* sleep(10);
        } catch {
          return "all the same";
        }
        return "slept";
      })(),
      { clock: virtualClock(), signal: controller.signal },
    );
    expect(await running).toBe("all the same");
  });
});
