import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel, Outcome } from "../../shared/events";
import { create, openPlayground, playground, request } from "./__tests__/playground";
import type { TestLab, TestPage } from "./test-lab";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  ({ lab, page } = await openPlayground());
});

afterEach(() => lab.close());

describe("stopping and clearing", () => {
  it("stop cancels everything, main included, and the record stays", async () => {
    await create(lab, "sleep", { seconds: 60 }, { count: 2 });
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
    const { firstTask } = await create(lab, "sleep", { seconds: 0 });
    expect(firstTask).toBe(5);
  });

  it("stop drops what main had not begun, and says so to whoever waits for it", async () => {
    const created = lab.refused("tasks.create", request("sleep", {}));
    await lab.do("session.stop", playground);
    expect(await created).toMatchObject({ code: "conflict" });
    await page.until("it was told", () => page.texts(Channel.LAB).length === 2);
    expect(await create(lab, "sleep", { seconds: 0 })).toEqual({ firstTask: 3, lastTask: 3 });
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
    await create(lab, "sleep", { seconds: 60 });
    await page.until("it was there", () => page.of("task-waiting", 2).length > 0);
    expect(await lab.do("session.clear", playground)).toEqual({ epoch: 2 });
    await page.until("the page knew", () => page.epoch === 2);
    expect(page.events).toEqual([]);
    expect(page.status).toMatchObject({ epoch: 2, phase: "empty" });
    expect(await create(lab, "sleep", { seconds: 0 })).toEqual({ firstTask: 2, lastTask: 2 });
    await page.untilDone(2);
  });

  it("clear ends a task that ignores its first cancel", async () => {
    await create(lab, "ignore-one-cancel", { seconds: 60 }, { name: "stubborn" });
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
