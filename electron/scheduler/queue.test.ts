import { describe, expect, it } from "vitest";
import { errorOf, runVirtually, traceOf, turns } from "./__tests__/trace";
import {
  CancelledError,
  createTask,
  Event,
  gather,
  getRunningLoop,
  LifoQueue,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  RuntimeError,
  sleep,
  taskGroup,
  TimeoutError,
  waitFor,
} from "./index";
import type { Coroutine } from "./index";

const KINDS = [
  ["Queue", <T>(maxsize?: number) => new Queue<T>(maxsize)],
  ["LifoQueue", <T>(maxsize?: number) => new LifoQueue<T>(maxsize)],
  ["PriorityQueue", <T>(maxsize?: number) => new PriorityQueue<T>(maxsize)],
] as const;

/** All that a queue that is shut down and empty refuses. */
function* expectShutDown(queue: Queue<string>): Coroutine<void> {
  expect(yield* errorOf(queue.put("data"))).toBeInstanceOf(QueueShutDown);
  expect(() => queue.putNowait("data")).toThrow(QueueShutDown);
  expect(yield* errorOf(queue.get())).toBeInstanceOf(QueueShutDown);
  expect(() => queue.getNowait()).toThrow(QueueShutDown);
}

function expectAllDone(queue: Queue<string>): void {
  expect(() => queue.taskDone()).toThrow(new RangeError("task_done() called too many times"));
}

describe("Queue", () => {
  it("hands items over between tasks, and makes who is ahead wait", () =>
    traceOf(function* (log) {
      const queue = new Queue<number>(1);
      function* produce(): Coroutine<void> {
        for (let item = 0; item < 4; item++) {
          yield* queue.put(item);
          log("put", item);
        }
      }
      function* consume(): Coroutine<void> {
        for (let count = 0; count < 4; count++) {
          yield* sleep(1);
          log("got", yield* queue.get());
        }
      }
      yield* gather([produce(), consume()]);
    }).then((trace) =>
      expect(trace).toEqual([
        "0 put 0",
        "1 got 0",
        "1 put 1",
        "2 got 1",
        "2 put 2",
        "3 got 2",
        "3 put 3",
        "4 got 3",
      ]),
    ));

  it("serves getters in the order in which they came", () =>
    traceOf(function* (log) {
      const queue = new Queue<number>();
      function* take(name: string): Coroutine<void> {
        log(name, yield* queue.get());
      }
      const takers = ["a", "b", "c"].map((name) => createTask(take(name)));
      yield* sleep(1);
      for (const item of [1, 2, 3]) queue.putNowait(item);
      yield* gather(takers);
    }).then((trace) => expect(trace).toEqual(["1 a 1", "1 b 2", "1 c 3"])));

  it("gives and takes without a turn of the loop when nothing has to be waited for", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(2);
      let others = 0;
      getRunningLoop().callSoon(() => others++);
      expect(queue.empty()).toBe(true);
      yield* queue.put(1);
      expect([queue.empty(), queue.full(), queue.qsize()]).toEqual([false, false, 1]);
      yield* queue.put(2);
      expect([queue.full(), queue.maxsize]).toEqual([true, 2]);
      expect([yield* queue.get(), yield* queue.get(), queue.empty()]).toEqual([1, 2, true]);
      yield* queue.join.call(new Queue());
      expect(others).toBe(0);
    }));

  it("is never full without a maxsize", () => {
    for (const queue of [new Queue<number>(), new Queue<number>(-1)]) {
      for (let item = 0; item < 1000; item++) queue.putNowait(item);
      expect(queue.full()).toBe(false);
    }
  });

  it("stays first in, first out", () =>
    runVirtually(function* () {
      const queue = new Queue<number>();
      for (const item of [1, 3, 2]) yield* queue.put(item);
      expect([yield* queue.get(), yield* queue.get(), yield* queue.get()]).toEqual([1, 3, 2]);
    }));

  it("blocks who puts more than maxsize until somebody takes", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(2);
      const put: number[] = [];
      const task = createTask(
        (function* (): Coroutine<boolean> {
          for (let item = 0; item < 3; item++) {
            yield* queue.put(item);
            put.push(item);
          }
          return true;
        })(),
      );
      yield* turns(2);
      expect(put).toEqual([0, 1]);
      expect(yield* queue.get()).toBe(0);
      yield* sleep(0);
      expect(put).toEqual([0, 1, 2]);
      expect([yield* queue.get(), yield* queue.get(), task.result()]).toEqual([1, 2, true]);
    }));

  it("takes a maxsize that is no whole number", () => {
    const queue = new Queue<number>(1.3);
    queue.putNowait(1);
    queue.putNowait(2);
    expect(queue.full()).toBe(true);
    expect(() => queue.putNowait(3)).toThrow(QueueFull);
  });

  it("wakes a getter when a callback puts", () =>
    runVirtually(function* () {
      const queue = new Queue<number>();
      const started = new Event();
      let finished = false;
      const task = createTask(
        (function* (): Coroutine<number> {
          started.set();
          const item = yield* queue.get();
          finished = true;
          return item;
        })(),
      );
      yield* started.wait();
      expect(finished).toBe(false);
      getRunningLoop().callLater(0.01, () => queue.putNowait(1));
      expect(yield* task).toBe(1);
      expect(getRunningLoop().time()).toBeCloseTo(0.01);
    }));

  it("wakes a putter when a callback takes", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(1);
      const started = new Event();
      const task = createTask(
        (function* (): Coroutine<void> {
          started.set();
          yield* queue.put(1);
          yield* queue.put(2);
        })(),
      );
      getRunningLoop().callLater(0.01, () => queue.getNowait());
      yield* started.wait();
      expect(task.done()).toBe(false);
      yield* task;
      expect(queue.qsize()).toBe(1);
    }));

  it("gives and takes at once, or says why not", () => {
    const queue = new Queue<number>(1);
    expect(() => queue.getNowait()).toThrow(QueueEmpty);
    queue.putNowait(1);
    expect(() => queue.putNowait(2)).toThrow(QueueFull);
    expect(queue.getNowait()).toBe(1);
  });

  it("skips a getter that was cancelled", () =>
    runVirtually(function* () {
      const queue = new Queue<string>();
      const first = createTask(queue.get());
      const second = createTask(queue.get());
      yield* sleep(0);
      first.cancel();
      yield* sleep(0);
      expect(first.done()).toBe(true);
      yield* queue.put("a");
      yield* sleep(0);
      expect(yield* second).toBe("a");
    }));

  it("skips a putter that was cancelled", () =>
    runVirtually(function* () {
      const queue = new Queue<string>(1);
      const [a, b, x] = ["a", "b", "x"].map((item) => createTask(queue.put(item)));
      yield* sleep(0);
      expect([a?.done(), b?.done()]).toEqual([true, false]);
      x?.cancel();
      yield* sleep(0);
      expect(x?.done()).toBe(true);
      expect(queue.getNowait()).toBe("a");
      yield* sleep(0);
      expect(queue.getNowait()).toBe("b");
      expect(b?.done()).toBe(true);
    }));

  it("takes from tasks that wait to put", () =>
    runVirtually(function* () {
      const queue = new Queue<string>(1);
      createTask(queue.put("a"));
      createTask(queue.put("b"));
      expect([yield* queue.get(), yield* queue.get()]).toEqual(["a", "b"]);
    }));

  it("gives to a task that waits to get", () =>
    runVirtually(function* () {
      const queue = new Queue<string>();
      const task = createTask(queue.get());
      yield* sleep(0);
      yield* queue.put("a");
      expect(yield* task).toBe("a");
    }));

  it("loses no item to a getter that was woken, then cancelled", () =>
    runVirtually(function* () {
      const queue = new Queue<number>();
      const reader = createTask(queue.get());
      yield* sleep(0);
      queue.putNowait(1);
      queue.putNowait(2);
      reader.cancel();
      expect(yield* errorOf(reader)).toBeInstanceOf(CancelledError);
      expect(yield* queue.get()).toBe(1);
    }));

  it("passes the turn of a getter that was woken, then cancelled, to another", () =>
    runVirtually(function* () {
      const queue = new Queue<number>();
      yield* taskGroup(function* (group) {
        const readers = [0, 1, 2].map(() => group.createTask(queue.get()));
        yield* sleep(0);
        queue.putNowait(1);
        queue.putNowait(2);
        readers[0]?.cancel();
        yield* turns(3);
        expect(readers[0]?.cancelled()).toBe(true);
        expect(readers[1]?.result()).toBe(1);
        expect(readers[2]?.result()).toBe(2);
      });
    }));

  it("passes the turn of a putter that was woken, then cancelled, to another", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(1);
      queue.putNowait(0);
      const first = createTask(queue.put(1));
      const second = createTask(queue.put(2));
      yield* sleep(0);
      expect(queue.getNowait()).toBe(0);
      first.cancel();
      yield* turns(2);
      expect([first.cancelled(), second.done(), queue.getNowait()]).toEqual([true, true, 2]);
    }));

  it("does not put what a cancelled task wanted to put", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(1);
      queue.putNowait(1);
      const writer = createTask(queue.put(2));
      yield* sleep(0);
      expect(queue.getNowait()).toBe(1);
      writer.cancel();
      expect(yield* errorOf(writer)).toBeInstanceOf(CancelledError);
      expect(queue.qsize()).toBe(0);
      yield* queue.put(2);
      expect(queue.getNowait()).toBe(2);
    }));

  it("keeps none of those whose wait ended by a limit or a cancel", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(1);
      expect(yield* errorOf(waitFor(queue.get(), 0.1))).toBeInstanceOf(TimeoutError);
      expect(String(queue)).toBe("<Queue maxsize=1>");
      queue.putNowait(1);
      const task = createTask(queue.put(2));
      yield* sleep(0);
      expect(String(queue)).toBe("<Queue maxsize=1 items=1 putters=1 tasks=1>");
      task.cancel();
      expect(yield* errorOf(task)).toBeInstanceOf(CancelledError);
      expect(String(queue)).toBe("<Queue maxsize=1 items=1 tasks=1>");
    }));

  it("lets a faster task take the item, and the woken one waits on", () =>
    traceOf(function* (log) {
      const queue = new Queue<string>();
      function* take(name: string): Coroutine<void> {
        log(name, yield* queue.get());
      }
      const slow = createTask(take("slow"));
      yield* sleep(0);
      queue.putNowait("first");
      // The getter is woken, but has not run: in asyncio too, whoever is quick may take the item.
      log("quick", queue.getNowait());
      yield* sleep(1);
      queue.putNowait("second");
      yield* slow;
    }).then((trace) => expect(trace).toEqual(["0 quick first", "1 slow second"])));

  it("finishes a producer and a consumer over a queue of one", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(1);
      let sum = 0;
      yield* taskGroup(function* (group) {
        group.createTask(
          (function* (): Coroutine<void> {
            for (let item = 0; item < 5; item++) yield* queue.put(item);
          })(),
        );
        group.createTask(
          (function* (): Coroutine<void> {
            for (let count = 0; count < 5; count++) sum += yield* queue.get();
          })(),
        );
      });
      expect(sum).toBe(10);
    }));

  it("finishes putters whose room is made without waiting", () =>
    runVirtually(function* () {
      const queue = new Queue<number>(2);
      yield* taskGroup(function* (group) {
        group.createTask(
          (function* (): Coroutine<void> {
            yield* sleep(0);
            for (let count = queue.qsize(); count > 0; count--) queue.getNowait();
          })(),
        );
        for (const item of [0, 1, 2, 3]) group.createTask(queue.put(item));
      });
      expect(queue.qsize()).toBe(2);
    }));

  it("refuses to run one get twice", () =>
    runVirtually(function* () {
      const queue = new Queue<number>();
      queue.putNowait(1);
      queue.putNowait(2);
      const get = queue.get();
      expect(yield* get).toBe(1);
      expect(yield* errorOf(get)).toEqual(
        new RuntimeError("cannot reuse already awaited coroutine"),
      );
      expect(queue.qsize()).toBe(1);
    }));

  it("keeps its items where a subclass says", () => {
    class Latest<T> extends Queue<T> {
      constructor() {
        const items: T[] = [];
        super(0, {
          get size() {
            return items.length;
          },
          add: (item) => void (items[0] = item),
          take: () => items.pop() as T,
        });
      }
    }
    const queue = new Latest<number>();
    queue.putNowait(1);
    queue.putNowait(2);
    expect([queue.qsize(), queue.getNowait(), queue.empty()]).toEqual([1, 2, true]);
  });
});

describe.each(KINDS)("%s, joined and shut down", (name, make) => {
  it("shows its state", () => {
    const queue = make<number>();
    expect(String(queue)).toBe(`<${name} maxsize=0>`);
    queue.putNowait(1);
    queue.putNowait(2);
    queue.getNowait();
    queue.shutdown();
    expect(String(queue)).toBe(`<${name} maxsize=0 items=1 tasks=2 shutdown>`);
  });

  it("refuses to be told more often that work is done than there was work", () => {
    expectAllDone(make<string>());
  });

  it("can be joined until all work is done", () =>
    runVirtually(function* () {
      const queue = make<number>();
      for (let item = 0; item < 100; item++) queue.putNowait(item);
      let sum = 0;
      let running = true;
      yield* taskGroup(function* (group) {
        for (let count = 0; count < 2; count++) {
          group.createTask(
            (function* (): Coroutine<void> {
              while (running) {
                sum += yield* queue.get();
                queue.taskDone();
              }
            })(),
          );
        }
        yield* queue.join();
        expect(sum).toBe(4950);
        running = false;
        for (let count = 0; count < 2; count++) queue.putNowait(0);
      });
    }));

  it("is joined at once while it is empty, again and again", () =>
    runVirtually(function* () {
      const queue = make<number>();
      yield* queue.join();
      yield* queue.join();
      expect(queue.qsize()).toBe(0);
    }));

  it("ends getters that wait when it is shut down empty", () =>
    runVirtually(function* () {
      const queue = make<string>();
      const get = createTask(queue.get());
      yield* sleep(0);
      queue.shutdown();
      expect(queue.qsize()).toBe(0);
      yield* queue.join();
      yield* sleep(0);
      expect(get.exception()).toBeInstanceOf(QueueShutDown);
      yield* expectShutDown(queue);
    }));

  it("gives what is in it, then ends, when it is shut down", () =>
    runVirtually(function* () {
      const queue = make<string>(1);
      queue.putNowait("data");
      const join = createTask(queue.join());
      const put = createTask(queue.put("data2"));
      yield* sleep(0);
      expect(put.done()).toBe(false);
      queue.shutdown();
      expect(queue.qsize()).toBe(1);
      yield* sleep(0);
      expect(put.exception()).toBeInstanceOf(QueueShutDown);
      expect(yield* queue.get()).toBe("data");
      yield* sleep(0);
      expect(join.done()).toBe(false);
      yield* expectShutDown(queue);
      queue.taskDone();
      yield* sleep(0);
      expect(join.done()).toBe(true);
      expectAllDone(queue);
    }));

  it("drops what is in it, and counts it as done, when it is shut down immediately", () =>
    runVirtually(function* () {
      const queue = make<string>();
      queue.putNowait("data");
      const join = createTask(queue.join());
      yield* sleep(0);
      queue.shutdown(true);
      expect(queue.qsize()).toBe(0);
      yield* sleep(0);
      expect(join.done()).toBe(true);
      yield* expectShutDown(queue);
      expectAllDone(queue);
    }));

  it("waits for work that was taken when it is shut down immediately", () =>
    runVirtually(function* () {
      const queue = make<string>();
      queue.putNowait("data");
      queue.putNowait("data");
      const join = createTask(queue.join());
      expect(yield* queue.get()).toBe("data");
      queue.shutdown(true);
      expect(queue.qsize()).toBe(0);
      yield* sleep(0);
      expect(join.done()).toBe(false);
      yield* expectShutDown(queue);
      queue.taskDone();
      expectAllDone(queue);
      yield* sleep(0);
      expect(join.done()).toBe(true);
    }));
});

describe("LifoQueue", () => {
  it("gives the newest item first", () =>
    runVirtually(function* () {
      const queue = new LifoQueue<number>();
      for (const item of [1, 3, 2]) yield* queue.put(item);
      expect([yield* queue.get(), yield* queue.get(), yield* queue.get()]).toEqual([2, 3, 1]);
    }));
});

describe("PriorityQueue", () => {
  const drained = <T>(queue: Queue<T>): T[] => {
    const items: T[] = [];
    while (!queue.empty()) items.push(queue.getNowait());
    return items;
  };

  it("gives the smallest item first", () =>
    runVirtually(function* () {
      const queue = new PriorityQueue<number>();
      for (const item of [10, 9, 100]) yield* queue.put(item);
      expect(drained(queue)).toEqual([9, 10, 100]);
    }));

  it("compares arrays member by member, as Python does tuples", () => {
    const queue = new PriorityQueue<readonly unknown[]>();
    const shared = {};
    for (const item of [[10, "b"], [9, "z"], [10, "a"], [10], [9, "z", 0n], [0, shared, 2]]) {
      queue.putNowait(item);
    }
    // Equal members need no order.
    queue.putNowait([0, shared, 1]);
    expect(drained(queue)).toEqual([
      [0, shared, 1],
      [0, shared, 2],
      [9, "z"],
      [9, "z", 0n],
      [10],
      [10, "a"],
      [10, "b"],
    ]);
  });

  it("asks for a compare function where there is no order, and stays as it was", () => {
    const queue = new PriorityQueue<unknown>();
    queue.putNowait(1);
    for (const [item, kind] of [
      ["a", "string"],
      [null, "null"],
      [{}, "object"],
      [[1], "array"],
    ]) {
      expect(() => queue.putNowait(item)).toThrow(
        new TypeError(
          `A PriorityQueue has no order for ${kind as string} and number: give it a compare function.`,
        ),
      );
    }
    expect(drained(queue)).toEqual([1]);
    queue.taskDone();
    expectAllDone(queue as Queue<string>);
  });

  it("orders by the compare function that it was given", () => {
    const queue = new PriorityQueue<{ due: number }>(0, (a, b) => b.due - a.due);
    for (const due of [1, 3, 2]) queue.putNowait({ due });
    expect(drained(queue).map((item) => item.due)).toEqual([3, 2, 1]);
  });
});
