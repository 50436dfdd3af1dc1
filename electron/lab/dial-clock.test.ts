import { describe, expect, it } from "vitest";
import { createTask, getRunningLoop, Runner, sleep } from "../scheduler";
import type { Coroutine } from "../scheduler";
import { DialClock } from "./dial-clock";

const newClock = (awaitsAnswer = () => false) => new DialClock(awaitsAnswer);

async function play<T>(clock: DialClock, main: Coroutine<T>): Promise<T> {
  const runner = new Runner({ clock });
  try {
    return await runner.run(main);
  } finally {
    await runner.close();
  }
}

describe("at jump", () => {
  it("time that all tasks only sleep through is skipped", async () => {
    const clock = newClock();
    clock.dial = "jump";
    // An hour is longer than any test may take.
    const order = await play(
      clock,
      (function* () {
        const order: string[] = [];
        const nap = function* (seconds: number): Coroutine<void> {
          yield* sleep(seconds);
          order.push(`${seconds} at ${Math.floor(getRunningLoop().time())}`);
        };
        const tasks = [createTask(nap(3600)), createTask(nap(60))];
        for (const task of tasks) yield* task;
        return order;
      })(),
    );
    expect(order).toEqual(["60 at 60", "3600 at 3600"]);
  });

  it("no timer overtakes an answer that is awaited", () => {
    let isAwaited = true;
    const clock = newClock(() => isAwaited);
    clock.dial = "jump";
    expect(clock.wait(60)).toBeGreaterThan(59);
    isAwaited = false;
    expect(clock.wait(60)).toBe(0);
    expect(clock.time()).toBeGreaterThanOrEqual(60);
  });

  it("nothing is skipped where no timer is due ever", () => {
    const clock = newClock();
    clock.dial = "jump";
    expect(clock.wait(Infinity)).toBe(Infinity);
  });
});

describe("a held clock", () => {
  it("stands still, and sleeps keep what is left of them", async () => {
    const clock = newClock();
    clock.held = true;
    const at = clock.time();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.time()).toBe(at);
    expect(clock.wait(at + 1)).toBe(Infinity);
    clock.held = false;
    expect(clock.wait(at + 1)).toBeGreaterThan(0.5);
  });

  it("goes on during a step, in which waiting takes no time", async () => {
    const clock = newClock();
    clock.held = true;
    const waited = clock.duringStep(() => clock.wait(7));
    expect(waited).toBe(0);
    const at = clock.time();
    expect(at).toBeGreaterThanOrEqual(7);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.time()).toBe(at);
  });
});

it("a change of the dial changes how long the host sleeps, not the time", () => {
  const clock = newClock();
  const before = clock.time();
  clock.dial = "10";
  expect(clock.wait(before + 10)).toBeLessThanOrEqual(1);
  clock.dial = "0.1";
  expect(clock.wait(before + 10)).toBeGreaterThan(50);
  expect(clock.time() - before).toBeLessThan(1);
});

it("says whether its time is the host's", () => {
  const clock = newClock();
  clock.dial = "1";
  clock.held = false;
  expect(clock.wasSteered).toBe(false);
  clock.dial = "10";
  clock.dial = "1";
  expect(clock.wasSteered).toBe(true);
});
