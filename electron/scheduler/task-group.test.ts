import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  CancelledError,
  ContextVar,
  copyContext,
  createTask,
  currentTask,
  Event,
  ExceptionGroup,
  getRunningLoop,
  RuntimeError,
  sleep,
  TaskGroup,
  taskGroup,
} from "./index";
import type { Coroutine, ExceptionContext, Task } from "./index";

function* failAfter(seconds: number, message: string): Coroutine<never> {
  yield* sleep(seconds);
  throw new Error(message);
}

/** Sleeps; when it is cancelled, fails instead. */
function* failWhenCancelled(message: string): Coroutine<void> {
  try {
    yield* sleep(10);
  } finally {
    // eslint-disable-next-line no-unsafe-finally -- what a clean-up that fails does
    throw new Error(message);
  }
}

/** The messages of a group's errors; those of a group inside of it as a list. */
function messages(error: unknown): unknown {
  if (error instanceof ExceptionGroup) return error.exceptions.map(messages);
  return error instanceof Error ? error.message : error;
}

describe("taskGroup", () => {
  it("waits for its tasks, and gives what its body returned", () =>
    traceOf(function* (log) {
      const [slow, quick] = yield* taskGroup(function* (group) {
        const a = group.createTask(sleep(0.2, 42));
        yield* sleep(0.15);
        const b = group.createTask(sleep(0.01, 11));
        return [a, b];
      });
      log(slow.result(), quick.result());
    }).then((trace) => expect(trace).toEqual(["0.2 42 11"])));

  it("ends at once without tasks", () =>
    runVirtually(function* () {
      let others = 0;
      getRunningLoop().callSoon(() => others++);
      const value = yield* taskGroup(function* () {
        return 1;
      });
      expect([value, others]).toEqual([1, 0]);
    }));

  it("is silent about a task that was cancelled alone", () =>
    runVirtually(function* () {
      const [a, b] = yield* taskGroup(function* (group) {
        const first = group.createTask(sleep(1, 42));
        yield* sleep(0.15);
        first.cancel();
        return [first, group.createTask(sleep(0.2, 11))];
      });
      expect([a.cancelled(), b.result()]).toEqual([true, 11]);
    }));

  it("cancels the other tasks and the body at the first error, in the order of their creation", () =>
    traceOf(function* (log) {
      function* child(name: string): Coroutine<void> {
        try {
          yield* sleep(10);
        } finally {
          log(name, "ends");
        }
      }
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(child("a"));
          group.createTask(failAfter(1, "failed"));
          group.createTask(child("b"));
          try {
            yield* child("body");
          } finally {
            log("cancelling", currentTask()?.cancelling());
          }
        }),
      );
      const { name, message } = error as ExceptionGroup;
      log(`${name}: ${message}:`, messages(error));
      log("cancelling", currentTask()?.cancelling());
    }).then((trace) =>
      expect(trace).toEqual([
        "1 a ends",
        "1 b ends",
        "1 body ends",
        "1 cancelling 1",
        "1 ExceptionGroup: unhandled errors in a TaskGroup: failed",
        "1 cancelling 0",
      ]),
    ));

  it("puts the errors of all tasks into one group, as they came, the body's last", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(failWhenCancelled("second"));
          group.createTask(failAfter(1, "first"));
          group.createTask(failAfter(1, "at the same time"));
          yield* failWhenCancelled("body");
        }),
      );
      expect(messages(error)).toEqual(["first", "at the same time", "second", "body"]);
      expect(currentTask()?.cancelling()).toBe(0);
    }));

  it("cancels its tasks when the body fails, at once and while tasks run", () =>
    runVirtually(function* () {
      for (const pause of [0, 0.1]) {
        const tasks: Task<void>[] = [];
        const error = yield* errorOf(
          taskGroup(function* (group) {
            tasks.push(group.createTask(sleep(1)), group.createTask(sleep(2)));
            if (pause > 0) yield* sleep(pause);
            throw new Error("body");
          }),
        );
        expect(messages(error)).toEqual(["body"]);
        expect(tasks.map((task) => task.cancelled())).toEqual([true, true]);
      }
    }));

  it("cancelled from outside, cancels its tasks and throws the plain cancellation", () =>
    traceOf(function* (log) {
      let cancelled = 0;
      function* child(): Coroutine<void> {
        try {
          yield* sleep(5);
        } catch (error) {
          cancelled++;
          throw error;
        }
      }
      for (const bodyWaits of [false, true]) {
        cancelled = 0;
        const task = createTask(
          taskGroup(function* (group) {
            for (let i = 0; i < 5; i++) group.createTask(child());
            if (bodyWaits) yield* child();
          }),
        );
        yield* sleep(1);
        task.cancel("test");
        log(String(yield* errorOf(task)), task.cancelled(), cancelled);
      }
    }).then((trace) =>
      expect(trace).toEqual(["1 CancelledError: test true 5", "2 CancelledError: test true 6"]),
    ));

  it("waits for the clean-up of its tasks through a second cancel", () =>
    traceOf(function* (log) {
      function* child(): Coroutine<void> {
        try {
          yield* sleep(10);
        } finally {
          yield* sleep(5);
          log("cleaned up");
        }
      }
      const task = createTask(
        taskGroup(function* (group) {
          group.createTask(child());
        }),
      );
      for (const message of ["first", "second"]) {
        yield* sleep(1);
        task.cancel(message);
      }
      log(String(yield* errorOf(task)), task.cancelling());
    }).then((trace) => expect(trace).toEqual(["6 cleaned up", "6 CancelledError: first 2"])));

  it.each([
    ["right before its tasks fail, throws the cancellation", 0.05],
    ["in the iteration in which its tasks fail, throws their errors", 0.1],
  ])("cancelled %s", (_what, when) =>
    runVirtually(function* () {
      for (const nested of [false, true]) {
        const inner = () =>
          taskGroup(function* (group) {
            for (let i = 0; i < 5; i++) group.createTask(failAfter(0.1, "late"));
            yield* sleep(10);
          });
        const task = createTask(
          nested
            ? taskGroup(function* (outer) {
                outer.createTask(sleep(10));
                yield* inner();
              })
            : inner(),
        );
        yield* sleep(when);
        expect(task.done()).toBe(false);
        task.cancel("test");
        const error = yield* errorOf(task);
        if (when < 0.1) expect(error).toEqual(new CancelledError("test"));
        else
          expect(messages(error)).toEqual(nested ? [Array(5).fill("late")] : Array(5).fill("late"));
        expect(task.cancelling()).toBe(1);
      }
    }),
  );

  it("throws its errors when it is cancelled while it ends because of them, and is cancelled next", () =>
    traceOf(function* (log) {
      const failing = new Event();
      function* child(): Coroutine<void> {
        failing.set();
        yield* sleep(0);
        throw new Error("failed");
      }
      function* parent(): Coroutine<void> {
        const error = yield* errorOf(
          taskGroup(function* (group) {
            group.createTask(child());
            yield* sleep(1);
          }),
        );
        log(messages(error), "cancelling", currentTask()?.cancelling());
        yield* sleep(1);
        log("never reached");
      }
      const task = createTask(parent());
      yield* failing.wait();
      task.cancel();
      log("cancelling", task.cancelling());
      log(String(yield* errorOf(task)), task.cancelled());
    }).then((trace) =>
      expect(trace).toEqual(["0 cancelling 1", "0 failed cancelling 1", "0 CancelledError true"]),
    ));

  it("cuts an inner group short when a task of the outer one fails", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        taskGroup(function* (outer) {
          outer.createTask(failAfter(0.1, "outer"));
          yield* taskGroup(function* (inner) {
            inner.createTask(failAfter(10, "inner"));
          });
        }),
      );
      expect(messages(error)).toEqual(["outer"]);
    }));

  it("puts the errors of an inner group into the outer one's as a group", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        taskGroup(function* (outer) {
          outer.createTask(failAfter(10, "outer"));
          yield* taskGroup(function* (inner) {
            inner.createTask(failAfter(0.1, "inner"));
          });
        }),
      );
      expect(messages(error)).toEqual([["inner"]]);
    }));

  it("throws out of both groups when tasks of both fail at the same time", () =>
    runVirtually(function* () {
      let level = -1;
      const error = yield* errorOf(
        taskGroup(function* (outer) {
          const inside = yield* errorOf(
            taskGroup(function* (inner) {
              inner.createTask(failAfter(0, "inner"));
              outer.createTask(failAfter(0, "outer"));
            }),
          );
          expect(messages(inside)).toEqual(["inner"]);
          level = currentTask()?.cancelling() ?? -1;
        }),
      );
      expect(messages(error)).toEqual(["outer"]);
      expect([level, currentTask()?.cancelling()]).toEqual([1, 0]);
    }));

  it("throws the error of a task that fails while a cancelled body cleans up", () =>
    runVirtually(function* () {
      const body = () =>
        taskGroup(function* (group) {
          group.createTask(failAfter(0.3, "failed"));
          try {
            yield* sleep(10);
          } finally {
            yield* sleep(0.5);
          }
        });
      function* through(): Coroutine<void> {
        yield* createTask(body());
      }
      for (const coroutine of [body(), through()]) {
        const task = createTask(coroutine);
        yield* sleep(0.1);
        task.cancel();
        expect(messages(yield* errorOf(task))).toEqual(["failed"]);
      }
    }));

  it("throws the error that a cancelled body turned its cancellation into", () =>
    runVirtually(function* () {
      const task = createTask(taskGroup(() => failWhenCancelled("instead")));
      yield* sleep(0.1);
      task.cancel();
      expect(messages(yield* errorOf(task))).toEqual(["instead"]);
    }));

  it("is left by a cancel although it has no tasks", () =>
    runVirtually(function* () {
      const task = createTask(taskGroup(() => sleep(10)));
      yield* sleep(0.1);
      task.cancel();
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
    }));

  it("collects the error of a scope that the body left by a cancel", () =>
    runVirtually(function* () {
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(0, "task"));
          yield* failWhenCancelled("resource");
        }),
      );
      expect(messages(error)).toEqual(["task", "resource"]);
      expect(currentTask()?.cancelling()).toBe(0);
    }));

  it("takes new tasks from the body and from its tasks while one is left", () =>
    runVirtually(function* () {
      const times: number[] = [];
      yield* taskGroup(function* (group) {
        group.createTask(
          (function* (): Coroutine<void> {
            yield* sleep(0.1);
            for (const seconds of [0.1, 0.2]) {
              group
                .createTask(sleep(seconds))
                .addDoneCallback((task) => times.push(task.getLoop().time()));
            }
          })(),
        );
      });
      expect(times.map((time) => time.toFixed(1))).toEqual(["0.2", "0.3"]);
    }));

  it("stops tasks that create tasks without end", () =>
    runVirtually(function* () {
      let heads = 0;
      function* hydra(group: TaskGroup): Coroutine<void> {
        heads++;
        yield* sleep(0.01);
        group.createTask(hydra(group));
        group.createTask(hydra(group));
      }
      function* hercules(): Coroutine<void> {
        while (heads < 10) yield* sleep(0.015);
        throw new Error("done");
      }
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(hydra(group));
          group.createTask(hercules());
        }),
      );
      expect(messages(error)).toEqual(["done"]);
      expect(heads).toBeGreaterThanOrEqual(10);
    }));

  it("forgets its tasks as they end", () =>
    runVirtually(function* () {
      yield* taskGroup(function* (group) {
        for (let count = 0; count < 10; count++) {
          yield* sleep(0.1);
          group.createTask(sleep(0.25));
          expect(String(group)).toMatch(/^<TaskGroup tasks=[123] entered>$/);
        }
        yield* sleep(1);
        expect(String(group)).toBe("<TaskGroup entered>");
      });
    }));

  it("passes name, context and eager start on", () =>
    runVirtually(function* () {
      const variable = new ContextVar<number | null>("variable", null);
      function* assign(value: number): Coroutine<string | undefined> {
        yield* sleep(0);
        variable.set(value);
        return currentTask()?.getName();
      }
      yield* taskGroup(function* (group) {
        const context = copyContext();
        const named = group.createTask(assign(1), { context, name: "example name" });
        expect(yield* named).toBe("example name");
        expect(context.get(variable)).toBe(1);
        yield* group.createTask(assign(2), { context });
        expect(context.get(variable)).toBe(2);
        expect(variable.get()).toBe(null);
        const eager = group.createTask(
          (function* (): Coroutine<number> {
            return 3;
          })(),
          { eagerStart: true },
        );
        expect(eager.result()).toBe(3);
      });
    }));

  it("does not cancel the body before the loop's next iteration when an eager task fails at once", () =>
    traceOf(function* (log) {
      function* fail(): Coroutine<never> {
        throw new Error("eager");
      }
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(fail(), { eagerStart: true });
          log("goes on, cancelling", currentTask()?.cancelling());
          yield* sleep(0);
          log("never reached");
        }),
      );
      log(messages(error), "cancelling", currentTask()?.cancelling());
      yield* sleep(0);
    }).then((trace) => expect(trace).toEqual(["0 goes on, cancelling 0", "0 eager cancelling 0"])));

  it.each([false, true])(
    "cancels a task that created the one that failed; eager: %s",
    (eagerStart) =>
      runVirtually(function* () {
        let ran = false;
        const error = yield* errorOf(
          taskGroup(function* (group) {
            function* third(): Coroutine<never> {
              throw new Error("third");
            }
            function* second(): Coroutine<void> {
              group.createTask(third(), { eagerStart });
              expect(yield* errorOf(turns(2))).toBeInstanceOf(CancelledError);
              ran = true;
            }
            group.createTask(second(), { eagerStart });
          }),
        );
        expect(messages(error)).toEqual(["third"]);
        expect(ran).toBe(true);
      }),
  );

  it("leaves no cancel behind when it caught the errors", () =>
    runVirtually(function* () {
      for (const eagerStart of [false, true]) {
        const error = yield* errorOf(
          taskGroup(function* (group) {
            group.createTask(failAfter(0, "task"), { eagerStart });
          }),
        );
        expect(messages(error)).toEqual(["task"]);
        expect(currentTask()?.cancelling()).toBe(0);
        yield* sleep(0);
      }
    }));

  it("refuses new tasks once it cancels its tasks", () =>
    runVirtually(function* () {
      let refusal: unknown = null;
      const error = yield* errorOf(
        taskGroup(function* (group) {
          group.createTask(failAfter(0.001, "failed"));
          group.createTask(
            (function* (): Coroutine<void> {
              yield* errorOf(sleep(1));
              try {
                group.createTask(sleep(1));
              } catch (thrown) {
                refusal = thrown;
              }
            })(),
          );
        }),
      );
      expect(messages(error)).toEqual(["failed"]);
      expect(refusal).toEqual(
        new RuntimeError("TaskGroup <TaskGroup tasks=1 errors=1 cancelling> is shutting down"),
      );
    }));

  it("refuses new tasks before it is entered and after it ended, and closes their coroutines", () =>
    runVirtually(function* () {
      let closed = 0;
      function* late(): Coroutine<void> {
        closed = -1;
      }
      function closing(): Coroutine<void> {
        const coroutine = late();
        const close = coroutine.return.bind(coroutine);
        coroutine.return = (value) => {
          closed++;
          return close(value);
        };
        return coroutine;
      }
      const group = new TaskGroup();
      expect(() => group.createTask(closing())).toThrow(
        new RuntimeError("TaskGroup <TaskGroup> has not been entered"),
      );
      yield* group.with(() => sleep(0));
      expect(() => group.createTask(closing())).toThrow(
        new RuntimeError("TaskGroup <TaskGroup entered> is finished"),
      );
      expect(closed).toBe(2);
    }));

  it("runs one body", () =>
    runVirtually(function* () {
      const complaint = new RuntimeError("TaskGroup <TaskGroup entered> has already been entered");
      const group = new TaskGroup();
      yield* group.with(function* () {
        expect(yield* errorOf(group.with(() => sleep(0)))).toEqual(complaint);
      });
      expect(yield* errorOf(group.with(() => sleep(0)))).toEqual(complaint);
    }));

  it("must be entered by a task", () =>
    runVirtually(function* () {
      const group = new TaskGroup();
      const failure = getRunningLoop().createFuture<unknown>();
      getRunningLoop().callSoon(() => {
        try {
          group.with(() => sleep(0)).next();
        } catch (error) {
          failure.setResult(error);
        }
      });
      expect(yield* failure).toEqual(
        new RuntimeError("TaskGroup <TaskGroup> cannot determine the parent task"),
      );
    }));

  it("cancels its tasks when the coroutine around it is closed, and reports their errors", () =>
    runVirtually(function* () {
      const reports: ExceptionContext[] = [];
      getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context));
      const group = new TaskGroup();
      let child: Task<void> | null = null;
      const parent = createTask(
        (function* (): Coroutine<void> {
          const scope = group.with(function* () {
            child = group.createTask(failWhenCancelled("clean-up failed"));
            yield* sleep(10);
          });
          scope.next();
          yield* sleep(0);
          scope.return(undefined);
        })(),
      );
      yield* turns(4);
      expect(parent.done()).toBe(true);
      expect(child).toSatisfy((task: Task<void>) => task.done());
      expect(reports.map(({ exception }) => messages(exception))).toEqual(["clean-up failed"]);
      expect(reports[0]?.message).toMatch(
        /has errored out but its parent task .* is already completed$/,
      );
    }));

  it("says for a task of the group that the parent waits for it", () =>
    runVirtually(function* () {
      const names = (task: Task<unknown>): string[] =>
        Array.from(task.awaitedBy, (awaiter) => awaiter.getName());
      yield* taskGroup(function* (group) {
        const child = group.createTask(sleep(1));
        expect(names(child)).toEqual(["Task-1"]);
        yield* child;
        expect(names(child)).toEqual([]);
      });
    }));
});
