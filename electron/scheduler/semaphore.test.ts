import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  BoundedSemaphore,
  CancelledError,
  createTask,
  gather,
  getRunningLoop,
  Semaphore,
  sleep,
  taskGroup,
  waitFor,
} from "./index";
import type { Coroutine, Task } from "./index";

describe("Semaphore", () => {
  it("lets in as many as its value says, and the others in turn", () =>
    traceOf(function* (log) {
      const semaphore = new Semaphore(2);
      function* job(name: string): Coroutine<void> {
        yield* semaphore.with(function* () {
          log(name, "in");
          yield* sleep(1);
        });
      }
      yield* gather(["a", "b", "c", "d", "e"].map(job));
    }).then((trace) => expect(trace).toEqual(["0 a in", "0 b in", "1 c in", "1 d in", "2 e in"])));

  it("gives a woken waiter its share before it runs, so that others see it locked", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(3);
      const result: number[] = [];
      expect(yield* semaphore.acquire()).toBe(true);
      expect(yield* semaphore.acquire()).toBe(true);
      expect(semaphore.locked()).toBe(false);
      function* take(number: number): Coroutine<boolean> {
        yield* semaphore.acquire();
        result.push(number);
        return true;
      }
      const t1 = createTask(take(1));
      const t2 = createTask(take(2));
      const t3 = createTask(take(3));
      yield* sleep(0);
      expect(result).toEqual([1]);
      expect(String(semaphore)).toBe("<Semaphore [locked, waiters:2]>");

      const t4 = createTask(take(4));
      semaphore.release();
      semaphore.release();
      expect(semaphore.locked()).toBe(true);
      yield* sleep(0);
      expect(result).toEqual([1, 2, 3]);
      expect(String(semaphore)).toBe("<Semaphore [locked, waiters:1]>");
      expect([t1.result(), t2.result(), t3.result(), t4.done()]).toEqual([true, true, true, false]);
      semaphore.release();
      yield* t4;
    }));

  it("forgets a waiter that was cancelled", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore();
      yield* semaphore.acquire();
      const task = createTask(semaphore.acquire());
      getRunningLoop().callSoon(() => task.cancel());
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(String(semaphore)).toBe("<Semaphore [locked]>");
    }));

  it("skips waiters that were cancelled before the release", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(0);
      const tasks = [0, 1, 2, 3].map(() => createTask(semaphore.acquire()));
      yield* sleep(0);
      tasks[0]?.cancel();
      tasks[1]?.cancel();
      semaphore.release();
      yield* turns(2);
      expect(tasks.map((task) => task.done())).toEqual([true, true, true, false]);
      tasks[3]?.cancel();
    }));

  it("passes on the share of a waiter that was woken, then cancelled", () =>
    traceOf(function* (log) {
      const semaphore = new Semaphore(0);
      const first = createTask(semaphore.acquire());
      const second = createTask(semaphore.acquire());
      yield* sleep(0);
      semaphore.release();
      first.cancel();
      yield* sleep(0);
      log("first cancelled", first.cancelled(), "second done", second.done());
      yield* sleep(0);
      log("second done", second.done(), "locked", semaphore.locked());
    }).then((trace) =>
      expect(trace).toEqual([
        "0 first cancelled true second done false",
        "0 second done true locked true",
      ]),
    ));

  it("goes to the second when the first is cancelled while it is released", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(0);
      const first = createTask(semaphore.acquire());
      const second = createTask(semaphore.acquire());
      yield* sleep(0);
      first.cancel();
      semaphore.release();
      yield* turns(2);
      expect([semaphore.locked(), second.done()]).toEqual([true, true]);
    }));

  it("does not hang after a task that was about to get it is cancelled", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(1);
      const tasks: Task<void>[] = [];
      function* first(): Coroutine<void> {
        yield* semaphore.with(() => sleep(0));
        tasks[1]?.cancel();
      }
      let reached = false;
      function* second(): Coroutine<void> {
        yield* semaphore.with(function* () {
          reached = true;
        });
      }
      tasks.push(createTask(first()), createTask(second()));
      const [, error] = yield* gather(tasks, { returnExceptions: true });
      expect(error).toBeInstanceOf(CancelledError);
      expect(reached).toBe(false);
      expect(yield* waitFor(semaphore.acquire(), 1)).toBe(true);
    }));

  it("is first in, first out over several rounds", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(1);
      const result: string[] = [];
      function* job(tag: string): Coroutine<void> {
        for (const round of [1, 2]) {
          yield* semaphore.acquire();
          result.push(`${tag}_${round}`);
          yield* sleep(0.01);
          semaphore.release();
        }
      }
      yield* taskGroup(function* (group) {
        for (const tag of ["c1", "c2", "c3"]) group.createTask(job(tag));
      });
      expect(result).toEqual(["c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2"]);
    }));

  it("lets nobody barge in who releases and asks again", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(1);
      const result: number[] = [];
      function* take(number: number): Coroutine<void> {
        yield* semaphore.acquire();
        result.push(number);
      }
      function* again(): Coroutine<void> {
        yield* take(2);
        semaphore.release();
        yield* take(4);
      }
      const tasks = [createTask(take(1)), createTask(again()), createTask(take(3))];
      yield* sleep(0);
      semaphore.release();
      semaphore.release();
      yield* gather(tasks);
      expect(result).toEqual([1, 2, 3, 4]);
    }));

  it("serves the rest in order after the first in line was cancelled", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore(0);
      const result: number[] = [];
      function* take(number: number): Coroutine<void> {
        yield* semaphore.acquire();
        result.push(number);
      }
      const tasks = [1, 2, 3].map((number) => createTask(take(number)));
      yield* sleep(0);
      tasks[0]?.cancel();
      yield* sleep(0);
      semaphore.release();
      semaphore.release();
      yield* gather(tasks, { returnExceptions: true });
      expect(result).toEqual([2, 3]);
    }));

  it("wakes, with the first that gets it, everybody else there is a share for", () =>
    traceOf(function* (log) {
      const semaphore = new Semaphore(0);
      const tasks: Task<unknown>[] = [];
      function* first(): Coroutine<void> {
        yield* semaphore.acquire();
        // Newer than the third, and so after it.
        tasks.push(createTask(take("fourth")));
        log("first");
      }
      function* second(): Coroutine<void> {
        for (let i = 0; i < 3; i++) semaphore.release();
        // Two shares are left, but the first has not had its turn.
        log("second asks, locked", semaphore.locked());
        yield* take("second");
      }
      function* take(name: string): Coroutine<void> {
        yield* semaphore.acquire();
        log(name);
      }
      tasks.push(createTask(first()), createTask(second()), createTask(take("third")));
      yield* turns(2);
      semaphore.release();
      while (tasks.some((task) => !task.done())) yield* sleep(0);
    }).then((trace) =>
      expect(trace).toEqual([
        "0 second asks, locked true",
        "0 first",
        "0 second",
        "0 third",
        "0 fourth",
      ]),
    ));

  it("is locked from the start with the value zero", () => {
    expect(new Semaphore(0).locked()).toBe(true);
  });

  it("refuses a value that is no count", () => {
    const complaint = new RangeError("Semaphore initial value must be >= 0");
    expect(() => new Semaphore(-1)).toThrow(complaint);
    expect(() => new Semaphore(NaN)).toThrow(complaint);
  });

  it("shows its state", () =>
    runVirtually(function* () {
      const semaphore = new Semaphore();
      expect(String(semaphore)).toBe("<Semaphore [unlocked, value:1]>");
      yield* semaphore.acquire();
      expect(String(semaphore)).toBe("<Semaphore [locked]>");
      semaphore.release();
      expect(semaphore.locked()).toBe(false);
    }));

  it("may be released more often than it was acquired", () => {
    const semaphore = new Semaphore(1);
    semaphore.release();
    expect(String(semaphore)).toBe("<Semaphore [unlocked, value:2]>");
  });
});

describe("BoundedSemaphore", () => {
  it("refuses to be released more often than it was acquired", () => {
    const semaphore = new BoundedSemaphore();
    expect(() => semaphore.release()).toThrow(
      new RangeError("BoundedSemaphore released too many times"),
    );
    expect(String(semaphore)).toBe("<BoundedSemaphore [unlocked, value:1]>");
  });

  it("takes back a share that a waiter was woken with, and so can be released by nobody else", () =>
    runVirtually(function* () {
      const semaphore = new BoundedSemaphore(1);
      yield* semaphore.acquire();
      const waiter = createTask(semaphore.acquire());
      yield* sleep(0);
      semaphore.release();
      waiter.cancel();
      yield* turns(2);
      expect(waiter.cancelled()).toBe(true);
      expect(() => semaphore.release()).toThrow(RangeError);
    }));
});
