import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  CancelledError,
  createTask,
  currentTask,
  Future,
  gather,
  getRunningLoop,
  sleep,
  TimeoutError,
  wait,
} from "./index";
import type { Coroutine, Task } from "./index";

describe("a cancel", () => {
  it("shows in what a task says of itself until it is taken back", () =>
    traceOf(function* (log) {
      const task = createTask(takingBack(), { name: "t" });
      yield* sleep(1);
      log(task, task.cancelling());
      task.cancel();
      log(task, task.cancelling(), task.cancelled());
      yield* sleep(1);
      log(task.cancelling(), task.cancelled());
      task.cancel();
      log(task.cancel(), task.cancelling(), task.cancelled());
      log(yield* errorOf(task));
      log(task.uncancel(), task);
    }).then((trace) =>
      expect(trace).toEqual([
        "1 <Task pending name='t' coro=<generator> wait_for=sleep()> 0",
        "1 <Task cancelling name='t' coro=<generator> wait_for=sleep()> 1 false",
        "2 0 false",
        "2 true 2 false",
        "2 CancelledError",
        "2 1 <Task cancelled name='t'>",
      ]),
    ));

  it("that is taken back before a woken task runs leaves no trace", () =>
    runVirtually(function* () {
      const future = new Future<string>();
      const task = createTask(waitingFor(future));
      yield* sleep(0);
      future.setResult("woken");
      task.cancel();
      expect([task.cancelling(), task.uncancel()]).toEqual([1, 0]);
      expect(yield* task).toBe("woken");
    }));

  it("of the running task ends its next wait, and what it waits for there", () =>
    traceOf(function* (log) {
      const future = new Future<void>();
      const nested = createTask(waitingFor(future));
      const task = createTask(
        (function* () {
          yield* sleep(1);
          currentTask()?.cancel("myself");
          log("goes on");
          yield* nested;
        })(),
      );
      log(yield* errorOf(task));
      log(task.cancelled(), nested.cancelled(), future.cancelled());
    }).then((trace) =>
      expect(trace).toEqual(["1 goes on", "1 CancelledError: myself", "1 true true true"]),
    ));

  it("ends a task that only gives way", () =>
    runVirtually(function* () {
      const task = createTask(turns(2));
      yield* sleep(0);
      task.cancel();
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect([task.cancelled(), task.cancel()]).toEqual([true, false]);
    }));

  it("of a future ends the task that waits for it, also when the task is cancelled with it", () =>
    runVirtually(function* () {
      for (const withTask of [false, true]) {
        const future = new Future<void>();
        const task = createTask(waitingFor(future));
        yield* sleep(0);
        future.cancel();
        if (withTask) task.cancel();
        yield* wait([task]);
        expect([future.cancelled(), task.cancelled()]).toEqual([true, true]);
      }
    }));

  it("that a task catches spares what it waits for afterwards", () =>
    traceOf(function* (log) {
      const futures = [new Future<void>(), new Future<void>(), new Future<number>()] as const;
      const task = createTask(
        (function* () {
          yield* futures[0];
          log(yield* errorOf(futures[1]));
          return yield* futures[2];
        })(),
      );
      yield* sleep(0);
      futures[0].setResult();
      yield* sleep(0);
      yield* sleep(0);
      task.cancel();
      log(futures[1].cancelled(), task.done());
      yield* sleep(0);
      futures[2].setResult(42);
      log(yield* task, task.cancelled());
    }).then((trace) => expect(trace).toEqual(["0 true false", "0 CancelledError", "0 42 false"])));

  it("passes through the coroutines in between, from the innermost on", () =>
    traceOf(function* (log) {
      const future = new Future<void>();
      function* inner(): Coroutine<void> {
        try {
          yield* future;
        } catch (error) {
          log("inner", error);
          throw error;
        }
      }
      const outer = createTask(
        (function* () {
          log("outer", yield* errorOf(inner()));
        })(),
      );
      yield* sleep(0);
      outer.cancel("on");
      yield* outer;
      log(future.cancelled(), outer.cancelled());
    }).then((trace) =>
      expect(trace).toEqual([
        "0 inner CancelledError: on",
        "0 outer CancelledError: on",
        "0 true false",
      ]),
    ));

  it("of a wait leaves what it waited for alone", () =>
    traceOf(function* (log) {
      const future = new Future<string>();
      const inner = createTask(waitingFor(future));
      const outer = createTask(
        (function* () {
          yield* wait([inner]);
          log("never");
        })(),
      );
      yield* sleep(1);
      outer.cancel();
      log(yield* errorOf(outer));
      future.setResult("went on");
      log(yield* inner);
    }).then((trace) => expect(trace).toEqual(["1 CancelledError", "1 went on"])));

  it("makes a task fail that answers it with an error", () =>
    runVirtually(function* () {
      const error = new Error("instead");
      const task = createTask(
        (function* () {
          try {
            yield* sleep(10);
          } catch {
            throw error;
          }
        })(),
      );
      yield* sleep(0);
      task.cancel();
      yield* wait([task]);
      expect([task.cancelled(), task.exception() === error]).toEqual([false, true]);
    }));
});

describe("the message of a cancel", () => {
  it.each([undefined, "", "my message"])("reaches who asks for the result: %j", (message) =>
    runVirtually(function* () {
      for (const isStarted of [true, false]) {
        const task = createTask(sleep(10));
        if (isStarted) yield* sleep(0);
        task.cancel(message);
        yield* wait([task]);
        let thrown: unknown = null;
        try {
          task.result();
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(CancelledError);
        expect((thrown as CancelledError).message).toBe(message ?? "");
      }
    }),
  );

  it("reaches who waits for a task that gathers again and again", () =>
    traceOf(function* (log) {
      const task = createTask(
        (function* () {
          for (;;) yield* gather([sleep(0.5)], { returnExceptions: true });
        })(),
      );
      yield* sleep(1.75);
      task.cancel("my message");
      log(yield* errorOf(task));
    }).then((trace) => expect(trace).toEqual(["1.75 CancelledError: my message"])));
});

it("a limit made by hand of cancel and uncancel leaves the code around it alone", () =>
  traceOf(function* (log) {
    function* limited(seconds: number, limit: number): Coroutine<void> {
      const task = currentTask() as Task<unknown>;
      let isLate = false;
      const timer = getRunningLoop().callLater(limit, () => {
        isLate = true;
        task.cancel();
      });
      try {
        yield* sleep(seconds);
        log("in time");
      } catch (error) {
        if (!isLate || task.uncancel() > 0) throw error;
        log(new TimeoutError());
      } finally {
        timer.cancel();
      }
      yield* sleep(0);
      log("goes on", task.cancelling());
    }
    yield* createTask(limited(10, 1));
    yield* createTask(limited(0, 10));
  }).then((trace) =>
    expect(trace).toEqual(["1 TimeoutError", "1 goes on 0", "1 in time", "1 goes on 0"]),
  ));

function* waitingFor<T>(future: Future<T>): Coroutine<T> {
  return yield* future;
}

function* takingBack(): Coroutine<void> {
  try {
    yield* sleep(10);
  } catch {
    currentTask()?.uncancel();
    yield* sleep(10);
  }
}
