import type { Language } from "../../../shared/own-program";

/** The same program in both languages. */
export type Pair = Readonly<Record<Language, string>>;

/** Programs that do together whatever can be recorded. Each line of one stands in the same order in the other. */
export const PAIRS: Readonly<Record<string, Pair>> = {
  "whatever can be awaited": {
    typescript: `
import { asCompleted, createTask, gather, getRunningLoop, print, run, shield, sleep, taskGroup, timeout, wait } from "tasklab";

function* nap(seconds) {
  yield* sleep(seconds);
  return seconds;
}

function* main() {
  const loop = getRunningLoop();
  const future = loop.createFuture();
  loop.callLater(1, () => future.setResult("set"));
  print(yield* future);
  const long = createTask(nap(9), { name: "long" });
  long.setName("longer");
  print((yield* gather([nap(1), nap(2)])).length);
  yield* wait([createTask(nap(1)), createTask(nap(2))]);
  try {
    yield* timeout(1, () => shield(long));
  } catch {
    print("too late");
  }
  for (const next of asCompleted([nap(2), nap(1)])) {
    print(yield* next);
  }
  yield* taskGroup(function* (group) {
    group.createTask(nap(1));
    group.createTask(nap(1));
    yield* sleep(0);
  });
  yield* long;
}

await run(main());
`,
    python: `
import asyncio


async def nap(seconds):
    await asyncio.sleep(seconds)
    return seconds


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(1, future.set_result, "set")
    print(await future)
    long = asyncio.create_task(nap(9), name="long")
    long.set_name("longer")
    print(len(await asyncio.gather(nap(1), nap(2))))
    await asyncio.wait([asyncio.create_task(nap(1)), asyncio.create_task(nap(2))])
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(long)
    except TimeoutError:
        print("too late")
    for following in asyncio.as_completed([nap(2), nap(1)]):
        print(await following)
    async with asyncio.TaskGroup() as group:
        group.create_task(nap(1))
        group.create_task(nap(1))
        await asyncio.sleep(0)
    await long


asyncio.run(main())
`,
  },
  "whatever tasks share": {
    typescript: `
import { Barrier, BoundedSemaphore, Condition, createTask, Event, gather, LifoQueue, Lock, PriorityQueue, print, Queue, run, Semaphore, sleep } from "tasklab";

const filled = new Queue();
filled.putNowait("before");
const raised = new Event();
raised.set();

function* holds(lock, seconds) {
  yield* lock.acquire();
  yield* sleep(seconds);
  lock.release();
}

function* takes(queue) {
  const item = yield* queue.get();
  yield* sleep(1);
  queue.taskDone();
  return item;
}

function* notified(condition) {
  yield* condition.acquire();
  yield* condition.wait();
  condition.release();
}

function* main() {
  const lock = new Lock();
  yield* gather([holds(lock, 1), holds(lock, 1)]);
  const places = new Semaphore(1);
  yield* gather([holds(places, 1), holds(places, 1)]);
  const bounded = new BoundedSemaphore(1);
  yield* holds(bounded, 1);
  yield* raised.wait();
  raised.clear();
  const waiting = createTask(raised.wait());
  yield* sleep(1);
  raised.set();
  yield* waiting;
  const condition = new Condition();
  const one = createTask(notified(condition));
  yield* sleep(1);
  yield* condition.acquire();
  condition.notifyAll();
  condition.release();
  yield* one;
  const barrier = new Barrier(2);
  yield* gather([barrier.wait(), barrier.wait()]);
  print(yield* takes(filled));
  const narrow = new Queue(1);
  const taker = createTask(takes(narrow));
  yield* sleep(0);
  yield* narrow.put(1);
  yield* narrow.put(2);
  const second = createTask(takes(narrow));
  yield* narrow.put(3);
  narrow.getNowait();
  narrow.taskDone();
  yield* narrow.join();
  yield* gather([taker, second]);
  narrow.shutdown();
  const stack = new LifoQueue();
  yield* stack.put(1);
  stack.shutdown(true);
  const heap = new PriorityQueue();
  yield* heap.put(1);
  print(yield* heap.get());
}

await run(main());
`,
    python: `
import asyncio

filled = asyncio.Queue()
filled.put_nowait("before")
raised = asyncio.Event()
raised.set()


async def holds(lock, seconds):
    await lock.acquire()
    await asyncio.sleep(seconds)
    lock.release()


async def takes(queue):
    item = await queue.get()
    await asyncio.sleep(1)
    queue.task_done()
    return item


async def notified(condition):
    await condition.acquire()
    await condition.wait()
    condition.release()


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(holds(lock, 1), holds(lock, 1))
    places = asyncio.Semaphore(1)
    await asyncio.gather(holds(places, 1), holds(places, 1))
    bounded = asyncio.BoundedSemaphore(1)
    await holds(bounded, 1)
    await raised.wait()
    raised.clear()
    waiting = asyncio.create_task(raised.wait())
    await asyncio.sleep(1)
    raised.set()
    await waiting
    condition = asyncio.Condition()
    one = asyncio.create_task(notified(condition))
    await asyncio.sleep(1)
    await condition.acquire()
    condition.notify_all()
    condition.release()
    await one
    barrier = asyncio.Barrier(2)
    await asyncio.gather(barrier.wait(), barrier.wait())
    print(await takes(filled))
    narrow = asyncio.Queue(1)
    taker = asyncio.create_task(takes(narrow))
    await asyncio.sleep(0)
    await narrow.put(1)
    await narrow.put(2)
    second = asyncio.create_task(takes(narrow))
    await narrow.put(3)
    narrow.get_nowait()
    narrow.task_done()
    await narrow.join()
    await asyncio.gather(taker, second)
    narrow.shutdown()
    stack = asyncio.LifoQueue()
    await stack.put(1)
    stack.shutdown(True)
    heap = asyncio.PriorityQueue()
    await heap.put(1)
    print(await heap.get())


asyncio.run(main())
`,
  },
  "whoever cancels": {
    typescript: `
import { CancelledError, createTask, currentTask, print, run, sleep, timeout } from "tasklab";

function* stays() {
  try {
    yield* sleep(9);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    print(currentTask().uncancel());
  }
  return "stayed";
}

function* awaits(task) {
  yield* task;
}

function* fails() {
  yield* sleep(1);
  throw new Error("no");
}

function* main() {
  const stayer = createTask(stays());
  const failing = createTask(fails());
  const inner = createTask(sleep(9), { name: "inner" });
  const outer = createTask(awaits(inner), { name: "outer" });
  createTask(sleep(99), { name: "left" });
  yield* sleep(0);
  stayer.cancel();
  outer.cancel("enough");
  print(yield* stayer);
  try {
    yield* outer;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
  try {
    yield* failing;
  } catch (error) {
    print(error.message);
  }
  try {
    yield* timeout(1, () => sleep(9));
  } catch {
    print("too late");
  }
}

await run(main());
`,
    python: `
import asyncio


async def stays():
    try:
        await asyncio.sleep(9)
    except asyncio.CancelledError:
        print(asyncio.current_task().uncancel())
    return "stayed"


async def awaits(task):
    await task


async def fails():
    await asyncio.sleep(1)
    raise ValueError("no")


async def main():
    stayer = asyncio.create_task(stays())
    failing = asyncio.create_task(fails())
    inner = asyncio.create_task(asyncio.sleep(9), name="inner")
    outer = asyncio.create_task(awaits(inner), name="outer")
    asyncio.create_task(asyncio.sleep(99), name="left")
    await asyncio.sleep(0)
    stayer.cancel()
    outer.cancel("enough")
    print(await stayer)
    try:
        await outer
    except asyncio.CancelledError:
        pass
    try:
        await failing
    except ValueError as error:
        print(error)
    try:
        async with asyncio.timeout(1):
            await asyncio.sleep(9)
    except TimeoutError:
        print("too late")


asyncio.run(main())
`,
  },
};

/** Requests are answered in real time: each task's own events are compared. */
export const REQUESTS: Pair = {
  typescript: `
import { createTask, httpGet, print, run, sleep } from "tasklab";

const site = "https://jsonplaceholder.typicode.com";

function* fetches(address) {
  const answer = yield* httpGet(site + address);
  return answer.status;
}

function* main() {
  const there = createTask(fetches("/posts/1"), { name: "there" });
  const missing = createTask(fetches("/nothing"), { name: "missing" });
  const cancelled = createTask(fetches("/posts/2"), { name: "cancelled" });
  yield* sleep(0);
  cancelled.cancel();
  print(yield* there, yield* missing);
  try {
    yield* httpGet("http://nowhere.invalid/");
  } catch {
    print("refused");
  }
}

await run(main());
`,
  python: `
import asyncio, httpx

site = "https://jsonplaceholder.typicode.com"
client = httpx.AsyncClient(timeout=None)

async def fetches(address):
    answer = await client.get(site + address)
    return answer.status_code


async def main():
    there = asyncio.create_task(fetches("/posts/1"), name="there")
    missing = asyncio.create_task(fetches("/nothing"), name="missing")
    cancelled = asyncio.create_task(fetches("/posts/2"), name="cancelled")
    await asyncio.sleep(0)
    cancelled.cancel()
    print(await there, await missing)
    try:
        await client.get("http://nowhere.invalid/")
    except httpx.ConnectError:
        print("refused")


asyncio.run(main())
`,
};
