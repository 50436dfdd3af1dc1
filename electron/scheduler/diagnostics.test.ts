import { describe, expect, it } from "vitest";
import { record } from "./__tests__/record";
import {
  coroutine,
  createTask,
  fromPromise,
  getRunningLoop,
  run,
  sleep,
  virtualClock,
} from "./index";
import type { Coroutine, ExceptionContext } from "./index";

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

function* failing(): Coroutine<never> {
  yield* sleep(0);
  throw new Error("failed");
}
