import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import { ContextVar, createTask, Future, run, Runner, sleep, virtualClock, wait } from "./index";
import type { Coroutine } from "./index";

describe("run", () => {
  it("is refused inside of a running loop", async () => {
    const { outcome } = await record(function* () {
      const inner = run(sleep(0));
      inner.catch(() => undefined);
      return inner;
    });
    const inner = (outcome as { error: unknown }).error;
    expect(String(inner)).toBe("RuntimeError: run() cannot be called from a running event loop");
  });

  it("refuses what cannot be awaited", async () => {
    await expect(run(5 as unknown as Coroutine<number>)).rejects.toThrow(TypeError);
  });

  it("ends with the signal's reason when that aborts", async () => {
    const controller = new AbortController();
    let cleaned = false;
    const running = run(
      (function* () {
        try {
          yield* sleep(60);
        } finally {
          cleaned = true;
        }
      })(),
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(new Error("closed by the user")), 5);
    await expect(running).rejects.toThrow("closed by the user");
    expect(cleaned).toBe(true);
    await expect(run(sleep(60), { signal: controller.signal })).rejects.toThrow(
      "closed by the user",
    );
  });

  it("two runs may go on side by side", async () => {
    const started = performance.now();
    await Promise.all([run(sleep(0.05)), run(sleep(0.05))]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
  });
});

describe("case 18: the end of a run", () => {
  it("cancels what is left over in the order of its creation, and lets every finally run", async () => {
    const { trace } = await record(function* (say) {
      for (const name of ["a", "b", "c"]) createTask(cleaningUp(say, name), { name });
      yield* sleep(1);
    });
    expect(said(trace)).toEqual([
      "a cleans up",
      "b cleans up",
      "c cleans up",
      "a clean",
      "b clean",
      "c clean",
    ]);
    expect(trace.at(-1)).toBe("3 c done cancelled");
  });

  it("reports an error in the clean-up", async () => {
    const { reports } = await record(function* () {
      createTask(
        (function* () {
          try {
            yield* sleep(5);
          } finally {
            yield* failing();
          }
        })(),
      );
      yield* sleep(1);
    });
    expect(reports.map(({ message }) => message)).toEqual([
      "unhandled exception during run() shutdown",
    ]);
  });

  it("passes main's error on", async () => {
    await expect(run(failing(), { clock: virtualClock() })).rejects.toThrow("failed");
  });
});

describe("a program in which nothing can happen any more", () => {
  it("ends under a virtual clock with an error that names who waits for whom", async () => {
    const { outcome } = await record(function* () {
      const never = createTask(waitForever(), { name: "never" });
      const patient = createTask(wait([never]), { name: "patient" });
      yield* patient;
    });
    const { error } = outcome as { error: Error };
    expect(String(error)).toBe(
      [
        "DeadlockError: Nothing can happen any more: no task is ready and no timer is set.",
        "  Task-1 waits for patient",
        "  never waits for a future that nobody finishes",
        "  patient waits for never",
      ].join("\n"),
    );
  });

  it("is cleaned up like any other", async () => {
    let cleaned = false;
    await record(function* () {
      try {
        yield* new Future<void>();
      } finally {
        cleaned = true;
      }
    });
    expect(cleaned).toBe(true);
  });
});

describe("a runner", () => {
  it("runs one thing at a time", async () => {
    const runner = new Runner({ clock: virtualClock() });
    let secondRan = false;
    const first = runner.run(sleep(1, "first"));
    const second = runner.run(
      (function* () {
        secondRan = true;
      })(),
    );
    await expect(second).rejects.toThrow("This event loop is already running");
    await expect(runner.close()).rejects.toThrow("Cannot close a running event loop");
    expect(await first).toBe("first");
    await runner.close();
    expect(secondRan).toBe(false);
  });

  it("keeps loop, context and tasks from one run to the next", async () => {
    const runner = new Runner({ clock: virtualClock() });
    const user = new ContextVar("user", "nobody");
    const task = await runner.run(
      (function* () {
        user.set("ada");
        return [createTask(sleep(5, "late"))] as const;
      })(),
    );
    const result = await runner.run(
      (function* () {
        return [user.get(), yield* task[0]];
      })(),
    );
    expect(result).toEqual(["ada", "late"]);
    await runner.close();
    await runner.close();
    await expect(runner.run(sleep(0))).rejects.toThrow("Runner is closed");
  });
});

function said(trace: readonly string[]): string[] {
  return trace.filter((line) => / - /.test(line)).map((line) => line.replace(/^\S+ - /, ""));
}

function* failing(): Coroutine<never> {
  yield* sleep(0);
  throw new Error("failed");
}

function* waitForever(): Coroutine<void> {
  yield* new Future<void>();
}

function* cleaningUp(say: (...words: unknown[]) => void, name: string): Coroutine<void> {
  try {
    yield* sleep(60);
  } finally {
    say(name, "cleans up");
    yield* sleep(2);
    say(name, "clean");
  }
}
