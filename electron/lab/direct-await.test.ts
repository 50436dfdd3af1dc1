import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel } from "../../shared/events";
import { create, openPlayground, playground, request } from "./__tests__/playground";
import { MAX_QUEUED_ACTIONS } from "./limits";
import type { TestLab, TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  ({ lab, page } = await openPlayground());
});

afterEach(() => lab.close());

describe("awaiting a coroutine directly", () => {
  const awaitDirectly = (seconds: number, count = 1) =>
    lab.do("tasks.awaitDirectly", { ...request("sleep", { seconds }), count });

  it("occupies main: what is created meanwhile waits for its turn", async () => {
    expect(await awaitDirectly(60)).toEqual({ queued: 0 });
    expect(await lab.do("tasks.create", request("sleep", {}, { name: "later" }))).toEqual({
      queued: 1,
    });
    expect(await awaitDirectly(0)).toEqual({ queued: 2 });
    await page.until("it was told", () => page.status?.awaiting?.queued === 2);
    expect(page.status!.awaiting).toMatchObject({ coroutine: "sleepFor(60)", queued: 2 });
    await lab.do("time.dial", { ...playground, dial: "jump" });
    await page.until("both were awaited", () => page.texts(Channel.RESULT).length === 2);
    expect(page.texts(Channel.RESULT)).toEqual([
      'await sleepFor(60) gave "slept for 60 s"',
      'await sleepFor(0) gave "slept for 0 s"',
    ]);
    const [created] = page.of("task-created", 2);
    const [first, second] = page.lines(Channel.RESULT);
    expect(created!.time).toBeGreaterThanOrEqual(first!.time);
    expect(created!.time).toBeLessThanOrEqual(second!.time);
    await page.until("main was free", () => page.status?.awaiting === null);
    expect(page.of("task-waiting", 1).map((event) => event.label)).toContain("sleep(60)");
  });

  it("takes as long as all of them, one after the other", async () => {
    await awaitDirectly(0.03, 3);
    await page.until("all were awaited", () => page.texts(Channel.RESULT).length === 3);
    const [first] = page.of("step-started", 1);
    expect(page.lines(Channel.RESULT)[2]!.time - first!.time).toBeGreaterThanOrEqual(0.089);
  });

  it("survives an error: main goes on, as a prompt would", async () => {
    await lab.do("tasks.awaitDirectly", {
      ...request("fail-after", { seconds: 0, message: "burnt" }),
      count: 1,
    });
    await page.until("it was told", () => page.texts(Channel.RESULT).length === 1);
    expect(page.texts(Channel.RESULT)).toEqual(['await failAfter(0, "burnt") threw Error: burnt']);
    await create(lab, "sleep", { seconds: 0 });
  });

  it("ends main if main is cancelled; what waited is dropped, and the next action starts it again", async () => {
    await awaitDirectly(60);
    await lab.do("tasks.create", request("sleep", {}));
    await page.until("main waited", () => page.of("task-waiting", 1).length > 0);
    await lab.do("tasks.cancel", { ...playground, task: 1 });
    await page.untilPhase("ended");
    await page.until("it was told", () => page.texts(Channel.LAB).length === 2);
    expect(page.texts(Channel.LAB)[1]).toContain("1 action that waited for it will not be done");
    const { firstTask } = await create(lab, "sleep", { seconds: 0 });
    await page.untilDone(firstTask);
    expect(page.epoch).toBe(1);
    expect(page.of("task-created").map((event) => event.name)).toEqual(["main", "main", "sleep-1"]);
  });

  it("refuses more than can wait", async () => {
    await awaitDirectly(60);
    const sleep = request("sleep", {});
    await page.until("main waited", () => page.of("task-waiting", 1).length > 0);
    for (let n = 0; n < MAX_QUEUED_ACTIONS; n += 1) await lab.do("tasks.create", sleep);
    expect(await lab.refused("tasks.create", sleep)).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("1,000 actions wait"),
    });
  });
});
