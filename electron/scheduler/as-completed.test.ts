import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf } from "./__tests__/trace";
import {
  asCompleted,
  CancelledError,
  createTask,
  getRunningLoop,
  sleep,
  TimeoutError,
  WaitKind,
  virtualClock,
  run,
} from "./index";
import type { Awaitable, Coroutine } from "./index";

function* failAfter(seconds: number): Coroutine<never> {
  yield* sleep(seconds);
  throw new Error("failed");
}

describe("asCompleted", () => {
  it("hands results out in the order in which they are there", () =>
    traceOf(function* (log) {
      const awaitables = [sleep(3, "c"), createTask(sleep(1, "a")), sleep(2, "b")];
      for (const next of asCompleted(awaitables)) log(yield* next);
    }).then((trace) => expect(trace).toEqual(["1 a", "2 b", "3 c"])));

  it("hands out at once what is done already, and in the order in which it got done", () =>
    traceOf(function* (log) {
      const tasks = [createTask(sleep(2, "second")), createTask(sleep(1, "first"))];
      yield* sleep(5);
      // The callbacks of futures that are done run in the order of the arguments.
      for (const next of asCompleted(tasks)) log(yield* next);
    }).then((trace) => expect(trace).toEqual(["5 second", "5 first"])));

  it("throws the error of one that failed, and goes on with the others", () =>
    traceOf(function* (log) {
      for (const next of asCompleted([sleep(2, "late"), failAfter(1)])) {
        try {
          log(yield* next);
        } catch (error) {
          log(String(error));
        }
      }
    }).then((trace) => expect(trace).toEqual(["1 Error: failed", "2 late"])));

  it("counts the same awaitable once", () =>
    runVirtually(function* () {
      const task = createTask(sleep(1, "once"));
      const coroutine = sleep(2, "too");
      const results: string[] = [];
      for (const next of asCompleted([task, coroutine, task, coroutine])) {
        results.push(yield* next);
      }
      expect(results).toEqual(["once", "too"]);
    }));

  it("is empty for nothing, with a timeout too", () =>
    runVirtually(function* () {
      expect([...asCompleted([]), ...asCompleted([], { timeout: 1 })]).toEqual([]);
      yield* sleep(0);
      expect(getRunningLoop().time()).toBe(0);
    }));

  it("throws for each that is not there when the time is over, and lets the tasks go on", () =>
    traceOf(function* (log) {
      const slow = [createTask(sleep(10, "slow")), createTask(sleep(20, "slower"))];
      for (const next of asCompleted([...slow, sleep(1, "quick")], { timeout: 2 })) {
        try {
          log(yield* next);
        } catch (error) {
          log(String(error), error instanceof TimeoutError);
        }
      }
      log(yield* slow[0] as Awaitable<string>);
    }).then((trace) =>
      expect(trace).toEqual(["1 quick", "2 TimeoutError true", "2 TimeoutError true", "10 slow"]),
    ));

  it("forgets its timer when all are there in time", () =>
    runVirtually(function* () {
      for (const next of asCompleted([sleep(1), sleep(2)], { timeout: 100 })) yield* next;
      expect(getRunningLoop().time()).toBe(2);
    }));

  it("goes on after the loop over it was left", () =>
    traceOf(function* (log) {
      const completions = asCompleted([sleep(1, "a"), sleep(2, "b"), sleep(3, "c")]);
      for (const next of completions) {
        log(yield* next);
        break;
      }
      for (const next of completions) log(yield* next);
    }).then((trace) => expect(trace).toEqual(["1 a", "2 b", "3 c"])));

  it("gives its coroutines results in the order in which they are awaited", () =>
    traceOf(function* (log) {
      const [first, second] = [...asCompleted([sleep(1, "a"), sleep(2, "b")])];
      log(yield* second as Coroutine<string>);
      log(yield* first as Coroutine<string>);
    }).then((trace) => expect(trace).toEqual(["1 a", "2 b"])));

  it("says which task it was", () =>
    traceOf(function* (log) {
      const a = createTask(sleep(2), { name: "a" });
      const b = createTask(failAfter(1), { name: "b" });
      const completions = asCompleted<Awaitable<void>>([a, b]);
      for (;;) {
        const task = yield* completions.nextDone();
        if (task === null) break;
        log(task === b, task.exception() === null);
      }
    }).then((trace) => expect(trace).toEqual(["1 true false", "2 false true"])));

  it("loses no result to a task that was cancelled while it waited for one", () =>
    runVirtually(function* () {
      const [first, second] = [...asCompleted([sleep(1, "a"), sleep(2, "b")])];
      const cancelled = createTask(first as Coroutine<string>);
      yield* sleep(0.5);
      cancelled.cancel();
      expect(yield* errorOf(cancelled)).toBeInstanceOf(CancelledError);
      expect(yield* second as Coroutine<string>).toBe("a");
    }));

  it("needs a running loop", () => {
    expect(() => asCompleted([failAfter(1)])).toThrow("no running event loop");
  });

  it("refuses a single awaitable", () =>
    runVirtually(function* () {
      const task = createTask(sleep(0));
      const complaint = "asCompleted expects an iterable of awaitables, not a single one.";
      const give = (value: unknown) => () => asCompleted(value as Iterable<Awaitable<void>>);
      expect(give(task)).toThrow(new TypeError(complaint));
      expect(give(sleep(0))).toThrow(new TypeError(complaint));
      yield* task;
    }));

  it("is told from other waits by an observer", async () => {
    const kinds: WaitKind[] = [];
    function* main(): Coroutine<void> {
      for (const next of asCompleted([sleep(1)])) yield* next;
    }
    await run(main(), {
      clock: virtualClock(),
      observer: { taskWaiting: (_task, kind) => kinds.push(kind) },
    });
    expect(kinds).toEqual([WaitKind.AS_COMPLETED, WaitKind.SLEEP]);
  });
});
