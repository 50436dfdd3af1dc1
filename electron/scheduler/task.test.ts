import { describe, expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import {
  allTasks,
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  getRunningLoop,
  isCoroutine,
  run,
  sleep,
  virtualClock,
  wait,
} from "./index";
import type { Coroutine, Task, Future } from "./index";

it("case 1: a task runs nothing until its creator suspends; a bare coroutine never does", async () => {
  let forgottenRan = false;
  const { trace } = await record(function* (say) {
    function* forgotten() {
      forgottenRan = true;
    }
    forgotten();
    const a = createTask(
      (function* () {
        say("a runs");
        yield* sleep(1);
        return "A";
      })(),
      { name: "a" },
    );
    say("created", a.done());
    yield* sleep(0);
    say("suspended once");
    say(yield* a);
  });
  expect(forgottenRan).toBe(false);
  expect(trace).toEqual(
    lines(`
      0 main created
      0 main ready
      0 > main
      0 a created by main
      0 a ready by main
      0 - created false
      0 main ready by main
      0 > a
      0 - a runs
      0 a waits for sleep until 1
      0 > main
      0 - suspended once
      0 main waits for task a
      1 a ready
      1 > a
      1 a done
      1 main ready by a
      1 > main
      1 - A
      1 main done
    `),
  );
});

it("case 2: a task cancelled before its first step never executes, not even its finally", async () => {
  let executed = false;
  const { trace } = await record(function* () {
    const a = createTask(
      (function* () {
        try {
          executed = true;
          yield* sleep(1);
        } finally {
          executed = true;
        }
      })(),
      { name: "a" },
    );
    a.cancel();
    yield* wait([a]);
    return a.cancelled();
  });
  expect(executed).toBe(false);
  expect(trace).toEqual(
    lines(`
      0 main created
      0 main ready
      0 > main
      0 a created by main
      0 a ready by main
      0 a cancel by main
      0 main waits for wait
      0 > a
      0 a CancelledError
      0 a done cancelled
      0 main ready
      0 > main
      0 main done
    `),
  );
});

it("case 3: cancel is accepted at once and takes effect later; a done task refuses it", async () => {
  const { trace } = await record(function* (say) {
    const a = createTask(sleep(5), { name: "a" });
    yield* sleep(1);
    say(a.cancel(), a.done(), a.cancelling());
    try {
      yield* a;
    } catch (error) {
      say(error, a.cancelled(), a.cancel());
    }
  });
  expect(trace).toEqual(
    lines(`
      0 main created
      0 main ready
      0 > main
      0 a created by main
      0 a ready by main
      0 main waits for sleep until 1
      0 > a
      0 a waits for sleep until 5
      1 main ready
      1 > main
      1 a cancel by main
      1 a ready by main
      1 - true false 1
      1 main waits for task a
      1 > a
      1 a CancelledError
      1 a done cancelled
      1 main ready by a
      1 > main
      1 main CancelledError
      1 - CancelledError true false
      1 main done
    `),
  );
});

describe("case 4", () => {
  it("a task may refuse a cancel", async () => {
    const { outcome } = await record(function* () {
      const a = createTask(
        (function* () {
          try {
            yield* sleep(5);
          } catch {
            return "refused";
          }
          return "slept";
        })(),
      );
      yield* sleep(0);
      a.cancel();
      return [yield* a, a.cancelled(), a.cancelling()];
    });
    expect(outcome).toEqual({ value: ["refused", false, 1] });
  });

  it("a task that cancels itself and returns without waiting again ends cancelled", async () => {
    const { trace } = await record(function* () {
      const a = createTask(
        (function* () {
          currentTask()?.cancel("myself");
          return "too late";
        })(),
        { name: "a" },
      );
      yield* wait([a]);
    });
    expect(trace).toEqual(
      lines(`
        0 main created
        0 main ready
        0 > main
        0 a created by main
        0 a ready by main
        0 main waits for wait
        0 > a
        0 a cancel "myself" by a
        0 a done cancelled
        0 main ready
        0 > main
        0 main done
      `),
    );
  });
});

describe("case 5", () => {
  it("two cancels before delivery throw one error with the first message", async () => {
    const { trace, outcome } = await record(function* () {
      const a = createTask(sleep(5));
      yield* sleep(0);
      a.cancel("first");
      a.cancel("second");
      const count = a.cancelling();
      try {
        yield* a;
      } catch (error) {
        return [String(error), count];
      }
      return [];
    });
    expect(outcome).toEqual({ value: ["CancelledError: first", 2] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 main ready by main
      0 > Task-2
      0 Task-2 waits for sleep until 5
      0 > main
      0 Task-2 cancel "first" by main
      0 Task-2 ready by main
      0 Task-2 cancel "second" by main
      0 main waits for task Task-2
      0 > Task-2
      0 Task-2 CancelledError
      0 Task-2 done cancelled
      0 main ready by Task-2
      0 > main
      0 main CancelledError
      0 main done"
    `);
  });

  it("uncancel stops at zero, and there drops what was not delivered", async () => {
    const { trace, outcome } = await record(function* () {
      const a = createTask(sleep(1, "slept"));
      a.cancel();
      a.cancel();
      const counts = [a.uncancel(), a.uncancel(), a.uncancel()];
      return [yield* a, ...counts];
    });
    expect(outcome).toEqual({ value: ["slept", 1, 0, 0] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 Task-2 cancel by main
      0 Task-2 cancel by main
      0 main waits for task Task-2
      0 > Task-2
      0 Task-2 waits for sleep until 1
      1 Task-2 ready
      1 > Task-2
      1 Task-2 done
      1 main ready by Task-2
      1 > main
      1 main done"
    `);
  });
});

describe("case 6", () => {
  it("cancelling a task that waits for another one cancels that one", async () => {
    const { trace } = await record(function* () {
      const inner = createTask(sleep(5), { name: "inner" });
      const outer = createTask(
        (function* () {
          yield* inner;
        })(),
        { name: "outer" },
      );
      yield* sleep(1);
      outer.cancel("stop");
      yield* wait([outer]);
    });
    expect(trace.slice(trace.indexOf("1 > main"))).toEqual(
      lines(`
        1 > main
        1 outer cancel "stop" by main
        1 inner cancel "stop" by main
        1 inner ready by main
        1 main waits for wait
        1 > inner
        1 inner CancelledError
        1 inner done cancelled
        1 outer ready by inner
        1 > outer
        1 outer CancelledError
        1 outer done cancelled
        1 main ready
        1 > main
        1 main done
      `),
    );
  });

  it("awaiting a cancelled task cancels the awaiter, whom nobody asked to end", async () => {
    const { trace, outcome } = await record(function* () {
      const inner = createTask(sleep(5));
      const outer = createTask(
        (function* () {
          yield* inner;
        })(),
      );
      yield* sleep(0);
      inner.cancel();
      yield* wait([outer]);
      return [outer.cancelled(), outer.cancelling()];
    });
    expect(outcome).toEqual({ value: [true, 0] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 Task-3 created by main
      0 Task-3 ready by main
      0 main ready by main
      0 > Task-2
      0 Task-2 waits for sleep until 5
      0 > Task-3
      0 Task-3 waits for task Task-2
      0 > main
      0 Task-2 cancel by main
      0 Task-2 ready by main
      0 main waits for wait
      0 > Task-2
      0 Task-2 CancelledError
      0 Task-2 done cancelled
      0 Task-3 ready by Task-2
      0 > Task-3
      0 Task-3 CancelledError
      0 Task-3 done cancelled
      0 main ready
      0 > main
      0 main done"
    `);
  });

  it("a chain of waiting tasks may be longer than the native stack", async () => {
    const { outcome } = await record(function* () {
      let task: Task<unknown> = createTask(sleep(5));
      const first = task;
      for (let i = 0; i < 20_000; i++) task = createTask(waitingFor(task));
      yield* sleep(0);
      task.cancel();
      yield* wait([task]);
      return [first.cancelled(), task.cancelled()];
    });
    expect(outcome).toEqual({ value: [true, true] });
  });

  it("tasks that wait for each other in a circle can be cancelled", async () => {
    const { outcome } = await record(function* () {
      const loop = getRunningLoop();
      const start = loop.createFuture<Task<unknown>>();
      const a: Task<unknown> = createTask(
        (function* () {
          yield* yield* start;
        })(),
      );
      const b = createTask(waitingFor(waitingFor(a)));
      start.setResult(b);
      yield* sleep(1);
      b.cancel("enough");
      yield* wait([a, b]);
      return [a.cancelled(), b.cancelled()];
    });
    expect(outcome).toEqual({ value: [true, true] });
  });
});

it("case 7: result and exception say what a task is", async () => {
  const { trace, outcome } = await record(function* (say) {
    const task = createTask(sleep(1, "value"));
    const failing = createTask(failAfter(1, "broken"));
    const attempts = (): string[] =>
      [() => task.result(), () => task.exception(), () => failing.exception()].map(attempt);
    const before = attempts();
    yield* wait([task, failing]);
    const after = attempts();
    const cancelled = createTask(sleep(1));
    cancelled.cancel("no");
    yield* wait([cancelled]);
    say("done");
    return [before, after, attempt(() => cancelled.result()), attempt(() => cancelled.exception())];
  });
  expect(outcome).toEqual({
    value: [
      [
        "InvalidStateError: Result is not set.",
        "InvalidStateError: Exception is not set.",
        "InvalidStateError: Exception is not set.",
      ],
      ["value", "null", "Error: broken"],
      // asyncio gives the coroutine's own error out once; whoever asks later gets a bare one.
      "CancelledError: no",
      "CancelledError",
    ],
  });
  expect(trace.join("\n")).toMatchInlineSnapshot(`
    "0 main created
    0 main ready
    0 > main
    0 Task-2 created by main
    0 Task-2 ready by main
    0 Task-3 created by main
    0 Task-3 ready by main
    0 main waits for wait
    0 > Task-2
    0 Task-2 waits for sleep until 1
    0 > Task-3
    0 Task-3 waits for sleep until 1
    1 Task-2 ready
    1 Task-3 ready
    1 > Task-2
    1 Task-2 done
    1 > Task-3
    1 Task-3 done failed
    1 main ready
    1 > main
    1 Task-4 created by main
    1 Task-4 ready by main
    1 Task-4 cancel "no" by main
    1 main waits for wait
    1 > Task-4
    1 Task-4 CancelledError
    1 Task-4 done cancelled
    1 main ready
    1 > main
    1 - done
    1 main done"
  `);
});

it("case 15: a task copies its creator's context; a coroutine awaited directly shares it", async () => {
  const user = new ContextVar("user", "nobody");
  function* setting(value: string): Coroutine<string> {
    user.set(value);
    yield* sleep(0);
    return user.get();
  }
  const { outcome } = await record(function* () {
    user.set("main");
    const task = createTask(setting("task"));
    const inTask = yield* task;
    const afterTask = user.get();
    yield* setting("direct");
    const own = copyContext();
    yield* createTask(setting("own"), { context: own });
    return [inTask, afterTask, user.get(), own.get(user), task.getContext().get(user)];
  });
  expect(outcome).toEqual({ value: ["task", "main", "direct", "own", "task"] });
  expect(user.get()).toBe("nobody");
});

describe("case 16", () => {
  it("an eager task that never waits is done when createTask returns", async () => {
    const { trace } = await record(function* (say) {
      const eager = createTask(
        (function* () {
          say(currentTask()?.getName());
          return 1;
        })(),
        { name: "eager", eagerStart: true },
      );
      say(eager.done(), currentTask()?.getName());
      yield* sleep(0);
    });
    expect(trace).toEqual(
      lines(`
        0 main created
        0 main ready
        0 > main
        0 eager created by main
        0 > eager
        0 - eager
        0 eager done
        0 - true Task-1
        0 main ready by main
        0 > main
        0 main done
      `),
    );
  });

  it("an eager task cannot start in the context that its creator runs in", async () => {
    const { outcome } = await record(function* () {
      yield* sleep(0);
      const context = currentTask()?.getContext();
      const text = attempt(() => createTask(sleep(0), { eagerStart: true, context }));
      return [text, allTasks().size];
    });
    expect(outcome).toEqual({
      value: ["RuntimeError: cannot enter context: it is already entered", 1],
    });
  });

  it("an eager task that waits goes on in the loop, with its own variables", async () => {
    const level = new ContextVar("level", 0);
    const { outcome } = await record(function* () {
      level.set(1);
      const eager = createTask(
        (function* () {
          level.set(2);
          yield* sleep(1);
          return level.get();
        })(),
        { eagerStart: true },
      );
      const between = level.get();
      return [eager.done(), between, yield* eager, level.get()];
    });
    expect(outcome).toEqual({ value: [false, 1, 2, 1] });
  });
});

describe("case 19", () => {
  it("a task cannot wait for itself", async () => {
    const { outcome } = await record(function* () {
      const task: Task<unknown> = createTask(
        (function* () {
          yield* currentTask() as Task<unknown>;
        })(),
        { name: "narcissus" },
      );
      yield* wait([task]);
      return String(task.exception());
    });
    expect(outcome).toEqual({
      value:
        "RuntimeError: Task cannot await on itself: <Task pending name='narcissus' coro=<generator>>",
    });
  });

  it("a coroutine runs once, whether it is a generator or not", async () => {
    for (const make of [() => failAfter(0, ""), () => sleep(1)]) {
      const { outcome } = await record(function* () {
        const once = make();
        const first = createTask(once);
        const second = createTask(once);
        yield* wait([first, second]);
        return String(second.exception());
      });
      expect(outcome).toEqual({ value: "RuntimeError: cannot reuse already awaited coroutine" });
    }
  });

  it("what is no coroutine is refused", async () => {
    const { outcome } = await record(function* () {
      const wrong = (() => 1) as unknown as Coroutine<number>;
      yield* sleep(0);
      return [attempt(() => createTask(wrong)), isCoroutine(wrong)];
    });
    expect(outcome).toEqual({
      value: ["TypeError: a coroutine was expected, got () => 1", false],
    });
  });

  it("a wrong yield is an error in the coroutine that made it", async () => {
    const { outcome } = await record(function* () {
      const texts: string[] = [];
      for (const value of [5, getRunningLoop().createFuture(), sleep(1)]) {
        const yields = (function* () {
          yield value;
        })() as unknown as Coroutine<void>;
        const task = createTask(yields, { name: "t" });
        yield* wait([task]);
        texts.push(String(task.exception()));
      }
      return texts;
    });
    expect(outcome).toEqual({
      value: [
        "RuntimeError: Task got bad yield: 5",
        "RuntimeError: yield was used instead of yield* in task <Task pending name='t' coro=<generator>> with <Future pending>",
        "RuntimeError: yield was used instead of yield* for generator in task <Task pending name='t' coro=<generator>> with sleep()",
      ],
    });
  });

  it("a bare yield gives way once", async () => {
    const { trace } = await record(function* () {
      yield;
    });
    expect(trace).toEqual(
      lines(`
        0 main created
        0 main ready
        0 > main
        0 main ready by main
        0 > main
        0 main done
      `),
    );
  });

  it("a future of another loop is refused", async () => {
    let foreign: Future<unknown> | null = null;
    await record(function* () {
      foreign = getRunningLoop().createFuture();
    });
    const { outcome } = await record(function* () {
      yield* foreign as Future<unknown>;
    });
    expect(String((outcome as { error: unknown }).error)).toMatch(/attached to a different loop$/);
  });
});

it("tasks are named in the order of their creation, unless they have names", async () => {
  const { outcome } = await record(function* () {
    const tasks = [createTask(sleep(0)), createTask(sleep(0), { name: "b" }), createTask(sleep(0))];
    tasks[2]?.setName("renamed");
    yield* wait(tasks);
    return tasks.map((task) => task.getName());
  });
  expect(outcome).toEqual({ value: ["Task-2", "b", "renamed"] });
});

it("a task's result cannot be set from outside", async () => {
  const { outcome } = await record(function* () {
    const task: { setResult(value: unknown): void } = createTask(sleep(0));
    yield* sleep(0);
    return attempt(() => task.setResult(1));
  });
  expect(outcome).toEqual({ value: "RuntimeError: Task does not support set_result operation" });
});

it("a finished task does not hold its generator", async () => {
  const { outcome } = await record(function* () {
    const coroutine = failAfter(0, "");
    const task = createTask(coroutine);
    const before = task.getCoro() === coroutine;
    yield* wait([task]);
    task.exception();
    return [before, task.getCoro()];
  });
  expect(outcome).toEqual({ value: [true, null] });
});

it("a task can be awaited outside of the scheduler, while it runs and afterwards", async () => {
  let task: Task<string> | null = null;
  const running = run(
    (function* () {
      task = createTask(sleep(1, "inside and out"));
      yield* task;
    })(),
    { clock: virtualClock() },
  );
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(await task).toBe("inside and out");
  await running;
  expect(await task).toBe("inside and out");
});

function* waitingFor<T>(awaitable: Coroutine<T> | Task<T>): Coroutine<T> {
  return yield* awaitable;
}

function* failAfter(seconds: number, message: string): Coroutine<never> {
  yield* sleep(seconds);
  throw new Error(message);
}

function attempt(action: () => unknown): string {
  try {
    return String(action());
  } catch (error) {
    return String(error);
  }
}
