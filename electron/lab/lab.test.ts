import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel, Outcome, RequestOutcome } from "../../shared/events";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import { create, openPlayground, playground } from "./__tests__/playground";
import type { TestLab, TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  ({ lab, page } = await openPlayground());
});

afterEach(() => lab.close());

describe("the lab", () => {
  it("describes itself", async () => {
    const description = await lab.do("lab.describe", {});
    expect(description).toMatchObject({
      host: "browser",
      version: "1.2.3",
      runtime: "a test",
      settings: { ...DEFAULT_SETTINGS, latencyMs: 20, jitterMs: 0 },
      postsUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      sessions: {
        playground: { id: "playground", epoch: 1, phase: "empty", program: null, awaiting: null },
        program: { id: "program", epoch: 1, phase: "empty", program: null, awaiting: null },
        recording: { id: "recording", epoch: 1, phase: "empty", recording: null },
      },
    });
    expect(description.coroutines.length).toBe(7);
    expect(description.programs.length).toBe(7);
    const posts = await fetch(`${description.postsUrl}/posts/1`);
    expect(await posts.json()).toMatchObject({ id: 1 });
  });

  it("creates tasks, which overlap, and gives their numbers", async () => {
    const first = await create(lab, "fetch-title", { post: 1 }, { name: "a" });
    const second = await create(lab, "fetch-title", { post: 2 }, { name: "b" });
    expect([first, second]).toEqual([
      { firstTask: 2, lastTask: 2 },
      { firstTask: 3, lastTask: 3 },
    ]);
    await page.untilDone(2, 3);
    const [a, b] = page.of("request-started");
    const [aEnd, bEnd] = page.of("request-ended");
    expect(Math.max(a!.time, b!.time)).toBeLessThan(Math.min(aEnd!.time, bEnd!.time));
    expect(page.of("task-created").map(({ task, name, creator }) => [task, name, creator])).toEqual(
      [
        [1, "main", 0],
        [2, "a", 1],
        [3, "b", 1],
      ],
    );
    expect(page.texts(Channel.SERVER)).toEqual([
      expect.stringMatching(/^GET \/posts\/\d: answered with 200 after \d+ ms$/),
      expect.stringMatching(/^GET \/posts\/\d: answered with 200 after \d+ ms$/),
    ]);
    expect(
      page
        .lines(Channel.SERVER)
        .map((line) => line.task)
        .sort(),
    ).toEqual([2, 3]);
  });

  it("numbers the names of several tasks, and names those that were given none", async () => {
    await create(lab, "sleep", {}, { name: "nap", count: 3 });
    await create(lab, "sleep", {}, { count: 2 });
    await create(lab, "sleep", {}, { name: "  " });
    await page.until("all were there", () => page.of("task-created").length === 7);
    expect(page.of("task-created").map((event) => event.name)).toEqual([
      "main",
      "nap-1",
      "nap-2",
      "nap-3",
      "sleep-1",
      "sleep-2",
      "sleep-3",
    ]);
  });

  it("awaits a task with another one, and says what that gave", async () => {
    await create(lab, "fetch-title", { post: 1 });
    const { awaiter } = await lab.do("tasks.await", { ...playground, task: 2 });
    await page.untilDone(awaiter);
    await page.until("it was said", () => page.texts(Channel.RESULT).length > 0);
    expect(page.of("task-created", awaiter)[0]).toMatchObject({ name: "await-1", creator: 0 });
    expect(page.of("task-waiting", awaiter)[0]).toMatchObject({ awaited: 2 });
    expect(page.resultOf(awaiter)).toBe('"The soup does not need you"');
    expect(page.lines(Channel.RESULT)).toMatchObject([
      { task: awaiter, text: 'await title-1 gave "The soup does not need you"' },
    ]);
  });

  it("says what awaiting a task gave that failed, and reports its error to nobody else", async () => {
    await create(lab, "fail-after", { seconds: 0.02, message: "burnt" });
    const { awaiter } = await lab.do("tasks.await", { ...playground, task: 2 });
    await page.untilDone(awaiter);
    await lab.do("session.stop", playground);
    await page.untilPhase("ended");
    await page.until("it was told", () => page.texts(Channel.LAB).length > 0);
    expect(page.texts(Channel.RESULT)).toEqual(["await fails-1 threw Error: burnt"]);
    expect(page.resultOf(awaiter)).toBe("Error: burnt");
    expect(page.texts(Channel.ERROR)).toEqual([]);
  });

  it("tells once of a task that failed while nobody awaits it", async () => {
    await create(lab, "fail-after", { seconds: 0, message: "burnt" });
    await page.untilDone(2);
    await lab.do("session.stop", playground);
    await page.untilPhase("ended");
    await page.until("it was told", () => page.texts(Channel.LAB).length > 0);
    expect(page.lines(Channel.ERROR)).toMatchObject([
      { task: 2, text: expect.stringContaining("fails-1 failed, and nobody") },
    ]);
  });

  it("cancels a fetch: its request is aborted, and the server sees the connection close", async () => {
    await lab.do("settings.update", { settings: { latencyMs: 30_000 } });
    await create(lab, "fetch-title", { post: 1 });
    await page.until("it waited", () => page.of("task-waiting", 2).length > 0);
    // Answered after the first has arrived: the server takes them in their order.
    await lab.do("settings.update", { settings: { latencyMs: 0 } });
    await create(lab, "fetch-title", { post: 2 });
    await page.untilDone(3);

    expect(await lab.do("tasks.cancel", { ...playground, task: 2 })).toEqual({ accepted: true });
    await page.untilDone(2);
    await page.until("the server had seen it", () => page.lines(Channel.SERVER).length === 2);
    expect(page.of("task-done", 2)).toMatchObject([{ outcome: Outcome.CANCELLED }]);
    expect(page.of("request-ended", 2)).toMatchObject([
      { outcome: RequestOutcome.ABORTED, text: "aborted" },
    ]);
    expect(page.lines(Channel.SERVER)[1]).toMatchObject({
      task: 2,
      text: expect.stringMatching(
        /^GET \/posts\/1: the client closed the connection after \d+ ms$/,
      ),
    });
  });

  it("passes a cancel's message on, and says whether it was accepted", async () => {
    await create(lab, "sleep", { seconds: 60 });
    const cancel = () => lab.do("tasks.cancel", { ...playground, task: 2, message: "too slow" });
    expect(await cancel()).toEqual({ accepted: true });
    const { awaiter } = await lab.do("tasks.await", { ...playground, task: 2 });
    await page.untilDone(2, awaiter);
    expect(await cancel()).toEqual({ accepted: false });
    expect(page.of("cancel-requested", 2)).toMatchObject([{ by: 0, message: "too slow" }]);
    expect(page.resultOf(awaiter)).toBe("CancelledError: too slow");
    await page.until("it was said", () => page.texts(Channel.RESULT).length > 0);
    expect(page.texts(Channel.RESULT)).toEqual(["await sleep-1 threw CancelledError: too slow"]);
  });

  it("cancels every pending task but main", async () => {
    await create(lab, "sleep", { seconds: 60 }, { count: 3 });
    await create(lab, "sleep", { seconds: 0 });
    await page.untilDone(5);
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 3 });
    await page.untilDone(2, 3, 4);
    expect(page.of("task-done", 1)).toEqual([]);
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 0 });
    expect(page.status).toMatchObject({ phase: "running" });
  });

  it("leaves main alone when it cancels a task that awaits it", async () => {
    await create(lab, "sleep", { seconds: 0 });
    const { awaiter } = await lab.do("tasks.await", { ...playground, task: 1 });
    await page.until("it waited", () => page.of("task-waiting", awaiter).length > 0);
    expect(page.of("task-waiting", awaiter)[0]).toMatchObject({ label: "await main" });
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 1 });
    await page.untilDone(awaiter);
    expect(page.of("task-done", 1)).toEqual([]);
  });

  it("creates 1,000 tasks at once and cancels them all, and the page misses nothing", async () => {
    expect(await create(lab, "sleep", { seconds: 60 }, { count: 1_000 })).toEqual({
      firstTask: 2,
      lastTask: 1_001,
    });
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 1_000 });
    await page.until("all were over", () => page.table.countByState[6] === 1_000);
    expect(page.dropped).toBe(0);
    expect(page.snapshots).toBe(1);
    expect(page.events.map((event) => event.seq)).toEqual(page.events.map((_, index) => index));
  });

  it("creates as many tasks as one command may, and streams them without a drop", async () => {
    const count = 100_000;
    expect(await create(lab, "sleep", { seconds: 60 }, { count })).toEqual({
      firstTask: 2,
      lastTask: count + 1,
    });
    // In many steps: a single one would let nobody else have a turn for most of a second.
    expect(page.of("step-started", 1).length).toBeGreaterThan(count / 2_500);
    await page.until("all slept", () => page.table.countByState[3] === count + 1);
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: count });
    await page.until("all were over", () => page.table.countByState[6] === count);
    expect(page.dropped).toBe(0);
    expect(page.snapshots).toBe(1);
  });
});

describe("closing the lab", () => {
  it("stops what runs, lets it clean up, and tells the pages last", async () => {
    await create(lab, "sleep", { seconds: 60 });
    const { postsUrl } = await lab.do("lab.describe", {});
    await lab.lab.close();
    expect(
      page
        .of("task-done")
        .map((event) => event.task)
        .sort(),
    ).toEqual([1, 2]);
    expect(page.pushes.at(-1)).toEqual({ type: "lab-closing" });
    await expect(fetch(postsUrl)).rejects.toThrow();
  });

  it("works once, however often it is asked for", async () => {
    await Promise.all([lab.lab.close(), lab.lab.close()]);
    expect(page.pushes.filter((push) => push.type === "lab-closing").length).toBe(1);
  });
});
