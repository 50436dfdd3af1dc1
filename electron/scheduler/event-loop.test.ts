import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import {
  ContextVar,
  copyContext,
  coroutine,
  createTask,
  EventLoop,
  fromPromise,
  Future,
  getRunningLoop,
  run,
  Runner,
  sleep,
  virtualClock,
  wait,
} from "./index";
import type { Coroutine, ExceptionContext } from "./index";

describe("an iteration", () => {
  it("runs what was ready when it began; what that adds runs in the next one", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callSoon(() => {
        say("a");
        loop.callSoon(say, "added by a");
      });
      loop.callSoon(say, "b");
      yield* sleep(0);
      say("main after one turn");
      yield* sleep(0);
      say("main after two turns");
    });
    expect(said(trace)).toEqual([
      "a",
      "b",
      "main after one turn",
      "added by a",
      "main after two turns",
    ]);
  });

  it("moves the timers that are due behind what is ready", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callLater(0, say, "due now");
      loop.callSoon(say, "ready");
      yield* sleep(0);
      yield* sleep(0);
    });
    expect(said(trace)).toEqual(["ready", "due now"]);
  });

  it("fires timers that are due at the same time in the order of their creation", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callAt(2, say, "second");
      loop.callAt(1, say, "first");
      for (const name of ["third", "fourth", "fifth", "sixth", "seventh"])
        loop.callAt(2, say, name);
      yield* sleep(3);
    });
    expect(said(trace).join(" ")).toBe("first second third fourth fifth sixth seventh");
  });

  it("takes timers less than a nanosecond apart as due together, as asyncio does", async () => {
    const { trace } = await record(function* (say) {
      const loop = getRunningLoop();
      loop.callAt(0.1 + 0.2, say, "later by an ulp");
      loop.callAt(0.3, () => loop.callSoon(say, "from the callback at 0.3"));
      yield* sleep(1);
    });
    expect(said(trace)).toEqual(["later by an ulp", "from the callback at 0.3"]);
  });
});

describe("sleep", () => {
  it("gives way exactly once for zero and for negative delays", async () => {
    for (const delay of [0, -1]) {
      const { trace } = await record(function* (say) {
        getRunningLoop().callSoon(say, "other");
        say(yield* sleep(delay, "slept"));
      });
      expect(said(trace)).toEqual(["other", "slept"]);
      expect(trace.filter((line) => line === "0 > main")).toHaveLength(2);
    }
  });

  it("refuses what is no number", async () => {
    const { outcome } = await record(() => sleep(NaN));
    expect(outcome).toEqual({ error: new RangeError("Invalid delay: NaN (not a number)") });
  });

  it("leaves no timer behind when it is cancelled", async () => {
    const { outcome } = await record(function* () {
      const tasks = Array.from({ length: 500 }, () => createTask(sleep(1000)));
      yield* sleep(0);
      for (const task of tasks) task.cancel();
      yield* wait(tasks);
      yield* sleep(1);
      return getRunningLoop().time();
    });
    expect(outcome).toEqual({ value: 1 });
  });
});

describe("case 14: done-callbacks", () => {
  it("run in order, and the rest run when one throws", async () => {
    const { trace, reports } = await record(function* (say) {
      const future = new Future<number>();
      future.addDoneCallback(() => say("first"));
      future.addDoneCallback(function broken() {
        throw new Error("broken callback");
      });
      future.addDoneCallback((done) => say("third", done.result()));
      future.setResult(3);
      say("set");
      yield* sleep(0);
      say("after");
    });
    expect(said(trace)).toEqual(["set", "first", "third 3", "after"]);
    expect(reports.map(({ message, exception }) => [message, String(exception)])).toEqual([
      ["Exception in callback broken()", "Error: broken callback"],
    ]);
  });

  it("are called once each, unless they are removed; one added late is called too", async () => {
    const { trace, outcome } = await record(function* (say) {
      const future = new Future<void>();
      const removed = () => say("never");
      future.addDoneCallback(removed);
      future.addDoneCallback(() => say("kept"));
      future.addDoneCallback(removed);
      const count = future.removeDoneCallback(removed);
      future.setResult();
      future.addDoneCallback(() => say("late"));
      yield* sleep(0);
      return [count, future.removeDoneCallback(removed)];
    });
    expect(said(trace)).toEqual(["kept", "late"]);
    expect(outcome).toEqual({ value: [2, 0] });
  });

  it("run in a copy of the context they were added in, or in the one that was given", async () => {
    const name = new ContextVar("name", "none");
    const { outcome } = await record(function* () {
      const seen: string[] = [];
      const future = new Future<void>();
      const given = copyContext();
      given.run(() => name.set("given"));
      name.set("then");
      future.addDoneCallback(() => seen.push(name.get()));
      future.addDoneCallback(() => seen.push(name.get()), { context: given });
      name.set("now");
      future.setResult();
      yield* sleep(0);
      return seen;
    });
    expect(outcome).toEqual({ value: ["then", "given"] });
  });
});

describe("errors that nobody hears of", () => {
  it("an error in a callback goes to the exception handler, and the loop goes on", async () => {
    const { reports, outcome } = await record(function* () {
      getRunningLoop().callSoon(function explode() {
        throw new Error("boom");
      });
      yield* sleep(0);
      return "alive";
    });
    expect(outcome).toEqual({ value: "alive" });
    expect(reports.map(({ message }) => message)).toEqual(["Exception in callback explode()"]);
  });

  it("a task's error that nobody looked at is reported at the end of the run", async () => {
    const { reports } = await record(function* () {
      const task = createTask(failing(), { name: "lonely" });
      const seen = createTask(failing());
      yield* sleep(1);
      seen.exception();
      return task.done();
    });
    expect(reports.map(({ message, task }) => [message, task?.getName()])).toEqual([
      ["Task exception was never retrieved", "lonely"],
    ]);
  });

  it("a coroutine that nobody began is reported; a generator cannot be", async () => {
    const { reports } = await record(function* () {
      sleep(1);
      failing();
      yield* sleep(1);
    });
    expect(reports.map(({ message }) => message)).toEqual(["coroutine 'sleep' was never awaited"]);
  });

  it("of two loops that take turns, each reports its own coroutines that nobody began", async () => {
    const lost = coroutine(function* (): Coroutine<void> {}, "lost");
    const forgotten = coroutine(function* (): Coroutine<void> {}, "forgotten");
    function* making(make: () => Coroutine<void>, turns: number): Coroutine<void> {
      for (let turn = 0; turn < turns; turn++) {
        make();
        yield* fromPromise(() => new Promise((resolve) => setTimeout(resolve, 1)));
      }
    }
    const [short, long] = await Promise.all([
      record(() => making(lost, 1)),
      record(() => making(forgotten, 3)),
    ]);
    const told = (reports: readonly ExceptionContext[]) => reports.map(({ message }) => message);
    expect(told(short.reports)).toEqual(["coroutine 'lost' was never awaited"]);
    expect(told(long.reports)).toEqual(Array(3).fill("coroutine 'forgotten' was never awaited"));
  });

  it("an observer that throws is removed, and the program goes on", async () => {
    const reports: ExceptionContext[] = [];
    let calls = 0;
    const result = await run(
      (function* () {
        yield* sleep(1);
        getRunningLoop().setExceptionHandler((_loop, context) => void reports.push(context));
        yield* sleep(1);
        return "done";
      })(),
      {
        clock: virtualClock(),
        observer: {
          stepEnded: (_task, time) => {
            calls++;
            if (time === 1) throw new Error("observer");
          },
        },
      },
    );
    expect(result).toBe("done");
    expect(calls).toBe(2);
    expect(reports.map(({ message }) => message)).toEqual(["An observer threw and was removed"]);
  });
});

describe("in debug mode", () => {
  it("a slow step is reported, and only that", async () => {
    const messages: string[] = [];
    await run(
      (function* () {
        const loop = getRunningLoop();
        loop.slowCallbackDuration = 0.05;
        loop.setExceptionHandler((_loop, { message }) => void messages.push(message));
        yield* sleep(0);
        const end = performance.now() + 60;
        while (performance.now() < end);
        yield* sleep(0);
      })(),
      { debug: true },
    );
    expect(
      messages.filter((message) =>
        /^Executing <Task pending name='Task-1' .* took 0\.\d{3} seconds$/.test(message),
      ),
    ).not.toEqual([]);
  });
});

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

describe("a loop", () => {
  it("runs a future to its end, and stops when told", async () => {
    const loop = new EventLoop({ clock: virtualClock() });
    expect(await loop.runUntilComplete(loop.createTask(sleep(2, "two")))).toBe("two");
    loop.callLater(1, () => loop.stop());
    await loop.runForever();
    expect(loop.time()).toBe(3);
    const never = loop.createFuture<void>();
    loop.callSoon(() => loop.stop());
    await expect(loop.runUntilComplete(never)).rejects.toThrow(
      "Event loop stopped before Future completed.",
    );
    loop.close();
    expect(() => loop.callSoon(() => undefined)).toThrow("Event loop is closed");
  });

  it("cannot run twice at once, nor be closed while it runs", async () => {
    const loop = new EventLoop({ clock: virtualClock() });
    const running = loop.runUntilComplete(loop.createTask(sleep(1)));
    expect(() => loop.close()).toThrow("Cannot close a running event loop");
    expect(() => loop.runForever()).toThrow("This event loop is already running");
    await running;
    loop.close();
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
