import { describe, expect, it } from "vitest";
import {
  asCompleted,
  Barrier,
  BoundedSemaphore,
  Condition,
  createTask,
  Event,
  gather,
  Lock,
  PriorityQueue,
  Queue,
  Resource,
  resourceFacts,
  ResourceKind,
  ResourceUse,
  run,
  Semaphore,
  sleep,
  virtualClock,
} from "./index";
import type { Coroutine, Observer } from "./index";

const USES = new Map<ResourceUse, string>(
  Object.entries(ResourceUse).map(([name, use]) => [use, name.toLowerCase().replace("_", " ")]),
);

/** Runs `main`, and writes down what is done with resources, and what is waited for. */
async function usesIn(main: () => Coroutine<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const called = (resource: Resource) => resource.name || resourceFacts(resource).type;
  const observer: Observer = {
    resourceUsed(resource, use, task, time) {
      seen.push(`${time} ${task?.getName()} ${USES.get(use)} ${called(resource)}`);
    },
    taskWaiting(task, _kind, subject, _until, time) {
      if (!(subject instanceof Resource)) return;
      seen.push(`${time} ${task.getName()} waits for ${called(subject)}`);
    },
  };
  await run(main(), { clock: virtualClock(), observer });
  return seen;
}

function* holding(lock: Lock | Semaphore | Condition, seconds: number): Coroutine<void> {
  yield* lock.with(() => sleep(seconds));
}

describe("what observers are told of locks and queues", () => {
  it("is who holds a lock, and who waits for it, in order", async () => {
    const seen = await usesIn(function* () {
      const printer = new Lock();
      printer.name = "the printer";
      yield* gather(["a", "b"].map((name) => createTask(holding(printer, 1), { name })));
    });
    expect(seen).toEqual([
      "0 a acquired the printer",
      "0 b waits for the printer",
      "1 a released the printer",
      "1 b acquired the printer",
      "2 b released the printer",
    ]);
  });

  it("is nothing of a lock that a cancelled waiter did not get", async () => {
    const seen = await usesIn(function* () {
      const lock = new Lock();
      createTask(holding(lock, 1), { name: "a" });
      const b = createTask(holding(lock, 1), { name: "b" });
      yield* sleep(0.5);
      b.cancel();
      yield* sleep(1);
    });
    expect(seen).toEqual(["0 a acquired Lock", "0 b waits for Lock", "1 a released Lock"]);
  });

  it("is each share of a semaphore, once it is taken", async () => {
    const seen = await usesIn(function* () {
      const shares = new BoundedSemaphore(2);
      const tasks = ["a", "b", "c"].map((name) => createTask(holding(shares, 1), { name }));
      yield* gather(tasks);
    });
    expect(seen).toEqual([
      "0 a acquired BoundedSemaphore",
      "0 b acquired BoundedSemaphore",
      "0 c waits for BoundedSemaphore",
      "1 a released BoundedSemaphore",
      "1 b released BoundedSemaphore",
      "1 c acquired BoundedSemaphore",
      "2 c released BoundedSemaphore",
    ]);
  });

  it("is the lock of a condition beside the condition", async () => {
    const seen = await usesIn(function* () {
      const changed = new Condition();
      const waits = createTask(
        changed.with(() => changed.wait()),
        { name: "a" },
      );
      yield* sleep(1);
      yield* changed.acquire();
      changed.notify();
      changed.release();
      yield* waits;
    });
    expect(seen).toEqual([
      "0 a acquired Lock",
      "0 a released Lock",
      "0 a waits for Condition",
      "1 Task-1 acquired Lock",
      "1 Task-1 released Lock",
      "1 a acquired Lock",
      "1 a released Lock",
    ]);
  });

  it("is the way of each item through a queue, and who waits for one, for room, or for the end", async () => {
    const seen = await usesIn(function* () {
      const queue = new PriorityQueue<number>(1);
      const takes = createTask(queue.get(), { name: "takes" });
      yield* sleep(1);
      yield* queue.put(1);
      yield* queue.put(2);
      yield* takes;
      queue.taskDone();
      yield* createTask(queue.get(), { name: "takes too" });
      const joins = createTask(queue.join(), { name: "joins" });
      yield* sleep(0);
      queue.taskDone();
      yield* joins;
      queue.putNowait(3);
      queue.shutdown(true);
    });
    expect(seen.map((line) => line.replace(" PriorityQueue", ""))).toEqual([
      "0 takes waits for",
      "1 Task-1 put",
      "1 Task-1 waits for",
      "1 takes taken",
      "1 Task-1 put",
      "1 Task-1 worked off",
      "1 takes too taken",
      "1 joins waits for",
      "1 Task-1 worked off",
      "1 Task-1 put",
      "1 Task-1 shut down",
      "1 Task-1 taken",
      "1 Task-1 worked off",
    ]);
  });

  it("is when an event changes, and not when it stays as it is", async () => {
    const seen = await usesIn(function* () {
      const event = new Event();
      event.clear();
      event.set();
      event.set();
      event.clear();
      yield* sleep(0);
    });
    expect(seen).toEqual(["0 Task-1 set Event", "0 Task-1 cleared Event"]);
  });

  it("is a barrier as a whole, and nothing of what is inside of it or of asCompleted", async () => {
    const seen = await usesIn(function* () {
      const barrier = new Barrier(2);
      for (const next of asCompleted([barrier.wait(), barrier.wait()])) yield* next;
    });
    expect(seen).toEqual(["0 Task-2 waits for Barrier"]);
  });

  it("says what a resource is, and what is in it", () => {
    const queue = new Queue<string>(3);
    queue.putNowait("a");
    expect(resourceFacts(queue)).toMatchObject({ kind: ResourceKind.QUEUE, limit: 3, level: 1 });
    expect(resourceFacts(new Semaphore(2))).toMatchObject({ limit: 2, level: 2 });
    expect(resourceFacts(new Barrier(4))).toMatchObject({ kind: ResourceKind.BARRIER, limit: 4 });
    const lock = new Lock();
    expect(resourceFacts(new Condition(lock)).lock).toBe(lock);
  });
});
