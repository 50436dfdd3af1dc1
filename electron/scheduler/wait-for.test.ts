import { describe, expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  CancelledError,
  createTask,
  Future,
  getRunningLoop,
  shield,
  sleep,
  TimeoutError,
  wait,
  waitFor,
} from "./index";
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

it("waits for a body that does not give in, in time or not, and gives its result", () =>
  traceOf(function* (log) {
    function* stubborn(): Coroutine<number> {
      const end = getRunningLoop().time() + 2;
      while (getRunningLoop().time() < end) {
        try {
          yield* sleep(end - getRunningLoop().time());
        } catch (error) {
          log("ignores", error);
        }
      }
      return 42;
    }
    log(yield* waitFor(stubborn(), 1));
    const cancelled = createTask(waitFor(stubborn(), 4));
    yield* sleep(0);
    cancelled.cancel();
    yield* wait([cancelled]);
    log(cancelled.result());
  }).then((trace) =>
    expect(trace).toEqual(["1 ignores CancelledError", "2 42", "2 ignores CancelledError", "4 42"]),
  ));

it.each([0, -1, 1])("cancels a task that is not done within %d seconds", (limit) =>
  runVirtually(function* () {
    const trace: string[] = [];
    const task = createTask(
      cleaningUp((...words) => trace.push([getRunningLoop().time(), ...words].join(" "))),
    );
    yield* sleep(0);
    const error = yield* errorOf(waitFor(task, limit));
    expect(error).toBeInstanceOf(TimeoutError);
    expect((error as TimeoutError).cause).toBeInstanceOf(CancelledError);
    const start = Math.max(limit, 0);
    expect(trace).toEqual([`${start} cleaning up`, `${start + 2} clean`]);
    expect([task.cancelled(), getRunningLoop().time()]).toEqual([true, start + 2]);
  }),
);

it("gives what a callback sets in time", () =>
  runVirtually(function* () {
    const future = new Future<string>();
    getRunningLoop().callLater(1, () => future.setResult("ok"));
    expect(yield* waitFor(future, 2)).toBe("ok");
  }));

it("throws the error that a cancelled task fails with", () =>
  runVirtually(function* () {
    const task = createTask(
      (function* () {
        try {
          yield* sleep(2);
        } finally {
          yield* failing();
        }
      })(),
    );
    expect(String(yield* errorOf(waitFor(task, 1)))).toBe("Error: in the clean-up");
  }));

it("can be cancelled although what it waits for holds on", () =>
  runVirtually(function* () {
    const inner = createTask(
      (function* () {
        for (let i = 0; i < 2; i++) yield* errorOf(sleep(3));
        return 42;
      })(),
    );
    const outer = createTask(waitFor(inner, 1));
    outer.cancel();
    expect(yield* errorOf(outer)).toBeInstanceOf(CancelledError);
    yield* sleep(0);
    inner.cancel();
    yield* sleep(0);
    inner.cancel();
    expect(yield* inner).toBe(42);
  }));

it.each([null, 60])("passes a cancel on to the task it waits for, with the limit %j", (limit) =>
  runVirtually(function* () {
    const future = new Future<void>();
    const task = createTask(
      (function* () {
        yield* future;
      })(),
    );
    const waiting = createTask(waitFor(task, limit));
    getRunningLoop().callSoon(() => waiting.cancel());
    expect(yield* errorOf(waiting)).toBeInstanceOf(CancelledError);
    expect([task.cancelled(), future.cancelled()]).toEqual([true, true]);
  }),
);

it("does not swallow a cancel that comes as its body ends", () =>
  traceOf(function* (log) {
    const task = createTask(
      (function* () {
        yield* waitFor(turns(0), 100);
        log("in time");
        yield* sleep(1);
        log("never");
      })(),
    );
    yield* sleep(0);
    task.cancel();
    log(yield* errorOf(task));
  }).then((trace) => expect(trace).toEqual(["0 in time", "0 CancelledError"])));

it("leaves what is shielded alone", () =>
  traceOf(function* (log) {
    for (const limit of [0, 1, null]) {
      const task = createTask(sleep(2, "done"));
      const shielded = shield(task);
      try {
        log(yield* waitFor(shielded, limit));
      } catch (error) {
        log(error, task.done(), shielded.cancelled());
      }
      log(yield* task);
    }
  }).then((trace) =>
    expect(trace).toEqual([
      "0 TimeoutError false true",
      "2 done",
      "3 TimeoutError false true",
      "4 done",
      "6 done",
      "6 done",
    ]),
  ));

function* failing(): Coroutine<never> {
  yield* sleep(0);
  throw new Error("in the clean-up");
}

function* cleaningUp(say: (...words: unknown[]) => void): Coroutine<void> {
  try {
    yield* sleep(10);
  } finally {
    say("cleaning up");
    yield* sleep(2);
    say("clean");
  }
}
