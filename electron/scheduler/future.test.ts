import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import { runVirtually, traceOf } from "./__tests__/trace";
import {
  CancelledError,
  EventLoop,
  Future,
  InvalidStateError,
  isFuture,
  sleep,
  Task,
} from "./index";
import type { Coroutine } from "./index";

describe("a future", () => {
  it("is pending at first, and belongs to the running loop", async () => {
    expect(() => new Future()).toThrow("no running event loop");
    const loop = new EventLoop();
    const future = new Future<void>(loop);
    expect(future.getLoop()).toBe(loop);
    expect([future.done(), future.cancelled(), String(future)]).toEqual([
      false,
      false,
      "<Future pending>",
    ]);
    expect(() => future.result()).toThrow(new InvalidStateError("Result is not set."));
    expect(() => future.exception()).toThrow(new InvalidStateError("Exception is not set."));
    loop.close();
    await runVirtually(function* () {
      expect(new Future().getLoop().isRunning()).toBe(true);
    });
  });

  it("keeps its result, and takes no other end", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      future.setResult(42);
      expect([future.done(), future.cancelled(), future.result(), future.exception()]).toEqual([
        true,
        false,
        42,
        null,
      ]);
      expectEnded(future, "<Future finished result=42>");
    }));

  it("keeps its error, and takes no other end", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      const error = new Error("broken");
      future.setException(error);
      expect([future.done(), future.cancelled()]).toEqual([true, false]);
      expect(() => future.result()).toThrow(error);
      expect(future.exception()).toBe(error);
      expectEnded(future, "<Future finished exception=Error: broken>");
    }));

  it("is cancelled once, and takes no other end", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      expect(future.cancel("my message")).toBe(true);
      expect([future.done(), future.cancelled()]).toEqual([true, true]);
      expect(() => future.result()).toThrow(new CancelledError("my message"));
      expect(() => future.exception()).toThrow(CancelledError);
      expectEnded(future, "<Future cancelled>");
    }));

  it("suspends who waits for it once only, and gives its result again afterwards", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      function* waiting(): Coroutine<number[]> {
        return [yield* future, yield* future];
      }
      const coroutine = waiting();
      expect(coroutine.next().done).toBe(false);
      future.setResult(42);
      expect(coroutine.next()).toEqual({ done: true, value: [42, 42] });
    }));

  it("that is resumed before it is done says so", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      function* waiting(): Coroutine<number> {
        return yield* future;
      }
      const coroutine = waiting();
      coroutine.next();
      const resume = coroutine.next.bind(coroutine) as (value: unknown) => unknown;
      expect(() => resume(null)).toThrow("await wasn't used with future");
    }));

  it("throws what is thrown into the coroutine that waits for it", () =>
    runVirtually(function* () {
      const future = new Future<number>();
      const error = new Error("thrown in");
      future.next();
      expect(() => future.throw(error)).toThrow(error);
      expect(future.done()).toBe(false);
    }));

  it("is told from everything else; a task is one", () =>
    runVirtually(function* () {
      const future = new Future<void>();
      const task = future.getLoop().createTask(sleep(0));
      const values = [future, task, Future, Task, 1, null, {}, sleep(0), Promise.resolve()];
      expect(values.map(isFuture)).toEqual([true, true, ...Array<boolean>(7).fill(false)]);
      expect(task instanceof Future).toBe(true);
      yield* task;
    }));

  it("is reported when nobody asks for its error, and only then", async () => {
    const { reports } = await record(function* () {
      const [unseen, asked, thrown, result, cancelled] = Array.from(
        { length: 5 },
        () => new Future<number>(),
      ) as [Future<number>, Future<number>, Future<number>, Future<number>, Future<number>];
      for (const future of [unseen, asked, thrown]) future.setException(new Error("broken"));
      asked.exception();
      expect(() => thrown.result()).toThrow("broken");
      result.setResult(1);
      cancelled.cancel();
      new Future();
      yield* sleep(0);
    });
    expect(reports.map(({ message, exception }) => [message, String(exception)])).toEqual([
      ["Future exception was never retrieved", "Error: broken"],
    ]);
  });
});

describe("the done-callbacks of a future", () => {
  it("get it whether it has a result, failed or was cancelled, in a later iteration", () =>
    traceOf(function* (log) {
      const ends: ((future: Future<string>) => unknown)[] = [
        (future) => future.setResult("result"),
        (future) => future.setException(new Error("error")),
        (future) => future.cancel(),
      ];
      for (const end of ends) {
        const future = new Future<string>();
        future.addDoneCallback((done) => log(done === future, done));
        end(future);
        if (!future.cancelled()) future.exception();
        log("ended");
        yield* sleep(0);
      }
    }).then((trace) =>
      expect(trace).toEqual([
        "0 ended",
        '0 true <Future finished result="result">',
        "0 ended",
        "0 true <Future finished exception=Error: error>",
        "0 ended",
        "0 true <Future cancelled>",
      ]),
    ));

  it("can be removed from the front, the middle and the end of the list", () =>
    traceOf(function* (log) {
      for (const removed of [[0], [0, 1], [2], [1, 1], [0, 1, 2]]) {
        const future = new Future<void>();
        const callbacks = ["a", "b", "c"].map((name) => () => log(name));
        for (const callback of callbacks) future.addDoneCallback(callback);
        log(
          ...removed.map((index) => {
            const callback = callbacks[index];
            return callback === undefined ? NaN : future.removeDoneCallback(callback);
          }),
        );
        future.setResult();
        yield* sleep(0);
      }
    }).then((trace) =>
      expect(trace.map((line) => line.slice(2))).toEqual([
        "1",
        "b",
        "c",
        "1 1",
        "c",
        "1",
        "a",
        "b",
        "1 0",
        "a",
        "c",
        "1 1 1",
      ]),
    ));

  it("may add and remove callbacks while they run", () =>
    traceOf(function* (log) {
      const future = new Future<void>();
      const third = () => log("third");
      future.addDoneCallback(() => {
        log("first", future.removeDoneCallback(third));
        future.addDoneCallback(() => log("added"));
      });
      future.addDoneCallback(() => log("second"));
      future.addDoneCallback(third);
      future.setResult();
      yield* sleep(0);
      yield* sleep(0);
    }).then((trace) =>
      // All three were in the queue when the first began to run.
      expect(trace).toEqual(["0 first 0", "0 second", "0 third", "0 added"]),
    ));
});

function expectEnded(future: Future<number>, text: string): void {
  const invalid = new InvalidStateError(`invalid state: ${text}`);
  expect(String(future)).toBe(text);
  expect(() => future.setResult(1)).toThrow(invalid);
  expect(() => future.setException(new Error("late"))).toThrow(invalid);
  expect(future.cancel()).toBe(false);
  expect(String(future)).toBe(text);
}
