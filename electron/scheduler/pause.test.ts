import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTask,
  EventLoop,
  fromPromise,
  getRunningLoop,
  lookAtLoop,
  scaledClock,
  sleep,
  virtualClock,
} from "./index";
import type { Clock, Coroutine, Task } from "./index";

const hostTurn = () => new Promise((resolve) => setTimeout(resolve, 2));

let loop: EventLoop;
let said: string[];
const say = (text: string) => void said.push(text);

function begin<T>(main: Coroutine<T>, clock: Clock = virtualClock()): Promise<T> {
  loop = new EventLoop({ clock });
  const task = loop.createTask(main, { name: "main" });
  loop.pause();
  return loop.runUntilComplete(task);
}

beforeEach(() => {
  said = [];
});
afterEach(() => {
  if (!loop.isRunning()) loop.close();
});

function* awaiting(task: Task<void>): Coroutine<void> {
  yield* task;
}

function* spoken(name: string, turns: number): Coroutine<string> {
  for (let turn = 1; turn <= turns; turn += 1) {
    say(`${name}${turn}`);
    yield* sleep(0);
  }
  return name;
}

describe("a paused loop", () => {
  it("runs nothing until it is resumed", async () => {
    const end = begin(spoken("a", 2));
    await hostTurn();
    expect(said).toEqual([]);
    expect(loop.isPaused()).toBe(true);
    loop.resume();
    expect(await end).toBe("a");
    expect(said).toEqual(["a1", "a2"]);
  });

  it("runs one entry a step, in the order of the queue", async () => {
    const end = begin(
      (function* () {
        const b = createTask(spoken("b", 2));
        yield* spoken("a", 2);
        yield* b;
      })(),
    );
    await hostTurn();
    const heard: string[][] = [];
    while (loop.isRunning() && loop.step()) heard.push(said.splice(0));
    await end;
    expect(heard.slice(0, 4)).toEqual([["a1"], ["b1"], ["a2"], ["b2"]]);
    expect(heard.slice(4).flat()).toEqual([]);
  });

  it("is where the entry that paused it ends, and goes on with the same iteration", async () => {
    loop = new EventLoop({ clock: virtualClock() });
    const end = loop.runUntilComplete(
      loop.createTask(
        (function* () {
          loop.callSoon(() => {
            say("pauses");
            loop.pause();
          });
          loop.callSoon(say, "same iteration");
          yield* sleep(0);
          say("main");
        })(),
      ),
    );
    await hostTurn();
    expect(said).toEqual(["pauses"]);
    loop.callSoon(say, "added from outside");
    expect(lookAtLoop(loop, 10)).toMatchObject({ readyCount: 3, inIteration: 2 });
    loop.resume();
    await end;
    expect(said).toEqual(["pauses", "same iteration", "main", "added from outside"]);
  });

  it("lets the host finish its work, whose news wait in the queue", async () => {
    const end = begin(fromPromise(() => Promise.resolve("answer")));
    expect(loop.step()).toBe(true);
    await hostTurn();
    expect(lookAtLoop(loop, 10).ready).toMatchObject([{ kind: "step" }]);
    loop.resume();
    expect(await end).toBe("answer");
  });

  it("leaves sleeps their remaining time if its clock stands still", async () => {
    const clock = scaledClock(1000);
    // Far longer than the host may be busy with other things.
    const end = begin(sleep(60_000, "rested"), clock);
    loop.resume();
    await new Promise((resolve) => setTimeout(resolve, 8));
    loop.pause();
    clock.rate = 0;
    const { timers } = lookAtLoop(loop, 1);
    const left = timers[0]!.when - clock.time();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(lookAtLoop(loop, 1).timers[0]!.when - clock.time()).toBe(left);
    expect(loop.step()).toBe(false);
    clock.rate = 10_000_000;
    loop.resume();
    expect(await end).toBe("rested");
  });

  it("steps over a sleep at once under a virtual clock", async () => {
    const end = begin(
      (function* () {
        yield* sleep(3600);
        return getRunningLoop().time();
      })(),
    );
    await hostTurn();
    let steps = 0;
    while (loop.isRunning() && loop.step()) steps += 1;
    expect(await end).toBe(3600);
    // The first step, the end of the sleep, the second step, the news that main is done.
    expect(steps).toBe(4);
  });

  it("ends when a step stops it", async () => {
    const end = begin(
      (function* () {
        getRunningLoop().stop();
        yield* sleep(0);
      })(),
    );
    await hostTurn();
    expect(loop.step()).toBe(true);
    expect(loop.isRunning()).toBe(false);
    await expect(end).rejects.toThrow("stopped before");
  });

  it("can be resumed by the entry that is stepped", async () => {
    const end = begin(
      (function* () {
        getRunningLoop().resume();
        yield* sleep(0);
        return "over";
      })(),
    );
    loop.step();
    expect(await end).toBe("over");
  });

  it("says clearly when it cannot be stepped", async () => {
    const end = begin(
      (function* () {
        expect(() => getRunningLoop().step()).toThrow("while another entry runs");
        yield* sleep(0);
      })(),
    );
    loop.step();
    loop.resume();
    expect(() => loop.step()).toThrow("not paused");
    await end;
    expect(() => loop.step()).toThrow("not paused");
  });
});

describe("a look at the loop", () => {
  it("lists what is ready, and timers in the order in which they fire", async () => {
    const end = begin(
      (function* () {
        for (const seconds of [3, 1, 2, 1]) createTask(sleep(seconds), { name: `s${seconds}` });
        const cancelled = createTask(sleep(0.5));
        loop.callLater(1.5, function remind() {});
        yield* sleep(0);
        cancelled.cancel();
        yield* sleep(9);
      })(),
    );
    for (let n = 0; n < 8; n += 1) loop.step();
    const view = lookAtLoop(loop, 4);
    expect(
      view.timers.map(({ when, entry }) => [when, entry.tasks[0]?.getName() ?? entry.callback]),
    ).toEqual([
      [1, "s1"],
      [1, "s1"],
      [1.5, "remind"],
      [2, "s2"],
    ]);
    expect(view.timerCount).toBe(6);
    loop.resume();
    await end;
  });

  it("tells entries apart, and counts what it does not list", async () => {
    const end = begin(
      (function* () {
        const inner = createTask(sleep(0), { name: "inner" });
        createTask(awaiting(inner), { name: "one" });
        createTask(awaiting(inner), { name: "two" });
        yield* sleep(1);
      })(),
    );
    loop.step();
    expect(lookAtLoop(loop, 2)).toMatchObject({ readyCount: 3, inIteration: 0 });
    expect(lookAtLoop(loop, 2).ready).toHaveLength(2);
    for (let n = 0; n < 4; n += 1) loop.step();
    expect(lookAtLoop(loop, 9).ready).toMatchObject([{ kind: "notify", tasks: [{}, {}] }]);
    loop.resume();
    await end;
  });
});
