import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  Barrier,
  BrokenBarrierError,
  CancelledError,
  createTask,
  gather,
  sleep,
  wait,
} from "./index";
import type { Coroutine, Task } from "./index";

const N = 5;

function makeTasks<T>(count: number, body: () => Coroutine<T>): Task<T>[] {
  return Array.from({ length: count }, () => createTask(body()));
}

/** Waits at the barrier. Whether it was broken. */
function* isBrokenFor(barrier: Barrier): Coroutine<boolean> {
  try {
    yield* barrier.wait();
    return false;
  } catch (error) {
    if (!(error instanceof BrokenBarrierError)) throw error;
    return true;
  }
}

describe("Barrier", () => {
  it("lets all go on when the last one arrives, that one first", () =>
    traceOf(function* (log) {
      const barrier = new Barrier(3);
      function* walk(name: string, seconds: number): Coroutine<void> {
        yield* sleep(seconds);
        log(name, "arrives");
        log(name, "goes on as", yield* barrier.wait());
      }
      yield* gather([walk("a", 1), walk("b", 3), walk("c", 2)]);
    }).then((trace) =>
      expect(trace).toEqual([
        "1 a arrives",
        "2 c arrives",
        "3 b arrives",
        "3 b goes on as 2",
        "3 a goes on as 0",
        "3 c goes on as 1",
      ]),
    ));

  it("refuses less than one party", () => {
    const complaint = new RangeError("parties must be >= 1");
    expect(() => new Barrier(0)).toThrow(complaint);
    expect(() => new Barrier(-4)).toThrow(complaint);
    expect(new Barrier(N).parties).toBe(N);
  });

  it("shows its state: filling, draining, resetting, broken", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/5]>");
      const waiters = makeTasks(2, () => barrier.wait());
      yield* sleep(0);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:2/5]>");

      waiters.push(...makeTasks(barrier.parties - barrier.nWaiting, () => barrier.wait()));
      yield* sleep(0);
      expect(String(barrier)).toBe("<Barrier [draining, waiters:0/5]>");

      waiters.push(...makeTasks(2, () => barrier.wait()));
      yield* sleep(0);
      yield* barrier.reset();
      expect(String(barrier)).toBe("<Barrier [resetting, waiters:0/5]>");

      waiters.push(...makeTasks(2, () => barrier.wait()));
      yield* sleep(0);
      yield* barrier.abort();
      expect(String(barrier)).toBe("<Barrier [broken]>");
      expect(barrier.broken).toBe(true);
      yield* gather(waiters, { returnExceptions: true });
    }));

  it("gives each task a number of its own, to the body of `with` too", () =>
    runVirtually(function* () {
      const barrier = new Barrier(3);
      const numbers = yield* gather(
        makeTasks(3, () =>
          barrier.with(function* (number) {
            return number;
          }),
        ),
      );
      expect(numbers.sort()).toEqual([0, 1, 2]);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
    }));

  it("holds nobody up when it is for one", () =>
    runVirtually(function* () {
      const barrier = new Barrier(1);
      expect([yield* barrier.wait(), yield* barrier.wait()]).toEqual([0, 0]);
      const first = createTask(barrier.wait());
      yield* sleep(0);
      const second = createTask(barrier.wait());
      yield* sleep(0);
      expect([first.result(), second.result(), barrier.nWaiting]).toEqual([0, 0, 0]);
    }));

  it("counts those who wait while it fills", () =>
    runVirtually(function* () {
      const barrier = new Barrier(3);
      const tasks: Task<number>[] = [];
      for (const count of [1, 2]) {
        tasks.push(createTask(barrier.wait()));
        yield* sleep(0);
        expect(barrier.nWaiting).toBe(count);
      }
      tasks.push(createTask(barrier.wait()));
      yield* wait(tasks);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
    }));

  it("works round after round", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const rounds: string[] = [];
      const numbers = yield* gather(
        makeTasks(N, function* () {
          yield* barrier.wait();
          rounds.push("first");
          const number = yield* barrier.wait();
          rounds.push("second");
          return number;
        }),
      );
      expect(rounds).toEqual([...Array(N).fill("first"), ...Array(N).fill("second")]);
      expect(numbers.sort()).toEqual([0, 1, 2, 3, 4]);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
    }));

  it("drains until the last one is out", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const draining: boolean[] = [];
      yield* gather(
        makeTasks(N, function* () {
          yield* barrier.wait();
          draining.push(String(barrier).includes("draining"));
        }),
      );
      expect(draining).toEqual([true, true, true, true, false]);
    }));

  it("makes those who come while it drains wait for the next round", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const others = new Barrier(N - 2);
      let again = 2;
      const done = yield* gather(
        makeTasks(N, function* () {
          yield* barrier.wait();
          if (again > 0) again--;
          else yield* others.wait();
          yield* barrier.wait();
          return true;
        }),
      );
      expect(done).toEqual(Array(N).fill(true));
    }));

  it("does not count a task that was cancelled", () =>
    runVirtually(function* () {
      const barrier = new Barrier(3);
      const first = createTask(barrier.wait());
      yield* sleep(0);
      const second = createTask(barrier.wait());
      yield* sleep(0);
      expect(barrier.nWaiting).toBe(2);
      first.cancel();
      yield* sleep(0);
      expect(barrier.nWaiting).toBe(1);
      expect(yield* errorOf(first)).toBeInstanceOf(CancelledError);

      const third = createTask(barrier.wait());
      yield* sleep(0);
      expect(barrier.nWaiting).toBe(2);
      const fourth = createTask(barrier.wait());
      yield* gather([second, third, fourth]);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
    }));

  it("is as new after a reset while nobody waits", () =>
    runVirtually(function* () {
      const barrier = new Barrier(1);
      createTask(barrier.reset());
      yield* sleep(0);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, false]);
    }));

  it("fails those who wait when it is reset", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const tasks = makeTasks(N - 1, () => isBrokenFor(barrier));
      yield* sleep(0);
      createTask(barrier.reset());
      expect(yield* gather(tasks)).toEqual(Array(N - 1).fill(true));
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/5]>");
    }));

  it("fails those who have not left yet when it is reset while it drains", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const failed: boolean[] = [];
      let left = 0;
      yield* gather(
        makeTasks(N, function* () {
          if (yield* isBrokenFor(barrier)) failed.push(true);
          // Two of five have not left.
          else if (++left === 3) yield* barrier.reset();
        }),
      );
      expect(failed).toEqual([true, true]);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/5]>");
    }));

  it("keeps those who wait for the next round waiting when it is reset while it drains", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const blocking = Math.floor(N / 2);
      const failed: boolean[] = [];
      const failedInNext: boolean[] = [];
      let left = 0;
      yield* gather(
        makeTasks(N, function* () {
          if (yield* isBrokenFor(barrier)) {
            failed.push(true);
            yield* barrier.wait();
          } else if (++left > blocking) {
            yield* barrier.reset();
            yield* barrier.wait();
          } else {
            const again = yield* isBrokenFor(barrier);
            if (again) failedInNext.push(true);
          }
        }),
      );
      expect(failed).toEqual(Array(blocking).fill(true));
      expect(failedInNext).toEqual([]);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/5]>");
    }));

  it("can be waited at again by those whom a reset failed", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const failed: boolean[] = [];
      const passed: boolean[] = [];
      const tasks = makeTasks(N - 1, function* () {
        if (yield* isBrokenFor(barrier)) failed.push(true);
        yield* barrier.wait();
        passed.push(true);
      });
      createTask(barrier.reset());
      yield* sleep(0);
      createTask(
        barrier.with(function* () {
          passed.push(true);
        }),
      );
      yield* gather(tasks);
      expect([failed.length, passed.length, barrier.broken]).toEqual([N - 1, N, false]);
      expect(barrier.nWaiting).toBe(0);
    }));

  it("fails nobody when the last one out resets it", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const failed: boolean[] = [];
      let left = 0;
      let passed = 0;
      yield* gather(
        makeTasks(N, function* () {
          yield* barrier.wait();
          if (++left === N) {
            yield* barrier.reset();
            yield* barrier.wait();
          } else if (yield* isBrokenFor(barrier)) {
            failed.push(true);
          }
          yield* barrier.wait();
          passed++;
        }),
      );
      expect([failed.length, passed, barrier.nWaiting, barrier.broken]).toEqual([0, N, 0, false]);
    }));

  it("is broken after an abort, for all who come", () =>
    runVirtually(function* () {
      const barrier = new Barrier(1);
      createTask(barrier.abort());
      yield* sleep(0);
      expect([barrier.nWaiting, barrier.broken]).toEqual([0, true]);
      expect(yield* errorOf(barrier.wait())).toEqual(new BrokenBarrierError("Barrier aborted"));
    }));

  it("fails both rounds when it is aborted while it drains", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const blocking = Math.floor(N / 2);
      const failed: boolean[] = [];
      const failedInNext: boolean[] = [];
      let left = 0;
      yield* gather(
        makeTasks(N, function* () {
          if (yield* isBrokenFor(barrier)) failed.push(true);
          else if (++left > blocking) yield* barrier.abort();
          else {
            const again = yield* isBrokenFor(barrier);
            if (again) failedInNext.push(true);
          }
        }),
      );
      expect(failed).toEqual(Array(blocking).fill(true));
      expect(failedInNext).toEqual(Array(N - blocking - 1).fill(true));
      expect(String(barrier)).toBe("<Barrier [broken]>");
    }));

  it("can be aborted by one whose own work failed", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      let passed = 0;
      let failed = 0;
      yield* gather(
        makeTasks(N, function* () {
          try {
            if ((yield* barrier.wait()) === Math.floor(N / 2)) {
              yield* barrier.abort();
              return;
            }
            yield* barrier.wait();
            passed++;
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenBarrierError);
            failed++;
          }
        }),
      );
      expect([passed, failed, barrier.broken, barrier.nWaiting]).toEqual([0, N - 1, true, 0]);
    }));

  it("is repaired by a reset", () =>
    runVirtually(function* () {
      const barrier = new Barrier(N);
      const meeting = new Barrier(N);
      const middle = Math.floor(N / 2);
      let failed = 0;
      let passed = 0;
      yield* gather(
        makeTasks(N, function* () {
          try {
            if ((yield* barrier.wait()) === middle) yield* barrier.abort();
            else yield* barrier.wait();
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenBarrierError);
            failed++;
          }
          // All have left it when one of them resets it, and none comes before it has.
          if ((yield* meeting.wait()) === middle) yield* barrier.reset();
          yield* meeting.wait();
          yield* barrier.wait();
          passed++;
        }),
      );
      expect([failed, passed, barrier.broken, barrier.nWaiting]).toEqual([N - 1, N, false, 0]);
    }));

  it("keeps its count when a task is cancelled while the others leave", () =>
    runVirtually(function* () {
      const barrier = new Barrier(2);
      const first = createTask(barrier.wait());
      const second = createTask(barrier.wait());
      yield* sleep(0);
      expect(second.done()).toBe(true);
      first.cancel();
      yield* turns(2);
      expect(first.cancelled()).toBe(true);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/2]>");
      expect(yield* gather([barrier.wait(), barrier.wait()])).toEqual([0, 1]);
    }));
});
