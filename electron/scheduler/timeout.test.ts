import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf } from "./__tests__/trace";
import {
  CancelledError,
  createTask,
  currentTask,
  ExceptionGroup,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  taskGroup,
  Timeout,
  timeout,
  timeoutAt,
  TimeoutError,
} from "./index";
import type { Clock, Coroutine } from "./index";

describe("timeout", () => {
  it("gives what its body returned", () =>
    runVirtually(function* () {
      const value = yield* timeout(10, function* (scope) {
        yield* sleep(1);
        return `${scope.when()} ${scope.expired()}`;
      });
      expect(value).toBe("10 false");
    }));

  it("cancels the body when the limit passes, and turns the error over at its end", () =>
    traceOf(function* (log) {
      const task = currentTask();
      let inside: unknown = null;
      const error = yield* errorOf(
        timeout(1, function* (scope) {
          try {
            yield* sleep(10);
          } catch (thrown) {
            inside = thrown;
            log("inside", String(thrown), scope.expired(), task?.cancelling());
            throw thrown;
          } finally {
            yield* sleep(2);
            log("cleaned up");
          }
        }),
      );
      log("outside", String(error), task?.cancelling());
      log("same cause", (error as TimeoutError).cause === inside);
    }).then((trace) =>
      expect(trace).toEqual([
        "1 inside CancelledError true 1",
        "3 cleaned up",
        "3 outside TimeoutError 0",
        "3 same cause true",
      ]),
    ));

  it("lets only the outermost of two limits at the same time throw", () =>
    runVirtually(function* () {
      const deadline = getRunningLoop().time() + 1;
      const scopes: Timeout[] = [];
      let between: unknown = null;
      const error = yield* errorOf(
        timeoutAt(deadline, function* (outer) {
          scopes.push(outer);
          between = yield* errorOf(
            timeoutAt(deadline, function* (inner) {
              scopes.push(inner);
              yield* sleep(10);
            }),
          );
          throw between;
        }),
      );
      expect(between).toBeInstanceOf(CancelledError);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(scopes.map((scope) => scope.expired())).toEqual([true, true]);
      expect(scopes[0]?.when()).toBe(deadline);
    }));

  it("is not there with null, and never passes with Infinity", () =>
    runVirtually(function* () {
      for (const limit of [null, Infinity]) {
        for (const scoped of [timeout, timeoutAt]) {
          const state = yield* scoped(limit, function* (scope) {
            yield* sleep(1000);
            return [scope.when(), scope.expired()];
          });
          expect(state).toEqual([limit, false]);
        }
      }
    }));

  it.each([0, -11])("of %d seconds cancels at the first suspension, a sleep(0) too", (seconds) =>
    runVirtually(function* () {
      for (const pause of [10, 0]) {
        const before = getRunningLoop().time();
        let scope: Timeout | null = null;
        const error = yield* errorOf(
          timeout(seconds, function* (entered) {
            scope = entered;
            yield* sleep(pause);
          }),
        );
        expect(error).toBeInstanceOf(TimeoutError);
        expect(scope).toSatisfy((entered: Timeout) => entered.expired());
        expect(scope).toSatisfy((entered: Timeout) => entered.when() === before + seconds);
        expect(getRunningLoop().time()).toBe(before);
      }
    }),
  );

  it("does not cancel a body that never suspends", () =>
    runVirtually(function* () {
      const value = yield* timeout(0, function* () {
        return "done";
      });
      yield* sleep(0);
      expect([value, currentTask()?.cancelling()]).toEqual(["done", 0]);
    }));

  it("refuses NaN", () =>
    runVirtually(function* () {
      expect(() => new Timeout(NaN)).toThrow(RangeError);
      expect(yield* errorOf(timeout(NaN, () => sleep(1)))).toBeInstanceOf(RangeError);
      yield* timeout(1, function* (scope) {
        expect(() => scope.reschedule(NaN)).toThrow(RangeError);
        expect(scope.when()).toBe(1);
      });
    }));

  it("lets another error of the body through, in time and late", () =>
    runVirtually(function* () {
      const early = timeout(1, function* (scope) {
        throw new Error(`expired ${scope.expired()}`);
      });
      expect(yield* errorOf(early)).toEqual(new Error("expired false"));
      const late = timeout(1, function* (scope) {
        try {
          yield* sleep(10);
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- what a clean-up that fails does
          throw new Error(`expired ${scope.expired()}`);
        }
      });
      expect(yield* errorOf(late)).toEqual(new Error("expired true"));
      expect(currentTask()?.cancelling()).toBe(0);
    }));

  it("turns a cancellation over although another error was on its way", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        timeout(1, function* () {
          try {
            throw new Error("first");
          } finally {
            yield* sleep(10);
          }
        }),
      );
      expect(error).toBeInstanceOf(TimeoutError);
      expect((error as TimeoutError).cause).toBeInstanceOf(CancelledError);
    }));

  it("lets a cancel by others through", () =>
    traceOf(function* (log) {
      const task = createTask(
        timeout(10, function* (scope) {
          try {
            yield* sleep(20);
          } finally {
            log("expired", scope.expired());
          }
        }),
      );
      yield* sleep(1);
      task.cancel("by hand");
      log(String(yield* errorOf(task)), task.cancelled());
    }).then((trace) =>
      expect(trace).toEqual(["1 expired false", "1 CancelledError: by hand true"]),
    ));

  it("lets a cancel by others win that came after the limit passed", () =>
    traceOf(function* (log) {
      const task = createTask(
        timeout(1, function* (scope) {
          try {
            yield* sleep(10);
          } finally {
            log("expired", scope.expired());
            yield* sleep(0);
          }
        }),
      );
      yield* sleep(0);
      getRunningLoop().callAt(1, () => task.cancel("by hand"));
      log(String(yield* errorOf(task)), "cancelled", task.cancelled(), task.cancelling());
    }).then((trace) =>
      expect(trace).toEqual(["1 expired true", "1 CancelledError cancelled true 1"]),
    ));

  it("does not leave its task cancelled", () =>
    runVirtually(function* () {
      const task = createTask(errorOf(timeout(0.001, () => sleep(10))));
      expect(yield* task).toBeInstanceOf(TimeoutError);
      expect([task.done(), task.cancelled()]).toEqual([true, false]);
    }));

  it("throws in the inner and the outer scope, each for its own limit", () =>
    traceOf(function* (log) {
      const outer = timeout(3, function* () {
        log(String(yield* errorOf(timeout(1, () => sleep(10)))));
        yield* sleep(10);
      });
      log(String(yield* errorOf(outer)));
    }).then((trace) => expect(trace).toEqual(["1 TimeoutError", "3 TimeoutError"])));

  it.each([
    [
      "in the outer scope alone when only its limit passed",
      0.002,
      0.1,
      0.01,
      ["0.01 TimeoutError"],
    ],
    [
      "in both scopes, each when its limit has passed",
      0.1,
      0.01,
      0.05,
      ["0.05 inside TimeoutError", "0.1 TimeoutError"],
    ],
  ])("throws %s while the loop was busy", async (_which, outer, inner, busy, expected) => {
    let now = 0;
    const clock: Clock = {
      time: () => now,
      wait: (when) => ((now = Math.max(now, when)), 0),
      isVirtual: true,
    };
    const trace: string[] = [];
    function* insideOuter(): Coroutine<void> {
      try {
        yield* timeout(inner, function* () {
          now += busy;
          yield* sleep(1);
        });
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        trace.push(`${now} inside ${String(error)}`);
      }
      yield* sleep(10);
    }
    function* main(): Coroutine<void> {
      const error = yield* errorOf(timeout(outer, insideOuter));
      trace.push(`${now} ${String(error)}`);
    }
    await run(main(), { clock });
    expect(trace).toEqual(expected);
  });

  it("throws in both scopes when the clean-up of the first has a limit", () =>
    runVirtually(function* () {
      let inner: unknown = null;
      const outer = yield* errorOf(
        timeout(1, function* () {
          try {
            yield* sleep(10);
          } finally {
            inner = yield* errorOf(timeout(1, () => sleep(10)));
          }
        }),
      );
      expect(inner).toBeInstanceOf(TimeoutError);
      expect(outer).toBeInstanceOf(TimeoutError);
      expect((outer as TimeoutError).cause).not.toBe((inner as TimeoutError).cause);
      expect(getRunningLoop().time()).toBe(2);
    }));

  it("works in a task that caught a cancel before", () =>
    runVirtually(function* () {
      const task = createTask(
        (function* (): Coroutine<unknown[]> {
          yield* errorOf(sleep(10));
          const late = yield* errorOf(timeout(0, () => sleep(1)));
          const self = currentTask();
          const cancelled = yield* errorOf(
            timeout(1, function* () {
              self?.cancel();
              yield* sleep(2);
            }),
          );
          return [late, cancelled];
        })(),
      );
      yield* sleep(0);
      task.cancel();
      const [late, cancelled] = yield* task;
      expect(late).toBeInstanceOf(TimeoutError);
      expect(cancelled).toBeInstanceOf(CancelledError);
      expect(task.cancelling()).toBe(2);
    }));

  it("can be moved, and taken away", () =>
    traceOf(function* (log) {
      const entered = getRunningLoop().createFuture<Timeout>();
      const task = createTask(
        timeoutAt(10, function* (scope) {
          entered.setResult(scope);
          yield* sleep(50);
        }),
      );
      const scope = yield* entered;
      log(scope.when());
      scope.reschedule(30);
      log(scope.when());
      scope.reschedule(null);
      log(scope.when());
      yield* sleep(40);
      scope.reschedule(20);
      log(String(yield* errorOf(task)), scope.expired());
    }).then((trace) => expect(trace).toEqual(["0 10", "0 30", "0 null", "40 TimeoutError true"])));

  it("forgets its timer when the body ends in time", () =>
    runVirtually(function* () {
      yield* timeout(1000, () => sleep(1));
      // The end of the run would otherwise come a thousand seconds later.
      expect(getRunningLoop().time()).toBe(1);
    }));

  it("forgets its timer when the coroutine is closed", () =>
    runVirtually(function* () {
      const scope = new Timeout(5);
      const coroutine = scope.with(() => sleep(10));
      coroutine.next();
      coroutine.return(undefined);
      yield* sleep(20);
      expect(String(scope)).toBe("<Timeout [finished]>");
      expect(currentTask()?.cancelling()).toBe(0);
    }));

  it("cannot be moved before, after and while it expires", () =>
    runVirtually(function* () {
      const created = new Timeout(1);
      expect(() => created.reschedule(2)).toThrow(new RuntimeError("Timeout has not been entered"));

      const finished = new Timeout(1);
      yield* finished.with(() => sleep(0));
      expect(() => finished.reschedule(2)).toThrow(
        new RuntimeError("Cannot change state of finished Timeout"),
      );

      const expired = new Timeout(0);
      yield* errorOf(expired.with(() => sleep(1)));
      expect(() => expired.reschedule(2)).toThrow(
        new RuntimeError("Cannot change state of expired Timeout"),
      );

      yield* timeout(0, function* (expiring) {
        yield* errorOf(sleep(1));
        expect(() => expiring.reschedule(2)).toThrow(
          new RuntimeError("Cannot change state of expiring Timeout"),
        );
      });
    }));

  it("runs one body", () =>
    runVirtually(function* () {
      const complaint = new RuntimeError("Timeout has already been entered");
      const scope = new Timeout(1);
      yield* scope.with(function* (self) {
        expect(yield* errorOf(self.with(() => sleep(0)))).toEqual(complaint);
      });
      expect(yield* errorOf(scope.with(() => sleep(0)))).toEqual(complaint);
    }));

  it("must be entered by a task", () =>
    runVirtually(function* () {
      const scope = new Timeout(1);
      const failure = getRunningLoop().createFuture<unknown>();
      getRunningLoop().callSoon(() => {
        try {
          scope.with(() => sleep(0)).next();
        } catch (error) {
          failure.setResult(error);
        }
      });
      expect(yield* failure).toEqual(new RuntimeError("Timeout should be used inside a task"));
      expect(() => scope.reschedule(2)).toThrow(new RuntimeError("Timeout has not been entered"));
    }));

  it("shows its state", () =>
    runVirtually(function* () {
      const scope = new Timeout(10.12345);
      expect(String(scope)).toBe("<Timeout [created]>");
      yield* scope.with(function* () {
        expect(String(scope)).toBe("<Timeout [active] when=10.123>");
        scope.reschedule(null);
        expect(String(scope)).toBe("<Timeout [active] when=null>");
      });
      expect(String(scope)).toBe("<Timeout [finished]>");
      const late = new Timeout(0);
      yield* errorOf(late.with(() => sleep(1)));
      expect(String(late)).toBe("<Timeout [expired]>");
    }));

  it("lets the errors of a task group that it cancelled through", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        timeout(1, () =>
          taskGroup(function* (group) {
            group.createTask(
              (function* (): Coroutine<void> {
                try {
                  yield* sleep(2);
                } finally {
                  // eslint-disable-next-line no-unsafe-finally -- what a clean-up that fails does
                  throw new Error("in clean-up");
                }
              })(),
            );
            yield* sleep(10);
          }),
        ),
      );
      expect(error).toBeInstanceOf(ExceptionGroup);
      expect((error as ExceptionGroup).exceptions).toEqual([new Error("in clean-up")]);
      expect(currentTask()?.cancelling()).toBe(0);
    }));

  it("begins when it is awaited, not when it is made", () =>
    traceOf(function* (log) {
      const scoped = timeout(2, () => sleep(10));
      yield* sleep(5);
      log(String(yield* errorOf(scoped)));
    }).then((trace) => expect(trace).toEqual(["7 TimeoutError"])));
});
