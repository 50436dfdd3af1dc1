import { expect, it } from "vitest";
import {
  createTask,
  fromPromise,
  getRunningLoop,
  realClock,
  run,
  scaledClock,
  sleep,
  virtualClock,
} from "./index";

it("the real clock begins at zero, and is never early", async () => {
  const late = await run(
    (function* () {
      const loop = getRunningLoop();
      const before = loop.time();
      yield* sleep(0.015);
      return loop.time() - before;
    })(),
    { clock: realClock() },
  );
  expect(late).toBeGreaterThanOrEqual(0.015);
});

it("virtual time jumps, to the exact instant", async () => {
  const clock = virtualClock();
  const started = performance.now();
  await run(sleep(86_400.1), { clock });
  expect(clock.time()).toBe(86_400.1);
  expect(performance.now() - started).toBeLessThan(5000);
});

it("virtual time lets the host finish before a timer that is due later", async () => {
  const order = await run(
    (function* () {
      const order: string[] = [];
      const timer = createTask(
        (function* () {
          yield* sleep(0.2);
          order.push(`timer at ${getRunningLoop().time()}`);
        })(),
      );
      yield* fromPromise(() => new Promise((resolve) => setTimeout(resolve, 5)));
      order.push(`host at ${getRunningLoop().time()}`);
      yield* timer;
      return order;
    })(),
    { clock: virtualClock() },
  );
  expect(order).toEqual(["host at 0", "timer at 0.2"]);
});

it("virtual time does not wait for ever for a host that never answers", async () => {
  const time = await run(
    (function* () {
      createTask(fromPromise(() => new Promise(() => undefined)));
      yield* sleep(0.02);
      return getRunningLoop().time();
    })(),
    { clock: virtualClock() },
  );
  expect(time).toBe(0.02);
});

it("a scaled clock can change its rate while the loop sleeps", async () => {
  const clock = scaledClock(0);
  const running = run(sleep(10, "slept"), { clock });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.time()).toBe(0);
  clock.rate = 10_000;
  expect(await running).toBe("slept");
  expect(clock.rate).toBe(10_000);
});

it("a rate is a number from zero on", () => {
  for (const rate of [-1, NaN, Infinity]) {
    expect(() => scaledClock(rate)).toThrow(RangeError);
    expect(() => (scaledClock(1).rate = rate)).toThrow(RangeError);
  }
});
