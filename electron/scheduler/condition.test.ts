import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  CancelledError,
  Condition,
  createTask,
  getRunningLoop,
  Lock,
  RuntimeError,
  sleep,
  timeout,
  TimeoutError,
  waitFor,
} from "./index";
import type { Coroutine } from "./index";

/** Takes the condition, waits once, notes its number, and keeps the lock if told to. */
function* waitOnce(
  condition: Condition,
  result: number[],
  number: number,
  release: boolean,
): Coroutine<boolean> {
  yield* condition.acquire();
  if (yield* condition.wait()) result.push(number);
  if (release) condition.release();
  return true;
}

describe("Condition", () => {
  it("wakes whom it notifies one by one, each as it gets the lock", () =>
    runVirtually(function* () {
      const condition = new Condition();
      const result: number[] = [];
      const tasks = [1, 2, 3].map((n) => createTask(waitOnce(condition, result, n, false)));
      yield* sleep(0);
      expect(result).toEqual([]);
      expect(condition.locked()).toBe(false);

      expect(yield* condition.acquire()).toBe(true);
      condition.notify();
      yield* sleep(0);
      expect(result).toEqual([]);
      expect(condition.locked()).toBe(true);

      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1]);
      expect(condition.locked()).toBe(true);

      condition.notify(2);
      yield* sleep(0);
      expect(result).toEqual([1]);

      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2]);
      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2, 3]);
      expect(condition.locked()).toBe(true);
      expect(tasks.map((task) => task.result())).toEqual([true, true, true]);
    }));

  it("holds the lock again when a wait was cancelled", () =>
    runVirtually(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      getRunningLoop().callSoon(() => task.cancel());
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(String(condition)).toBe("<Condition [locked]>");
    }));

  it("holds the lock again when it was cancelled while another held the lock", () =>
    runVirtually(function* () {
      const condition = new Condition();
      yield* condition.acquire();
      const task = createTask(condition.wait());
      yield* sleep(0);
      expect(condition.locked()).toBe(false);
      yield* condition.acquire();
      condition.notify();
      const loop = getRunningLoop();
      loop.callSoon(() => task.cancel());
      loop.callSoon(() => condition.release());
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(condition.locked()).toBe(true);
    }));

  it("is cancelled when it is so after the notification, as soon as it has the lock", () =>
    runVirtually(function* () {
      const condition = new Condition();
      let waited = false;
      const task = createTask(
        condition.with(function* () {
          waited = true;
          yield* condition.wait();
        }),
      );
      yield* sleep(0);
      yield* condition.acquire();
      condition.notify();
      yield* sleep(0);
      task.cancel();
      yield* sleep(0);
      condition.release();
      yield* sleep(0);
      expect([task.cancelled(), waited]).toEqual([true, true]);
    }));

  it("waits for the lock through any number of cancels, and passes the last one on", () =>
    traceOf(function* (log) {
      const condition = new Condition();
      function* waiter(): Coroutine<void> {
        yield* condition.acquire();
        try {
          yield* condition.wait();
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          log("ended by", error.message, "locked", condition.locked());
        }
        condition.release();
      }
      const task = createTask(waiter());
      yield* sleep(0);
      yield* condition.acquire();
      for (const message of ["first", "second", "third"]) {
        task.cancel(message);
        yield* sleep(1);
      }
      log("released");
      condition.release();
      yield* task;
    }).then((trace) => expect(trace).toEqual(["3 released", "3 ended by third locked true"])));

  it("throws the very error of the cancel, from the wait and from taking the lock again", () =>
    runVirtually(function* () {
      for (const relock of [false, true]) {
        const condition = new Condition();
        let wake = false;
        let raised: unknown = null;
        const task = createTask(
          condition.with(function* () {
            raised = yield* errorOf(condition.waitFor(() => wake));
            throw raised;
          }),
        );
        yield* sleep(0);
        if (relock) {
          yield* condition.acquire();
          wake = true;
          condition.notify();
          yield* sleep(0);
        }
        task.cancel("foo");
        if (relock) condition.release();
        const error = yield* errorOf(task);
        expect(error).toBe(raised);
        expect(error).toEqual(new CancelledError("foo"));
      }
    }));

  it.each([
    ["before it runs", 0],
    ["while it takes the lock again", 1],
  ])("loses no notification to a task that is cancelled %s", (_when, turnsBefore) =>
    runVirtually(function* () {
      const condition = new Condition();
      let items = 0;
      function* consumer(): Coroutine<void> {
        yield* condition.with(function* () {
          for (;;) {
            yield* condition.waitFor(() => items !== 0);
            if (items < 0) return;
            items--;
          }
        });
      }
      const first = createTask(consumer());
      const second = createTask(consumer());
      yield* sleep(0);
      yield* condition.with(function* () {
        items++;
        condition.notify();
        yield* turns(turnsBefore);
        first.cancel();
        yield* errorOf(timeout(0.01, () => condition.waitFor(() => items === 0)));
        expect(items).toBe(0);
        items = -1;
        condition.notifyAll();
      });
      yield* second;
      expect(first.cancelled()).toBe(true);
    }),
  );

  it("waits for a predicate, and gives what the predicate gave", () =>
    runVirtually(function* () {
      const condition = new Condition();
      let value = 0;
      const task = createTask(condition.with(() => condition.waitFor(() => value)));
      yield* sleep(0);
      for (const next of [0, 7]) {
        expect(task.done()).toBe(false);
        value = next;
        yield* condition.acquire();
        condition.notify();
        condition.release();
        yield* sleep(0);
      }
      expect(task.result()).toBe(7);
    }));

  it("needs no lock for a predicate that holds already", () =>
    runVirtually(function* () {
      const condition = new Condition();
      expect(yield* condition.waitFor(() => [1, 2, 3])).toEqual([1, 2, 3]);
      expect(yield* errorOf(condition.waitFor(() => false))).toEqual(
        new RuntimeError("cannot wait on un-acquired lock"),
      );
    }));

  it("notifies as many as it is told, and no more than there are", () =>
    runVirtually(function* () {
      const condition = new Condition();
      const result: number[] = [];
      for (const n of [1, 2, 3]) createTask(waitOnce(condition, result, n, true));
      yield* sleep(0);
      yield* condition.acquire();
      condition.notify(1);
      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1]);
      yield* condition.acquire();
      condition.notify(1);
      condition.notify(2048);
      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2, 3]);
    }));

  it("notifies all", () =>
    runVirtually(function* () {
      const condition = new Condition();
      const result: number[] = [];
      for (const n of [1, 2]) createTask(waitOnce(condition, result, n, true));
      yield* sleep(0);
      yield* condition.acquire();
      condition.notifyAll();
      condition.release();
      yield* sleep(0);
      expect(result).toEqual([1, 2]);
    }));

  it("refuses to wait and to notify while nobody holds the lock", () =>
    runVirtually(function* () {
      const condition = new Condition();
      expect(yield* errorOf(condition.wait())).toEqual(
        new RuntimeError("cannot wait on un-acquired lock"),
      );
      const complaint = new RuntimeError("cannot notify on un-acquired lock");
      expect(() => condition.notify()).toThrow(complaint);
      expect(() => condition.notifyAll()).toThrow(complaint);
    }));

  it("holds the lock that it was given, and shares it", () =>
    runVirtually(function* () {
      const lock = new Lock();
      const condition = new Condition(lock);
      for (const holder of [condition, lock]) {
        yield* holder.with(function* () {
          expect([lock.locked(), condition.locked()]).toEqual([true, true]);
        });
        expect([lock.locked(), condition.locked()]).toEqual([false, false]);
      }
    }));

  it("refuses tasks of a second loop, for its lock and for itself", async () => {
    const lock = new Lock();
    const condition = new Condition();
    await runVirtually(function* () {
      yield* lock.acquire();
      yield* condition.acquire();
      const tasks = [createTask(lock.acquire()), createTask(condition.wait())];
      yield* sleep(0);
      for (const task of tasks) task.cancel();
      yield* turns(2);
    });
    await runVirtually(function* () {
      const different = /is bound to a different event loop/;
      const shared = new Condition(lock);
      expect(String(yield* errorOf(shared.acquire()))).toMatch(different);
      expect(String(yield* errorOf(condition.wait()))).toMatch(different);
    });
  });

  it("can be waited for with a limit inside of its own lock", () =>
    runVirtually(function* () {
      const condition = new Condition();
      yield* condition.with(function* () {
        const error = yield* errorOf(waitFor(condition.wait(), 0.5));
        expect(error).toBeInstanceOf(TimeoutError);
        expect(condition.locked()).toBe(true);
      });
    }));

  it("passes a notification on when the coroutine that got it is closed", () =>
    runVirtually(function* () {
      const condition = new Condition();
      const result: number[] = [];
      yield* condition.acquire();
      const abandoned = condition.wait();
      abandoned.next();
      const task = createTask(waitOnce(condition, result, 1, true));
      yield* sleep(0);
      yield* condition.acquire();
      condition.notify();
      condition.release();
      abandoned.return(true);
      // Closing takes the lock again, as Python's `finally` does.
      expect(condition.locked()).toBe(true);
      condition.release();
      yield* sleep(0);
      expect(task.done()).toBe(true);
    }));

  it("shows its state", () =>
    runVirtually(function* () {
      const condition = new Condition();
      expect(String(condition)).toBe("<Condition [unlocked]>");
      const task = createTask(condition.with(() => condition.wait()));
      yield* sleep(0);
      yield* condition.acquire();
      expect(String(condition)).toBe("<Condition [locked, waiters:1]>");
      condition.release();
      task.cancel();
    }));
});
