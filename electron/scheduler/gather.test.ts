import { describe, expect, it } from "vitest";
import { lines, record } from "./__tests__/record";
import {
  CancelledError,
  createTask,
  EventLoop,
  Future,
  gather,
  getRunningLoop,
  sleep,
  wait,
} from "./index";
import type { Coroutine } from "./index";

describe("case 8", () => {
  it("results come in the order of the arguments, one iteration after the last child", async () => {
    const { trace, outcome } = await record(function* () {
      const slow = createTask(sleep(2, "slow"), { name: "slow" });
      const fast = createTask(sleep(1, "fast"), { name: "fast" });
      return yield* gather([slow, fast]);
    });
    expect(outcome).toEqual({ value: ["slow", "fast"] });
    expect(trace.slice(trace.indexOf("0 main waits for gather"))).toEqual(
      lines(`
        0 main waits for gather
        0 > slow
        0 slow waits for sleep until 2
        0 > fast
        0 fast waits for sleep until 1
        1 fast ready
        1 > fast
        1 fast done
        2 slow ready
        2 > slow
        2 slow done
        2 main ready
        2 > main
        2 main done
      `),
    );
  });

  it("the same awaitable twice is one task, except for sleep(0), which is no single coroutine", async () => {
    const { trace, outcome } = await record(function* (say) {
      const once = (function* () {
        say("once");
        return {};
      })();
      const task = createTask(sleep(0, {}));
      const [a, b, c, d] = yield* gather([once, once, task, task]);
      yield* gather([sleep(0), sleep(0)]);
      return [a === b, c === d];
    });
    expect(outcome).toEqual({ value: [true, true] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 Task-3 created by main
      0 Task-3 ready by main
      0 main waits for gather
      0 > Task-2
      0 Task-2 ready by Task-2
      0 > Task-3
      0 - once
      0 Task-3 done
      0 > Task-2
      0 Task-2 done
      0 main ready
      0 > main
      0 Task-4 created by main
      0 Task-4 ready by main
      0 Task-5 created by main
      0 Task-5 ready by main
      0 main waits for gather
      0 > Task-4
      0 Task-4 ready by Task-4
      0 > Task-5
      0 Task-5 ready by Task-5
      0 > Task-4
      0 Task-4 done
      0 > Task-5
      0 Task-5 done
      0 main ready
      0 > main
      0 main done"
    `);
  });

  it("nothing gives an empty list at once", async () => {
    const { trace, outcome } = await record(function* () {
      return gather([]).result();
    });
    expect(outcome).toEqual({ value: [] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 main done"
    `);
  });

  it("the first error propagates and the others keep running", async () => {
    const { trace, outcome } = await record(function* () {
      const other = createTask(sleep(3, "still here"));
      let caught: unknown;
      try {
        yield* gather([other, failAfter(1, "first"), failAfter(2, "second")]);
      } catch (error) {
        caught = error;
      }
      return [String(caught), getRunningLoop().time(), yield* other];
    });
    expect(outcome).toEqual({ value: ["Error: first", 1, "still here"] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 Task-3 created by main
      0 Task-3 ready by main
      0 Task-4 created by main
      0 Task-4 ready by main
      0 main waits for gather
      0 > Task-2
      0 Task-2 waits for sleep until 3
      0 > Task-3
      0 Task-3 waits for sleep until 1
      0 > Task-4
      0 Task-4 waits for sleep until 2
      1 Task-3 ready
      1 > Task-3
      1 Task-3 done failed
      1 main ready
      1 > main
      1 main waits for task Task-2
      2 Task-4 ready
      2 > Task-4
      2 Task-4 done failed
      3 Task-2 ready
      3 > Task-2
      3 Task-2 done
      3 main ready by Task-2
      3 > main
      3 main done"
    `);
  });

  it("errors are collected on demand", async () => {
    const { trace, outcome } = await record(function* () {
      const cancelled = createTask(sleep(5));
      yield* sleep(0);
      cancelled.cancel("away");
      const results = yield* gather([sleep(1, "ok"), failAfter(1, "bad"), cancelled], {
        returnExceptions: true,
      });
      return results.map(String);
    });
    expect(outcome).toEqual({ value: ["ok", "Error: bad", "CancelledError"] });
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
      0 Task-2 cancel "away" by main
      0 Task-2 ready by main
      0 Task-3 created by main
      0 Task-3 ready by main
      0 Task-4 created by main
      0 Task-4 ready by main
      0 main waits for gather
      0 > Task-2
      0 Task-2 CancelledError
      0 Task-2 done cancelled
      0 > Task-3
      0 Task-3 waits for sleep until 1
      0 > Task-4
      0 Task-4 waits for sleep until 1
      1 Task-3 ready
      1 Task-4 ready
      1 > Task-3
      1 Task-3 done
      1 > Task-4
      1 Task-4 done failed
      1 main ready
      1 > main
      1 main done"
    `);
  });

  it("cancelling it cancels the children, and throws even when errors are collected", async () => {
    const { trace, outcome } = await record(function* () {
      const a = createTask(sleep(5));
      const b = createTask(sleep(5));
      const waiter = createTask(
        (function* () {
          yield* gather([a, b], { returnExceptions: true });
        })(),
      );
      yield* sleep(1);
      waiter.cancel("all of you");
      yield* wait([waiter]);
      return [a.cancelled(), b.cancelled(), waiter.cancelled()];
    });
    expect(outcome).toEqual({ value: [true, true, true] });
    expect(trace.join("\n")).toMatchInlineSnapshot(`
      "0 main created
      0 main ready
      0 > main
      0 Task-2 created by main
      0 Task-2 ready by main
      0 Task-3 created by main
      0 Task-3 ready by main
      0 Task-4 created by main
      0 Task-4 ready by main
      0 main waits for sleep until 1
      0 > Task-2
      0 Task-2 waits for sleep until 5
      0 > Task-3
      0 Task-3 waits for sleep until 5
      0 > Task-4
      0 Task-4 waits for gather
      1 main ready
      1 > main
      1 Task-4 cancel "all of you" by main
      1 Task-2 cancel "all of you" by main
      1 Task-2 ready by main
      1 Task-3 cancel "all of you" by main
      1 Task-3 ready by main
      1 main waits for wait
      1 > Task-2
      1 Task-2 CancelledError
      1 Task-2 done cancelled
      1 > Task-3
      1 Task-3 CancelledError
      1 Task-3 done cancelled
      1 Task-4 ready
      1 > Task-4
      1 Task-4 CancelledError
      1 Task-4 done cancelled
      1 main ready
      1 > main
      1 main done"
    `);
  });
});

it("a child that was cancelled alone counts as failed, not as a cancelled gather", async () => {
  const { outcome } = await record(function* () {
    const child = createTask(sleep(5));
    const gathered = gather([child]);
    yield* sleep(0);
    child.cancel("alone");
    try {
      yield* gathered;
    } catch (error) {
      return [String(error), error instanceof CancelledError, gathered.cancelled()];
    }
    return [];
  });
  expect(outcome).toEqual({ value: ["CancelledError: alone", true, false] });
});

it("children that are done already are taken as they are", async () => {
  const { outcome } = await record(function* () {
    const done = createTask(sleep(1, "done"));
    yield* done;
    const gathered = gather([done, done]);
    return [gathered.done(), yield* gathered];
  });
  expect(outcome).toEqual({ value: [true, ["done", "done"]] });
});

it("a promise is refused with advice", async () => {
  const { outcome } = await record(function* () {
    const promise = Promise.resolve(1) as unknown as Coroutine<number>;
    yield* gather([promise]);
  });
  expect(String((outcome as { error: unknown }).error)).toMatch(/TypeError: .*fromPromise/);
});

it("a gather whose children are all done cannot be cancelled, though nobody was told yet", async () => {
  const { outcome } = await record(function* () {
    const inner = new Future<number>();
    const gathered = gather([
      (function* () {
        return yield* inner;
      })(),
    ]);
    const cancelled: boolean[] = [];
    yield* sleep(0);
    inner.addDoneCallback(() => cancelled.push(gathered.cancel()));
    inner.setResult(42);
    return [yield* gathered, cancelled, gathered.cancelled()];
  });
  expect(outcome).toEqual({ value: [[42], [false], false] });
});

it("a cancel reaches all children and what they wait for", async () => {
  const { outcome } = await record(function* () {
    const future = new Future<void>();
    function* inner(): Coroutine<void> {
      yield* future;
    }
    const children = [createTask(inner()), createTask(inner())] as const;
    const gathered = gather(children);
    const outer = createTask(
      (function* () {
        yield* gathered;
      })(),
    );
    yield* sleep(0);
    const accepted = outer.cancel();
    yield* wait([outer]);
    const ended = [outer, future, ...children].map((each) => each.cancelled());
    return [accepted, gathered.cancel(), ...ended];
  });
  expect(outcome).toEqual({ value: [true, false, true, true, true, true] });
});

it("a child that fails after the first one is not reported", async () => {
  const { outcome, reports } = await record(function* () {
    const task = createTask(
      (function* () {
        yield* gather([failAfter(1, "first"), failAfter(2, "second")]);
      })(),
    );
    yield* sleep(3);
    return String(task.exception());
  });
  expect(outcome).toEqual({ value: "Error: first" });
  expect(reports).toEqual([]);
});

it("what cannot be awaited is refused, and the children before it run all the same", async () => {
  const { outcome, reports } = await record(function* (say) {
    const child = (function* () {
      say("runs");
    })();
    const wrong = {} as unknown as Coroutine<void>;
    let refused: unknown = null;
    try {
      gather([child, wrong]);
    } catch (error) {
      refused = error;
    }
    yield* sleep(1);
    return String(refused);
  });
  expect(outcome).toEqual({
    value: "TypeError: A future, a coroutine or an awaitable is required",
  });
  expect(reports).toEqual([]);
});

it("it is of the loop of its children outside of a running one, and refuses children of two", async () => {
  const [loop, other] = [new EventLoop(), new EventLoop()];
  const children = [new Future<number>(loop), new Future<number>(loop)] as const;
  const gathered = gather(children);
  expect(gathered.getLoop()).toBe(loop);
  expect(() => gather([new Future<number>(loop), new Future<number>(other)])).toThrow(RangeError);
  expect(() => gather([])).toThrow("no running event loop");
  expect(() => gather([failAfter(1, "never")])).toThrow("no running event loop");
  children[0].setResult(1);
  children[1].setResult(2);
  expect(await loop.runUntilComplete(gathered)).toEqual([1, 2]);
  loop.close();
  other.close();
});

function* failAfter(seconds: number, message: string): Coroutine<never> {
  yield* sleep(seconds);
  throw new Error(message);
}
