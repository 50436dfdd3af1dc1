import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import { CancelledError, createTask, getRunningLoop, Lock, RuntimeError, sleep } from "./index";
import type { Awaitable, Coroutine } from "./index";

describe("Lock", () => {
  it("is taken at once when nobody holds it, without a turn of the loop", () =>
    runVirtually(function* () {
      const lock = new Lock();
      let others = 0;
      getRunningLoop().callSoon(() => others++);
      expect(yield* lock.acquire()).toBe(true);
      expect(lock.locked()).toBe(true);
      lock.release();
      expect(lock.locked()).toBe(false);
      expect(others).toBe(0);
    }));

  it("goes to those who wait in the order in which they asked, one turn after its release", () =>
    traceOf(function* (log) {
      const lock = new Lock();
      function* user(name: string, seconds: number): Coroutine<void> {
        log(name, "asks");
        yield* lock.acquire();
        log(name, "holds");
        yield* sleep(seconds);
        lock.release();
        log(name, "released");
      }
      const tasks = [user("a", 1), user("b", 2), user("c", 3)].map((user) => createTask(user));
      for (const task of tasks) yield* task;
    }).then((trace) =>
      expect(trace).toEqual([
        "0 a asks",
        "0 a holds",
        "0 b asks",
        "0 c asks",
        "1 a released",
        "1 b holds",
        "3 b released",
        "3 c holds",
        "6 c released",
      ]),
    ));

  it("lets nobody barge in between a release and the waiter that it woke", () =>
    traceOf(function* (log) {
      const lock = new Lock();
      yield* lock.acquire();
      const waiter = createTask(
        (function* (): Coroutine<void> {
          yield* lock.acquire();
          log("waiter holds");
          lock.release();
        })(),
      );
      yield* sleep(0);
      lock.release();
      // Free, but promised: whoever asks now stands behind.
      log("locked", lock.locked());
      yield* lock.acquire();
      log("barger holds, waiter done", waiter.done());
    }).then((trace) =>
      expect(trace).toEqual([
        "0 locked false",
        "0 waiter holds",
        "0 barger holds, waiter done true",
      ]),
    ));

  it("wakes one waiter a release, however often it is released and taken", () =>
    runVirtually(function* () {
      const lock = new Lock();
      const result: number[] = [];
      function* take(number: number): Coroutine<boolean> {
        if (yield* lock.acquire()) result.push(number);
        return true;
      }
      yield* lock.acquire();
      const t1 = createTask(take(1));
      const t2 = createTask(take(2));
      yield* sleep(0);
      expect(result).toEqual([]);
      lock.release();
      yield* sleep(0);
      expect(result).toEqual([1]);
      yield* sleep(0);
      expect(result).toEqual([1]);
      const t3 = createTask(take(3));
      lock.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2]);
      lock.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2, 3]);
      expect([t1.result(), t2.result(), t3.result()]).toEqual([true, true, true]);
    }));

  it("forgets a waiter that was cancelled", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const task = createTask(lock.acquire());
      getRunningLoop().callSoon(() => task.cancel());
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(String(lock)).toBe("<Lock [locked]>");
    }));

  it("skips a waiter that is cancelled when the holder releases", () =>
    runVirtually(function* () {
      const lock = new Lock();
      function* use(blocker: Awaitable<unknown> | null): Coroutine<void> {
        yield* lock.acquire();
        try {
          if (blocker !== null) yield* blocker;
        } finally {
          lock.release();
        }
      }
      const gate = getRunningLoop().createFuture<void>();
      const a = createTask(use(gate));
      yield* sleep(0);
      const b = createTask(use(null));
      yield* sleep(0);
      const c = createTask(use(null));
      yield* sleep(0);
      expect(String(lock)).toBe("<Lock [locked, waiters:2]>");
      gate.setResult();
      b.cancel();
      yield* sleep(0);
      expect(lock.locked()).toBe(false);
      expect([a.done(), b.cancelled(), c.done()]).toEqual([true, true, false]);
      yield* c;
    }));

  it("passes the turn of a waiter that was woken and cancelled at once to the next one alone", () =>
    runVirtually(function* () {
      const lock = new Lock();
      let asked = 0;
      let held = 0;
      function* take(): Coroutine<void> {
        asked++;
        yield* lock.acquire();
        held++;
      }
      yield* lock.acquire();
      const t1 = createTask(take());
      const t2 = createTask(take());
      const t3 = createTask(take());
      yield* sleep(0);
      getRunningLoop().callSoon(() => {
        t1.cancel();
        lock.release();
      });
      expect(yield* errorOf(t1)).toBeInstanceOf(CancelledError);
      expect([asked, held]).toEqual([3, 1]);
      expect([t1.cancelled(), t2.done(), t3.done()]).toEqual([true, true, false]);
      t3.cancel();
      yield* sleep(0);
      expect(t3.cancelled()).toBe(true);
    }));

  it("wakes the next waiter when the one whose turn it is was cancelled after the release", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const first = createTask(lock.acquire());
      const second = createTask(lock.acquire());
      yield* sleep(0);
      lock.release();
      first.cancel();
      yield* turns(2);
      expect([first.cancelled(), second.done(), lock.locked()]).toEqual([true, true, true]);
    }));

  it("can be taken at once while all who wait for it are cancelled", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const first = createTask(lock.acquire());
      const second = createTask(lock.acquire());
      yield* sleep(0);
      first.cancel();
      second.cancel();
      lock.release();
      yield* lock.acquire();
      expect(lock.locked()).toBe(true);
      yield* turns(2);
      expect([first.cancelled(), second.cancelled(), lock.locked()]).toEqual([true, true, true]);
    }));

  it("cancels a hundred thousand waiters in no more than linear time", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const tasks = Array.from({ length: 100_000 }, () => createTask(lock.acquire()));
      yield* sleep(0);
      // From the last one: a list that searches would look at five thousand million entries.
      for (const task of tasks.reverse()) task.cancel();
      yield* turns(2);
      expect(String(lock)).toBe("<Lock [locked]>");
    }));

  it("passes its turn on when the coroutine that was woken is closed", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const abandoned = lock.acquire();
      abandoned.next();
      const next = createTask(lock.acquire());
      yield* sleep(0);
      lock.release();
      abandoned.return(true);
      yield* sleep(0);
      expect(next.done()).toBe(true);
    }));

  it("refuses a release by nobody", () => {
    const lock = new Lock();
    expect(() => lock.release()).toThrow(new RuntimeError("Lock is not acquired."));
  });

  it("refuses to run one acquire twice", () =>
    runVirtually(function* () {
      const lock = new Lock();
      const acquire = lock.acquire();
      yield* acquire;
      expect(yield* errorOf(acquire)).toEqual(
        new RuntimeError("cannot reuse already awaited coroutine"),
      );
    }));

  it("refuses to be waited for by two tasks with one acquire", () =>
    runVirtually(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      const acquire = lock.acquire();
      const first = createTask(acquire);
      yield* sleep(0);
      expect(yield* errorOf(acquire)).toEqual(
        new RuntimeError("coroutine is being awaited already"),
      );
      lock.release();
      expect(yield* first).toBe(true);
    }));

  it("refuses tasks of a second loop", async () => {
    const lock = new Lock();
    await runVirtually(function* () {
      yield* lock.acquire();
      const waiter = createTask(lock.acquire());
      yield* sleep(0);
      waiter.cancel();
    });
    await runVirtually(function* () {
      expect(yield* errorOf(lock.acquire())).toEqual(
        new RuntimeError("<Lock [locked]> is bound to a different event loop"),
      );
    });
  });

  it("is held while the body of `with` runs, and gives what the body returned", () =>
    runVirtually(function* () {
      const lock = new Lock();
      const value = yield* lock.with(function* () {
        yield* sleep(1);
        return lock.locked() ? 42 : 0;
      });
      expect([value, lock.locked()]).toEqual([42, false]);
    }));

  it("is released when the body of `with` fails, is cancelled or is closed", () =>
    runVirtually(function* () {
      const lock = new Lock();
      const failing = lock.with(function* () {
        throw new Error("failed");
      });
      expect(yield* errorOf(failing)).toEqual(new Error("failed"));
      expect(lock.locked()).toBe(false);

      const task = createTask(lock.with(() => sleep(10)));
      yield* sleep(0);
      expect(lock.locked()).toBe(true);
      task.cancel();
      yield* turns(2);
      expect([task.cancelled(), lock.locked()]).toEqual([true, false]);

      const closed = lock.with(() => sleep(10));
      closed.next();
      expect(lock.locked()).toBe(true);
      closed.return(undefined);
      expect(lock.locked()).toBe(false);
    }));

  it("shows its state", () =>
    runVirtually(function* () {
      const lock = new Lock();
      expect(String(lock)).toBe("<Lock [unlocked]>");
      yield* lock.acquire();
      expect(String(lock)).toBe("<Lock [locked]>");
      const task = createTask(lock.acquire());
      yield* sleep(0);
      expect(String(lock)).toBe("<Lock [locked, waiters:1]>");
      task.cancel();
    }));
});
