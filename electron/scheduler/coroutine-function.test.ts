import { expect, it } from "vitest";
import { record } from "./__tests__/record";
import { coroutine, createTask, run, sleep, virtualClock, wait } from "./index";
import type { Coroutine } from "./index";

const LEVELS = 100_000;
const DEEP = 1000;
const TURNS = 100;

it("awaits work at any depth, and errors and cancellations pass every level", async () => {
  let unwound = 0;
  const dive = coroutine(function* (levels: number, bottom: Coroutine<string>): Coroutine<string> {
    if (levels === 0) return yield* bottom;
    try {
      return yield* dive(levels - 1, bottom);
    } finally {
      unwound++;
    }
  });
  const { outcome } = await record(function* () {
    const results = [yield* dive(LEVELS, sleep(1, "treasure"))];
    try {
      yield* dive(LEVELS, failing());
    } catch (error) {
      results.push(String(error));
    }
    const task = createTask(dive(LEVELS, sleep(5, "never")));
    yield* sleep(1);
    task.cancel();
    yield* wait([task]);
    results.push(String(task.cancelled()));
    return results;
  });
  expect(outcome).toEqual({ value: ["treasure", "Error: sunk", "true"] });
  expect(unwound).toBe(3 * LEVELS);
});

it("a resumption costs the same at any depth: it goes to the innermost generator alone", async () => {
  let resumptions = 0;
  const turnsAt = coroutine((levels: number): Coroutine<void> => {
    const generator = body(levels);
    const next = generator.next.bind(generator);
    generator.next = (value) => {
      resumptions++;
      return next(value);
    };
    return generator;
  });
  function* body(levels: number): Coroutine<void> {
    if (levels > 0) yield* turnsAt(levels - 1);
    else for (let turn = 0; turn < TURNS; turn++) yield* sleep(0);
  }
  await run(turnsAt(DEEP), { clock: virtualClock() });
  // Each level begins once, and goes on once when the one below has ended.
  expect(resumptions).toBe(DEEP + 1 + TURNS + DEEP);
});

it("plain generators of too many levels fail with an error that names the way out", async () => {
  function* plain(levels: number): Coroutine<void> {
    if (levels > 0) yield* plain(levels - 1);
  }
  const { outcome } = await record(() => plain(1_000_000));
  const { error } = outcome as { error: Error };
  expect(String(error)).toMatch(
    /^RuntimeError: The native stack overflowed in task Task-1\..*coroutine\(fn\)/,
  );
  expect(error.cause).toBeInstanceOf(RangeError);
});

it("wrapped and plain coroutines await each other", async () => {
  const wrapped = coroutine(function* (value: number): Coroutine<number> {
    return value === 0 ? 0 : 1 + (yield* plain(value - 1));
  });
  function* plain(value: number): Coroutine<number> {
    yield* sleep(1);
    return value === 0 ? 0 : 1 + (yield* wrapped(value - 1));
  }
  const { outcome } = await record(() => plain(9));
  expect(outcome).toEqual({ value: 9 });
});

it("a wrapped coroutine runs once", async () => {
  const wrapped = coroutine(function* () {
    yield* sleep(1);
    return 1;
  });
  const { outcome } = await record(function* () {
    const once = wrapped();
    const first = yield* once;
    const again = createTask(once);
    yield* wait([again]);
    let direct: unknown;
    try {
      yield* once;
    } catch (error) {
      direct = error;
    }
    return [first, String(again.exception()), String(direct)];
  });
  const text = "RuntimeError: cannot reuse already awaited coroutine";
  expect(outcome).toEqual({ value: [1, text, text] });
});

it("one that is awaited elsewhere meanwhile is refused", async () => {
  const wrapped = coroutine(function* () {
    yield* sleep(1);
  });
  const { outcome } = await record(function* () {
    const once = wrapped();
    createTask(once);
    yield* sleep(0);
    yield* once;
  });
  expect(String((outcome as { error: unknown }).error)).toBe(
    "RuntimeError: coroutine is being awaited already",
  );
});

it("its name stands in what a task says of itself", async () => {
  function* fetchTitle(): Coroutine<void> {
    yield* sleep(1);
  }
  const { outcome } = await record(function* () {
    const task = createTask(coroutine(fetchTitle)(), { name: "t" });
    const before = String(task);
    yield* task;
    return [before, String(task)];
  });
  expect(outcome).toEqual({
    value: [
      "<Task pending name='t' coro=<fetchTitle()>>",
      "<Task finished name='t' coro=<fetchTitle()> result=undefined>",
    ],
  });
});

function* failing(): Coroutine<string> {
  yield* sleep(1);
  throw new Error("sunk");
}

it("is closed, or hears of an error, through the generator that awaits it", async () => {
  const said: string[] = [];
  const inner = coroutine(function* (): Coroutine<void> {
    yield* sleep(1);
  });
  function* outer(awaited: Coroutine<void>): Coroutine<void> {
    try {
      yield* awaited;
    } catch (error) {
      said.push(String(error));
    }
  }
  const { outcome, reports } = await record(function* () {
    const closed = inner();
    const closing = outer(closed);
    closing.next();
    closing.return();
    const thrownInto = outer(inner());
    thrownInto.next();
    thrownInto.throw(new Error("from outside"));
    yield* sleep(0);
    return yield* closed;
  });
  expect(said).toEqual(["Error: from outside"]);
  expect(String((outcome as { error: unknown }).error)).toBe(
    "RuntimeError: cannot reuse already awaited coroutine",
  );
  expect(reports).toEqual([]);
});
