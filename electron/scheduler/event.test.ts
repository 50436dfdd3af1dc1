import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf } from "./__tests__/trace";
import { CancelledError, createTask, Event, getRunningLoop, sleep } from "./index";
import type { Coroutine } from "./index";

describe("Event", () => {
  it("wakes everybody who waits, in the order in which they came", () =>
    traceOf(function* (log) {
      const event = new Event();
      function* waiter(name: string): Coroutine<void> {
        log(name, yield* event.wait());
      }
      const a = createTask(waiter("a"));
      const b = createTask(waiter("b"));
      yield* sleep(1);
      log("set");
      event.set();
      yield* a;
      yield* b;
    }).then((trace) => expect(trace).toEqual(["1 set", "1 a true", "1 b true"])));

  it("does not hold up who comes when it is set, ahead of those that it woke", () =>
    runVirtually(function* () {
      const event = new Event();
      const result: number[] = [];
      function* waiter(number: number): Coroutine<void> {
        if (yield* event.wait()) result.push(number);
      }
      createTask(waiter(1));
      createTask(waiter(2));
      yield* sleep(0);
      expect(result).toEqual([]);
      createTask(waiter(3));
      event.set();
      yield* sleep(0);
      expect(result).toEqual([3, 1, 2]);
    }));

  it("gives true without a turn of the loop when it is set", () =>
    runVirtually(function* () {
      const event = new Event();
      event.set();
      let others = 0;
      getRunningLoop().callSoon(() => others++);
      expect(yield* event.wait()).toBe(true);
      expect(others).toBe(0);
    }));

  it("forgets a waiter that was cancelled", () =>
    runVirtually(function* () {
      const event = new Event();
      const task = createTask(event.wait());
      getRunningLoop().callSoon(() => task.cancel());
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(String(event)).toBe("<Event [unset]>");
    }));

  it("can be set and cleared", () => {
    const event = new Event();
    expect(event.isSet()).toBe(false);
    event.set();
    expect(event.isSet()).toBe(true);
    event.clear();
    expect(event.isSet()).toBe(false);
  });

  it("keeps awake whom it woke, although it is cleared before they run", () =>
    runVirtually(function* () {
      const event = new Event();
      const task = createTask(event.wait());
      yield* sleep(0);
      event.set();
      event.clear();
      expect(event.isSet()).toBe(false);
      event.set();
      event.set();
      expect(String(event)).toBe("<Event [set, waiters:1]>");
      yield* sleep(0);
      expect(task.result()).toBe(true);
      expect(String(event)).toBe("<Event [set]>");
    }));

  it("does not cancel a waiter's wake-up for the others", () =>
    runVirtually(function* () {
      const event = new Event();
      const first = createTask(event.wait());
      const second = createTask(event.wait());
      yield* sleep(0);
      event.set();
      first.cancel();
      yield* sleep(0);
      expect([first.cancelled(), second.done(), second.cancelled()]).toEqual([true, true, false]);
    }));
});
