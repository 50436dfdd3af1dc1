import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { Channel, Outcome, RequestOutcome } from "../../shared/events";
import { DEFAULT_SETTINGS, MIN_HISTORY_EVENTS } from "../../shared/settings";
import { MAX_QUEUED_ACTIONS } from "./limits";
import { TestLab } from "./test-lab";
import type { TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  lab = await TestLab.open();
  await lab.do("settings.update", { settings: { latencyMs: 20, jitterMs: 0 } });
  page = lab.follow();
});

afterEach(() => lab.close());

const playground = { session: "playground" } as const;

async function create(
  coroutine: Parameters<typeof request>[0],
  args: Record<string, number | string> = {},
  more: { name?: string; count?: number } = {},
): Promise<{ firstTask: number; lastTask: number }> {
  const created = await lab.do("tasks.create", request(coroutine, args, more));
  if (!("firstTask" in created)) throw new Error("The tasks were queued.");
  return created;
}

function request(
  coroutine: "sleep" | "fetch-title" | "fetch-several" | "fail-after" | "ignore-one-cancel",
  args: Record<string, number | string>,
  more: { name?: string; count?: number } = {},
) {
  return { ...playground, coroutine, args, count: 1, ...more };
}

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
    const first = await create("fetch-title", { post: 1 }, { name: "a" });
    const second = await create("fetch-title", { post: 2 }, { name: "b" });
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
    await create("sleep", {}, { name: "nap", count: 3 });
    await create("sleep", {}, { count: 2 });
    await create("sleep", {}, { name: "  " });
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
    await create("fetch-title", { post: 1 });
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
    await create("fail-after", { seconds: 0.02, message: "burnt" });
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
    await create("fail-after", { seconds: 0, message: "burnt" });
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
    await create("fetch-title", { post: 1 });
    await page.until("it waited", () => page.of("task-waiting", 2).length > 0);
    // Answered after the first has arrived: the server takes them in their order.
    await lab.do("settings.update", { settings: { latencyMs: 0 } });
    await create("fetch-title", { post: 2 });
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
    await create("sleep", { seconds: 60 });
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
    await create("sleep", { seconds: 60 }, { count: 3 });
    await create("sleep", { seconds: 0 });
    await page.untilDone(5);
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 3 });
    await page.untilDone(2, 3, 4);
    expect(page.of("task-done", 1)).toEqual([]);
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 0 });
    expect(page.status).toMatchObject({ phase: "running" });
  });

  it("leaves main alone when it cancels a task that awaits it", async () => {
    await create("sleep", { seconds: 0 });
    const { awaiter } = await lab.do("tasks.await", { ...playground, task: 1 });
    await page.until("it waited", () => page.of("task-waiting", awaiter).length > 0);
    expect(page.of("task-waiting", awaiter)[0]).toMatchObject({ label: "await main" });
    expect(await lab.do("tasks.cancelAll", playground)).toEqual({ accepted: 1 });
    await page.untilDone(awaiter);
    expect(page.of("task-done", 1)).toEqual([]);
  });

  it("creates 1,000 tasks at once and cancels them all, and the page misses nothing", async () => {
    expect(await create("sleep", { seconds: 60 }, { count: 1_000 })).toEqual({
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
    expect(await create("sleep", { seconds: 60 }, { count })).toEqual({
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
  }, 60_000);
});

describe("awaiting a coroutine directly", () => {
  const awaitDirectly = (seconds: number, count = 1) =>
    lab.do("tasks.awaitDirectly", { ...request("sleep", { seconds }), count });

  it("occupies main: what is created meanwhile waits for its turn", async () => {
    expect(await awaitDirectly(0.1)).toEqual({ queued: 0 });
    expect(await lab.do("tasks.create", request("sleep", {}, { name: "later" }))).toEqual({
      queued: 1,
    });
    expect(await awaitDirectly(0)).toEqual({ queued: 2 });
    await page.until("it was told", () => page.status?.awaiting?.queued === 2);
    expect(page.status!.awaiting).toMatchObject({ coroutine: "sleepFor(0.1)", queued: 2 });
    await page.until("both were awaited", () => page.texts(Channel.RESULT).length === 2);
    expect(page.texts(Channel.RESULT)).toEqual([
      'await sleepFor(0.1) gave "slept for 0.1 s"',
      'await sleepFor(0) gave "slept for 0 s"',
    ]);
    const [created] = page.of("task-created", 2);
    const [first, second] = page.lines(Channel.RESULT);
    expect(created!.time).toBeGreaterThanOrEqual(first!.time);
    expect(created!.time).toBeLessThanOrEqual(second!.time);
    await page.until("main was free", () => page.status?.awaiting === null);
    expect(page.of("task-waiting", 1).map((event) => event.label)).toContain("sleep(0.1)");
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
    await create("sleep", { seconds: 0 });
  });

  it("ends main if main is cancelled; what waited is dropped, and the next action starts it again", async () => {
    await awaitDirectly(60);
    await lab.do("tasks.create", request("sleep", {}));
    await page.until("main waited", () => page.of("task-waiting", 1).length > 0);
    await lab.do("tasks.cancel", { ...playground, task: 1 });
    await page.untilPhase("ended");
    await page.until("it was told", () => page.texts(Channel.LAB).length === 2);
    expect(page.texts(Channel.LAB)[1]).toContain("1 action that waited for it will not be done");
    const { firstTask } = await create("sleep", { seconds: 0 });
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

describe("what the lab refuses", () => {
  it("is an argument that is out of range, with its field", async () => {
    expect(await lab.refused("tasks.create", request("sleep", { seconds: -1 }))).toEqual({
      code: "bad-input",
      message: '"seconds" has to be a number from 0 to 3600 s, not -1.',
      field: "args.seconds",
    });
    expect(page.events).toEqual([]);
  });

  it("is a task that does not exist", async () => {
    for (const command of ["tasks.await", "tasks.cancel"] as const) {
      expect(await lab.refused(command, { ...playground, task: 7 })).toMatchObject({
        code: "not-found",
        field: "task",
      });
    }
  });

  it("is to create tasks in the programs' session", async () => {
    const sleep = { ...request("sleep", {}), session: "program" as const };
    expect((await lab.refused("tasks.create", sleep)).code).toBe("conflict");
    expect((await lab.refused("tasks.awaitDirectly", sleep)).code).toBe("conflict");
  });

  it("is a program that does not exist, also by a name of the prototype", async () => {
    for (const program of ["none", "__proto__", "constructor"]) {
      expect(await lab.refused("programs.run", { program })).toMatchObject({
        code: "not-found",
        message: expect.stringContaining("two-tasks"),
        field: "program",
      });
    }
  });

  it("is whatever comes once it closes", async () => {
    await lab.lab.close();
    expect((await lab.refused("tasks.create", request("sleep", {}))).code).toBe("conflict");
    expect((await lab.refused("programs.run", { program: "two-tasks" })).code).toBe("conflict");
    expect((await lab.refused("session.clear", playground)).code).toBe("conflict");
    expect((await lab.refused("lab.describe", {})).code).toBe("conflict");
    expect((await lab.refused("settings.update", { settings: {} })).code).toBe("conflict");
  });
});

describe("stopping and clearing", () => {
  it("stop cancels everything, main included, and the record stays", async () => {
    await create("sleep", { seconds: 60 }, { count: 2 });
    await lab.do("session.stop", playground);
    await page.untilPhase("ended");
    await page.until("it was told", () => page.texts(Channel.LAB).length > 0);
    expect(
      page
        .of("task-done")
        .map(({ task, outcome }) => [task, outcome])
        .sort(),
    ).toEqual([
      [1, Outcome.CANCELLED],
      [2, Outcome.CANCELLED],
      [3, Outcome.CANCELLED],
    ]);
    expect(page.texts(Channel.LAB)).toEqual([
      expect.stringMatching(/^The playground was stopped after \d/),
    ]);
    const { firstTask } = await create("sleep", { seconds: 0 });
    expect(firstTask).toBe(5);
  });

  it("stop drops what main had not begun, and says so to whoever waits for it", async () => {
    const created = lab.refused("tasks.create", request("sleep", {}));
    await lab.do("session.stop", playground);
    expect(await created).toMatchObject({ code: "conflict" });
    await page.until("it was told", () => page.texts(Channel.LAB).length === 2);
    expect(await create("sleep", { seconds: 0 })).toEqual({ firstTask: 3, lastTask: 3 });
  });

  it("stop ends a main that creates tasks, and says so to whoever waits for them", async () => {
    const tasks = request("sleep", { seconds: 60 }, { count: 100_000 });
    const creating = lab.refused("tasks.create", tasks);
    await page.until("the first were created", () => page.of("task-created", 2).length > 0);
    await lab.do("session.stop", playground);
    expect(await creating).toMatchObject({ code: "conflict" });
  });

  it("stop does nothing where nothing runs", async () => {
    expect(await lab.do("session.stop", { session: "program" })).toEqual({});
    expect(page.statuses).toEqual([]);
  });

  it("clear begins a new epoch, with nothing in it, for every page", async () => {
    await create("sleep", { seconds: 60 });
    await page.until("it was there", () => page.of("task-waiting", 2).length > 0);
    expect(await lab.do("session.clear", playground)).toEqual({ epoch: 2 });
    await page.until("the page knew", () => page.epoch === 2);
    expect(page.events).toEqual([]);
    expect(page.status).toMatchObject({ epoch: 2, phase: "empty" });
    expect(await create("sleep", { seconds: 0 })).toEqual({ firstTask: 2, lastTask: 2 });
    await page.untilDone(2);
  });

  it("clear ends a task that ignores its first cancel", async () => {
    await create("ignore-one-cancel", { seconds: 60 }, { name: "stubborn" });
    await page.until("it slept", () => page.of("task-waiting", 2).length > 0);
    expect(await lab.do("session.clear", playground)).toEqual({ epoch: 2 });
  });

  it("running a program stops the one that runs, and two at once come one after the other", async () => {
    const programs = lab.follow("program");
    const epochs = await Promise.all([
      lab.do("programs.run", { program: "two-tasks" }),
      lab.do("programs.run", { program: "two-tasks" }),
      lab.do("programs.run", { program: "return-value" }),
    ]);
    expect(epochs).toEqual([{ epoch: 2 }, { epoch: 3 }, { epoch: 4 }]);
    await programs.until(
      "the last had ended",
      () => programs.status?.phase === "ended" && programs.status.epoch === 4,
    );
    const ends = programs.statuses.filter((status) => status.phase === "ended");
    expect(ends.map(({ epoch, program }) => [epoch, program])).toEqual([
      [2, "two-tasks"],
      [3, "two-tasks"],
      [4, "return-value"],
    ]);
  });
});

describe("settings", () => {
  it("turn the running server's dials, are kept, and are told to every page", async () => {
    const other = lab.follow("program");
    const changes = { errorRate: 1, latencyMs: 0, theme: "dark" } as const;
    const { settings } = await lab.do("settings.update", { settings: changes });
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, jitterMs: 0, ...changes });
    expect(other.pushes).toEqual([{ type: "settings", settings }]);
    await create("fetch-title", { post: 1 });
    await page.untilDone(2);
    expect(page.resultOf(2)).toContain("answered with status 500");
    const file = await readFile(join(lab.profile, "settings.json"), "utf8");
    expect(JSON.parse(file)).toEqual(settings);
  });

  it("bound what a session remembers, also of one that runs already", async () => {
    await lab.do("settings.update", { settings: { historyEvents: MIN_HISTORY_EVENTS } });
    await create("sleep", { seconds: 0 }, { count: 20_000 });
    await page.until("some had to leave", () => page.evicted > 0);
    expect(page.kept).toBeLessThanOrEqual(MIN_HISTORY_EVENTS);
  });

  it("hold for the next lab of the same profile, and its host is told", async () => {
    await lab.do("settings.update", { settings: { theme: "light" } });
    const themes: string[] = [];
    const next = await TestLab.open({
      profile: lab.profile,
      onSettings: ({ theme }) => void themes.push(theme),
    });
    onTestFinished(() => next.lab.close());
    expect((await next.do("lab.describe", {})).settings.theme).toBe("light");
    await next.do("settings.update", { settings: { theme: "dark" } });
    expect(themes).toEqual(["light", "dark"]);
  });

  it("that cannot be read are set aside, and it is said in the log and on the console", async () => {
    await writeFile(join(lab.profile, "settings.json"), "{");
    const next = await TestLab.open({ profile: lab.profile });
    onTestFinished(() => next.lab.close());
    expect(next.logged).toEqual([expect.stringContaining("set aside as")]);
    expect(next.follow().texts(Channel.WARNING)).toEqual(next.logged);
    expect((await next.do("lab.describe", {})).settings).toEqual(DEFAULT_SETTINGS);
  });

  it("that cannot be saved hold all the same, and it is said", async () => {
    const path = join(lab.profile, "settings.json");
    await rm(path);
    await mkdir(join(path, "in-the-way"), { recursive: true });
    expect(await lab.refused("settings.update", { settings: { latencyMs: 1 } })).toMatchObject({
      code: "internal",
      message: expect.stringContaining("could not be saved"),
    });
    expect((await lab.do("lab.describe", {})).settings.latencyMs).toBe(1);
  });

  it("refuse a base URL that nothing can be fetched from, and change nothing", async () => {
    const settings = { baseUrl: "ftp://example.org", latencyMs: 3 };
    expect(await lab.refused("settings.update", { settings })).toMatchObject({
      code: "bad-input",
      field: "settings.baseUrl",
      message: expect.stringContaining("http"),
    });
    expect((await lab.do("lab.describe", {})).settings).toMatchObject({
      baseUrl: "",
      latencyMs: 20,
    });
  });

  it("send fetches to another server, which gets no mark of the lab's", async () => {
    const asked: string[] = [];
    const server = createServer((incoming, response) => {
      asked.push(incoming.url ?? "");
      response.end(JSON.stringify({ userId: 1, id: 5, title: "From elsewhere", body: "" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
    await lab.do("settings.update", { settings: { baseUrl } });
    await create("fetch-title", { post: 5 });
    await page.untilDone(2);
    expect(page.resultOf(2)).toBe('"From elsewhere"');
    expect(asked).toEqual(["/base/posts/5"]);
    expect(page.texts(Channel.SERVER)).toEqual([]);
  });

  it.each([
    ["a server that is not there", "http://127.0.0.1:1", "127.0.0.1:1"],
    ["a page of the lab's own server that is not there", "", "status 404"],
  ])("that lead to %s make a fetch fail with a sentence", async (_what, address, part) => {
    const baseUrl = address === "" ? `${(await lab.do("lab.describe", {})).postsUrl}/no` : address;
    await lab.do("settings.update", { settings: { baseUrl } });
    await create("fetch-title", { post: 1 });
    await page.untilDone(2);
    expect(page.of("task-done", 2)[0]!.outcome).toBe(Outcome.ERROR);
    expect(page.resultOf(2)).toMatch(/^HttpError: .*\.$/);
    expect(page.resultOf(2)).toContain(part);
  });
});

describe("closing the lab", () => {
  it("stops what runs, lets it clean up, and tells the pages last", async () => {
    await create("sleep", { seconds: 60 });
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
