import { describe, expect, it } from "vitest";
import { runVirtually } from "./__tests__/trace";
import {
  asCompleted,
  Barrier,
  Condition,
  createTask,
  DeadlockError,
  Event,
  getRunningLoop,
  Lock,
  Queue,
  run,
  Semaphore,
  sleep,
  taskGroup,
  virtualClock,
  WaitKind,
} from "./index";
import type { Coroutine } from "./index";
import { Waiter, WaiterList } from "./waiter";

function* held(lock: Lock): Coroutine<unknown> {
  yield* lock.acquire();
  return yield* lock.acquire();
}

function* full(queue: Queue<number>): Coroutine<void> {
  yield* queue.put(1);
  yield* queue.put(2);
}

function* unfinished(queue: Queue<number>): Coroutine<void> {
  yield* queue.put(1);
  yield* queue.join();
}

function* notified(condition: Condition): Coroutine<unknown> {
  return yield* condition.with(() => condition.wait());
}

function* next(): Coroutine<void> {
  for (const coroutine of asCompleted([getRunningLoop().createFuture()])) yield* coroutine;
}

const forever = () => getRunningLoop().createFuture();

/** A coroutine that waits without end, how an observer and a deadlock's message call it. */
const WAITS: [WaitKind, string, () => Coroutine<unknown>][] = [
  [WaitKind.LOCK, "a lock", () => held(new Lock())],
  [WaitKind.EVENT, "an event", () => new Event().wait()],
  [WaitKind.CONDITION, "a condition's notification", () => notified(new Condition())],
  [WaitKind.SEMAPHORE, "a semaphore", () => new Semaphore(0).acquire()],
  [WaitKind.BARRIER, "the others at a barrier", () => new Barrier(2).wait()],
  [WaitKind.QUEUE_GET, "an item of a queue", () => new Queue().get()],
  [WaitKind.QUEUE_PUT, "room in a queue", () => full(new Queue(1))],
  [
    WaitKind.QUEUE_JOIN,
    "the end of the work on a queue's items",
    () => unfinished(new Queue<number>()),
  ],
  [
    WaitKind.GROUP,
    // The message looks through the group.
    "Task-2",
    () =>
      taskGroup(function* (group) {
        group.createTask(
          (function* (): Coroutine<unknown> {
            return yield* forever();
          })(),
        );
      }),
  ],
  [WaitKind.AS_COMPLETED, "whichever is done next", next],
];

describe("A wait", () => {
  it.each(WAITS)(
    "of kind %i is told to observers, and a deadlock calls it %s",
    async (kind, words, start) => {
      const kinds: WaitKind[] = [];
      function* main(): Coroutine<void> {
        yield* createTask(start(), { name: "waiter" });
      }
      const failure = run(main(), {
        clock: virtualClock(),
        observer: {
          taskWaiting: (task, waitKind) => {
            if (task.getName() === "waiter") kinds.push(waitKind);
          },
        },
      });
      await expect(failure).rejects.toThrow(DeadlockError);
      await expect(failure).rejects.toThrow(`waiter waits for ${words}`);
      // Cancelled at the end of the run, a group waits once more for its tasks.
      expect(new Set(kinds)).toEqual(new Set([kind]));
    },
  );
});

describe("WaiterList", () => {
  it("keeps the order of arrival, whoever leaves first", () =>
    runVirtually(function* () {
      const loop = getRunningLoop();
      const list = new WaiterList();
      const event = new Event();
      const waiters = Array.from({ length: 5 }, () => new Waiter(loop, WaitKind.EVENT, event));
      for (const waiter of waiters) list.add(waiter);
      const order = (): number[] => {
        const found: number[] = [];
        for (let waiter = list.first; waiter !== null; waiter = waiter._next) {
          found.push(waiters.indexOf(waiter));
        }
        return found;
      };
      const leave = (index: number) => list.remove(waiters[index] as Waiter);
      expect(order()).toEqual([0, 1, 2, 3, 4]);
      leave(2);
      leave(0);
      leave(4);
      // Leaving twice does no harm.
      leave(4);
      expect(order()).toEqual([1, 3]);
      expect(list.size).toBe(2);
      list.add(waiters[0] as Waiter);
      expect(order()).toEqual([1, 3, 0]);
      for (const index of [1, 3, 0]) leave(index);
      expect([list.first, list.size]).toEqual([null, 0]);
      yield* sleep(0);
    }));
});
