import { afterEach, expect, it, vi } from "vitest";
import { ContextVar, createTask, Future, getRunningLoop, run, sleep, virtualClock } from "./index";
import type { Coroutine, ExceptionContext, ExceptionHandler } from "./index";

afterEach(() => {
  vi.restoreAllMocks();
});

it("without a handler, the host's console is told, with what it is about", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await run(
    (function* () {
      const loop = getRunningLoop();
      loop.callSoon(function explode() {
        throw new Error("in a callback");
      });
      new Future<void>().setException(new Error("in a future"));
      createTask(failing(), { name: "failing" });
      sleep(1);
      yield* sleep(0);
      yield* sleep(0);
    })(),
    { clock: virtualClock() },
  );
  expect(told.mock.calls.map(([text, error]) => [text, String(error)])).toEqual([
    ["Exception in callback explode()\nhandle: <Handle explode()>", "Error: in a callback"],
    [
      "Future exception was never retrieved\nfuture: <Future finished exception=Error: in a future>",
      "Error: in a future",
    ],
    [
      "Task exception was never retrieved\ntask: <Task finished name='failing' exception=Error: in a task>",
      "Error: in a task",
    ],
    ["coroutine 'sleep' was never awaited", "undefined"],
  ]);
});

it("a handler that throws is reported, with what it was told", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await run(
    (function* () {
      const loop = getRunningLoop();
      loop.setExceptionHandler(() => {
        throw new Error("handler");
      });
      loop.callExceptionHandler({ message: "original" });
      yield* sleep(0);
    })(),
  );
  expect(told.mock.calls.map(([text, error]) => [text, String(error)])).toEqual([
    ["Unhandled error in exception handler\nwhile told: original", "Error: handler"],
  ]);
});

it("a handler may pass on what it does not want, and can be taken back", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await run(
    (function* () {
      const loop = getRunningLoop();
      const handler: ExceptionHandler = (owner, context) => {
        owner.defaultExceptionHandler({ ...context, message: `passed on: ${context.message}` });
      };
      loop.setExceptionHandler(handler);
      expect(loop.getExceptionHandler()).toBe(handler);
      loop.callExceptionHandler({ message: "one" });
      loop.setExceptionHandler(null);
      loop.callExceptionHandler({ message: "two" });
      yield* sleep(0);
    })(),
  );
  expect(told.mock.calls.map(([text]) => text)).toEqual(["passed on: one", "two"]);
});

it("runs in the context of the task that it is told about", async () => {
  const request = new ContextVar("request", "none");
  const seen: string[] = [];
  await run(
    (function* () {
      getRunningLoop().setExceptionHandler(() => seen.push(request.get()));
      createTask(
        (function* () {
          request.set("the failing one");
          yield* failing();
        })(),
      );
      yield* sleep(1);
    })(),
    { clock: virtualClock() },
  );
  expect(seen).toEqual(["the failing one"]);
});

it("many failures that somebody looked at are not kept", async () => {
  const reports: ExceptionContext[] = [];
  await run(
    (function* () {
      getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context));
      for (let i = 0; i < 500; i++) {
        const task = createTask(failing());
        try {
          yield* task;
        } catch {
          // Looked at.
        }
      }
      createTask(failing());
      yield* sleep(1);
    })(),
    { clock: virtualClock() },
  );
  expect(reports.map(({ message }) => message)).toEqual(["Task exception was never retrieved"]);
});

it("a task that is created while the run ends, and does not end with it, is named", async () => {
  const reports: ExceptionContext[] = [];
  await run(
    (function* () {
      getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context));
      createTask(
        (function* () {
          try {
            yield* sleep(60);
          } finally {
            createTask(sleep(60), { name: "orphan" });
          }
        })(),
      );
      yield* sleep(0);
    })(),
    { clock: virtualClock() },
  );
  expect(reports.map(({ message, task }) => [message, task?.getName()])).toEqual([
    ["Task was destroyed but it is pending!", "orphan"],
  ]);
});

function* failing(): Coroutine<never> {
  yield* sleep(0);
  throw new Error("in a task");
}
