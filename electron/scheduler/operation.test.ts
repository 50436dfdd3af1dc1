import { describe, expect, it } from "vitest";
import {
  Condition,
  Event,
  getRunningLoop,
  isCoroutine,
  Lock,
  Queue,
  run,
  Semaphore,
  sleep,
  virtualClock,
} from "./index";
import type { Coroutine } from "./index";

describe("acquire, wait, get, put and join", () => {
  it("are coroutines", () => {
    expect(isCoroutine(new Lock().acquire())).toBe(true);
    expect(isCoroutine(new Queue().get())).toBe(true);
  });

  it("do nothing, and are reported, when nobody awaits them", async () => {
    const reports: string[] = [];
    const queue = new Queue<number>();
    const lock = new Lock();
    function* main(): Coroutine<void> {
      getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context.message));
      queue.put(1);
      queue.get();
      queue.join();
      lock.acquire();
      new Condition(lock).acquire();
      new Semaphore().acquire();
      new Event().wait();
      yield* sleep(1);
    }
    await run(main(), { clock: virtualClock() });
    expect([queue.qsize(), lock.locked()]).toEqual([0, false]);
    expect(reports).toEqual(
      [
        "Queue.put",
        "Queue.get",
        "Queue.join",
        "Lock.acquire",
        "Lock.acquire",
        "Semaphore.acquire",
        "Event.wait",
      ].map((name) => `coroutine '${name}' was never awaited`),
    );
  });

  it("are not reported when they are closed instead", async () => {
    const reports: string[] = [];
    function* main(): Coroutine<void> {
      getRunningLoop().setExceptionHandler((_loop, context) => reports.push(context.message));
      const get = new Queue<number>().get();
      get.return(0);
      expect(() => get.next()).toThrow("cannot reuse already awaited coroutine");
      yield* sleep(0);
    }
    await run(main(), { clock: virtualClock() });
    expect(reports).toEqual([]);
  });
});
