import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel } from "../../shared/events";
import { TestLab } from "./test-lab";
import type { TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;
const session = "playground";

beforeEach(async () => {
  lab = await TestLab.open();
  page = lab.follow(session);
});
afterEach(() => lab.close());

const create = (coroutine: "sleep" | "fetch-title" | "count", args: Record<string, number>) =>
  lab.do("tasks.create", { session, coroutine, args, count: 1 });
const aSecond = () => new Promise((resolve) => setTimeout(resolve, 60));
const state = async () => (await lab.do("lab.describe", {})).sessions.playground.time;

/** Takes steps until nothing can be stepped, and says what they were. */
async function stepAll(limit = 40): Promise<string[]> {
  const kinds: string[] = [];
  for (let n = 0; n < limit; n += 1) {
    const { ran } = await lab.do("time.step", { session });
    if (ran === null) break;
    kinds.push(`${ran.kind} ${ran.tasks.join()}`);
  }
  return kinds;
}

describe("a paused session", () => {
  it("stands still for pages, and sleeps keep what is left of them", async () => {
    await create("sleep", { seconds: 60 });
    await lab.do("time.pause", { session });
    const { at, paused } = await state();
    expect(paused).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await state()).at).toBe(at);
    expect(page.of("task-done", 2)).toEqual([]);
    await lab.do("time.dial", { session, dial: "jump" });
    await lab.do("time.resume", { session });
    await page.untilDone(2);
    expect(page.of("task-done", 2)[0]!.time).toBeGreaterThanOrEqual(60);
  });

  it("begins its next run paused, and takes actions meanwhile", async () => {
    await lab.do("time.pause", { session });
    expect(await create("sleep", { seconds: 5 })).toEqual({ queued: 0 });
    expect(await create("sleep", { seconds: 5 })).toEqual({ queued: 1 });
    await aSecond();
    expect(page.of("step-started")).toEqual([]);
    await lab.do("time.resume", { session });
    await page.until("both slept", () => page.of("task-waiting").length >= 3);
  });

  it("takes one step of the scheduler at a time, over sleeps too", async () => {
    await create("sleep", { seconds: 1000 });
    await page.until("it slept", () => page.of("task-waiting", 2).length > 0);
    await lab.do("time.pause", { session });
    const steps = () => page.of("step-started", 2).length;
    expect(steps()).toBe(1);
    expect(await stepAll()).toEqual(["wake 2", "step 2"]);
    await page.untilDone(2);
    expect(steps()).toBe(2);
    expect((await state()).at).toBeGreaterThanOrEqual(1000);
  });

  it("lets requests end, whose news wait", async () => {
    await create("fetch-title", { post: 1 });
    await page.until("it left", () => page.of("request-started").length === 1);
    await lab.do("time.pause", { session });
    expect(await lab.do("time.step", { session })).toEqual({ ran: null, requests: 1 });
    await page.until("it was answered", () => page.of("request-ended").length === 1);
    await aSecond();
    expect(page.of("task-done", 2)).toEqual([]);
    expect((await stepAll()).length).toBeGreaterThan(0);
    await page.untilDone(2);
  });

  it("can be stopped: the clean-up runs", async () => {
    await create("sleep", { seconds: 60 });
    await lab.do("time.pause", { session });
    await lab.do("session.stop", { session });
    await page.untilPhase("ended");
    expect((await state()).paused).toBe(false);
  });

  it("stays paused through a clear, if nothing ran", async () => {
    await lab.do("time.pause", { session });
    await lab.do("time.dial", { session, dial: "10" });
    await lab.do("session.clear", { session });
    expect(await state()).toMatchObject({ paused: true, dial: "10" });
  });
});

it("a step without a pause, or without a run, is refused with its reason", async () => {
  expect((await lab.refused("time.step", { session })).message).toContain("nothing runs");
  await create("sleep", { seconds: 5 });
  expect((await lab.refused("time.step", { session })).message).toContain("pause first");
  const recorded = await lab.refused("time.pause", { session: "recording" });
  expect(recorded.message).toContain("recording");
});

describe("the dial", () => {
  it("makes sleeps shorter for the user, and as long for the tasks", async () => {
    await lab.do("time.dial", { session, dial: "10" });
    const before = performance.now();
    await create("sleep", { seconds: 30 });
    await page.untilDone(2);
    expect(performance.now() - before).toBeLessThan(30_000);
    expect(page.of("task-done", 2)[0]!.time).toBeGreaterThanOrEqual(30);
  });

  it("jumps to the next event, also while main waits for the user", async () => {
    await create("sleep", { seconds: 3600 });
    await lab.do("time.dial", { session, dial: "jump" });
    await page.untilDone(2);
    expect(page.of("task-done", 2)[0]!.time).toBeGreaterThanOrEqual(3600);
  });

  it("is kept when a program runs anew", async () => {
    const program = lab.follow("program");
    await lab.do("time.dial", { session: "program", dial: "jump" });
    await lab.do("programs.run", { program: "one-after-the-other" });
    await program.untilPhase("ended");
    await program.until("it said so", () => program.texts(Channel.LAB).length > 0);
    expect(program.texts(Channel.LAB)[0]).toContain("ended after 2.");
    expect(program.status!.time.dial).toBe("jump");
  });
});

describe("a look at the loop", () => {
  it("tells what is ready and which timers are set, in session time", async () => {
    await create("sleep", { seconds: 50 });
    await create("sleep", { seconds: 40 });
    await page.until("both slept", () => page.of("task-waiting").length >= 4);
    await lab.do("time.pause", { session });
    await lab.do("tasks.await", { session, task: 2 });
    const look = await lab.do("loop.look", { session });
    expect(look.runs).toBe(true);
    expect(look.timers.map(({ entry }) => entry.tasks)).toEqual([[3], [2]]);
    expect(look.timers[0]!.due).toBeGreaterThanOrEqual(40);
    expect(look.ready).toMatchObject([{ kind: "step", tasks: [4] }]);
    const { ran } = await lab.do("time.step", { session });
    expect((await lab.do("loop.look", { session })).stepped).toEqual(ran);
  });

  it("finds nothing where nothing runs", async () => {
    expect(await lab.do("loop.look", { session })).toMatchObject({ runs: false, readyCount: 0 });
  });
});
