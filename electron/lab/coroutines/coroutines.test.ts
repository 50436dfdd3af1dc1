import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Arguments, CoroutineId } from "../../../shared/catalog";
import { commandInputs } from "../../../shared/contract";
import { Channel, Outcome } from "../../../shared/events";
import { LabError } from "../../../shared/result";
import { scaledClock } from "../../scheduler";
import { MAX_BLOCK_SECONDS } from "../limits";
import { TestLab } from "../test-lab";
import type { TestPage } from "../test-lab";
import { callOf } from "./arguments";
import { OFFERS } from "./index";

describe("what the palette offers", () => {
  it("is every coroutine that the contract knows, each once", () => {
    const ids = OFFERS.map((offer) => offer.description.id);
    expect([...ids].sort()).toEqual(
      [...commandInputs["tasks.create"].shape.coroutine.options].sort(),
    );
  });

  it.each(OFFERS.map((offer) => [offer.description.id, offer] as const))(
    "%s has defaults that it accepts, and a source of its own",
    (id, offer) => {
      const call = callOf(id, {});
      expect(call.values).toEqual(offer.description.parameters.map((one) => one.default));
      expect(offer.description.source).toContain(`function* ${offer.functionName}(`);
      expect(call.text).toMatch(new RegExp(`^${offer.functionName}\\(`));
    },
  );
});

describe("a coroutine's arguments", () => {
  const refusal = (id: CoroutineId, args: Arguments): LabError => {
    try {
      callOf(id, args);
    } catch (error) {
      if (error instanceof LabError) return error;
    }
    throw new Error("They were not refused.");
  };

  it("stand in the call as a reader would write it", () => {
    expect(callOf("sleep", { seconds: 0.5 }).text).toBe("sleepFor(0.5)");
    expect(callOf("fail-after", { message: 'no "such" post' }).text).toBe(
      'failAfter(0.5, "no \\"such\\" post")',
    );
  });

  it.each<[CoroutineId, Arguments, string, string]>([
    ["sleep", { seconds: -1 }, "seconds", '"seconds" has to be a number from 0 to 3600 s, not -1.'],
    ["sleep", { seconds: "1" }, "seconds", 'from 0 to 3600 s, not "1".'],
    ["sleep", { minutes: 1 }, "minutes", '"sleep" takes no "minutes": it takes seconds.'],
    ["sleep", JSON.parse('{"__proto__":1}') as Arguments, "__proto__", "it takes seconds."],
    ["sleep", { constructor: 1 } as Arguments, "constructor", "it takes seconds."],
    ["fetch-title", { post: 1.5 }, "post", "has to be a whole number from 1 to 1000000, not 1.5."],
    ["fetch-several", { howMany: 101 }, "howMany", "a whole number from 0 to 100, not 101."],
    ["fail-after", { message: 3 }, "message", '"message" has to be a text.'],
    ["fail-after", { message: "x".repeat(201) }, "message", "200 characters at most, not 201."],
    ["count", { too: 1 }, "too", "it takes to and pause."],
    ["block-the-loop", { seconds: 60 }, "seconds", `from 0 to ${MAX_BLOCK_SECONDS} s, not 60.`],
  ])("of %s are refused as %j, with the field and what would be right", (id, args, name, part) => {
    const error = refusal(id, args);
    expect(error.code).toBe("bad-input");
    expect(error.field).toBe(`args.${name}`);
    expect(error.message).toContain(part);
  });
});

describe("the palette's coroutines", () => {
  let lab: TestLab;
  let page: TestPage;

  beforeEach(async () => {
    lab = await TestLab.open({ newClock: () => scaledClock(20) });
    await lab.do("settings.update", { settings: { latencyMs: 5, jitterMs: 0 } });
    page = lab.follow();
  });

  afterEach(() => lab.close());

  async function create(coroutine: CoroutineId, args: Arguments = {}): Promise<number> {
    const created = await lab.do("tasks.create", {
      session: "playground",
      coroutine,
      args,
      count: 1,
    });
    if (!("firstTask" in created)) throw new Error("It was queued.");
    return created.firstTask;
  }

  const waits = (task: number) => page.of("task-waiting", task).map((event) => event.label);

  it("sleep waits and returns", async () => {
    const task = await create("sleep", { seconds: 0.5 });
    await page.untilDone(task);
    expect(page.resultOf(task)).toBe('"slept for 0.5 s"');
    expect(waits(task)).toEqual(["sleep(0.5)"]);
  });

  it("fetch title gives a post's title, over HTTP", async () => {
    const task = await create("fetch-title", { post: 2 });
    await page.untilDone(task);
    expect(page.resultOf(task)).toBe('"Four burners, one cook"');
    expect(waits(task)).toEqual(["GET /posts/2"]);
  });

  it("fetch title fails with a sentence for a post that is not there", async () => {
    const task = await create("fetch-title", { post: 101 });
    await page.untilDone(task);
    expect(page.resultOf(task)).toContain("has no post 101: it answered with status 404.");
    expect(page.of("request-ended", task)).toMatchObject([{ outcome: 0, text: "404" }]);
  });

  it("fetch several creates a task for each post and gathers them", async () => {
    const task = await create("fetch-several", { first: 3, howMany: 3 });
    await page.untilDone(task);
    const children = page.of("task-created").filter((event) => event.creator === task);
    expect(children.map((event) => event.name)).toEqual(["title-3", "title-4", "title-5"]);
    expect(page.of("task-coroutine", children[0]!.task)[0]!.coroutine).toBe("fetchTitle");
    expect(waits(task)).toEqual(["gather(3)"]);
    expect(page.resultOf(task)).toMatch(/^\["Never stare at the oven", ".*", ".*"\]$/);
  });

  it("fetch several of none gives an empty list", async () => {
    const task = await create("fetch-several", { howMany: 0 });
    await page.untilDone(task);
    expect(page.resultOf(task)).toBe("[]");
  });

  it("fail after throws its message", async () => {
    const task = await create("fail-after", { seconds: 0.1, message: "out of flour" });
    await page.untilDone(task);
    expect(page.of("task-done", task)).toMatchObject([
      { outcome: Outcome.ERROR, text: "Error: out of flour" },
    ]);
  });

  it("count prints and returns what it counted to", async () => {
    const task = await create("count", { to: 3, pause: 0.1 });
    await page.untilDone(task);
    expect(page.lines(Channel.OUTPUT)).toMatchObject([
      { task, text: "counted to 1" },
      { task, text: "counted to 2" },
      { task, text: "counted to 3" },
    ]);
    expect(page.resultOf(task)).toBe("3");
  });

  it("ignore one cancel goes on after the first and ends with the second", async () => {
    const task = await create("ignore-one-cancel", { seconds: 60 });
    const cancel = () => lab.do("tasks.cancel", { session: "playground", task });
    await page.until("it slept", () => waits(task).length === 1);
    expect(await cancel()).toEqual({ accepted: true });
    await page.until("it slept again", () => waits(task).length === 2);
    expect(page.texts(Channel.OUTPUT)).toEqual(["cancelled, and going on all the same"]);
    expect(await cancel()).toEqual({ accepted: true });
    await page.untilDone(task);
    expect(page.of("task-done", task)[0]!.outcome).toBe(Outcome.CANCELLED);
    expect(await cancel()).toEqual({ accepted: false });
  });

  it("a cancel that was swallowed for good is warned of at the end", async () => {
    const task = await create("ignore-one-cancel", { seconds: 1 });
    await page.until("it slept", () => waits(task).length === 1);
    await lab.do("tasks.cancel", { session: "playground", task });
    await page.untilDone(task);
    expect(page.resultOf(task)).toBe('"ignored one cancel"');
    expect(page.lines(Channel.WARNING)).toMatchObject([
      { task, text: expect.stringContaining("the cancel was swallowed") },
    ]);
  });

  it("block the loop is one long step, during which nobody else runs, and warned of", async () => {
    const task = await create("block-the-loop", { seconds: 0.2 });
    const other = await create("sleep", { seconds: 0 });
    await page.untilDone(task, other);
    const [step] = page.of("step-started", task);
    const [next] = page.of("task-ready", task).slice(1);
    // The loop's time runs twenty times as fast as the computer's.
    expect(next!.time - step!.time).toBeGreaterThanOrEqual(0.2 * 20);
    const between = page.events.filter(
      ({ seq, kind }) => seq > step!.seq && seq < next!.seq && kind === "step-started",
    );
    expect(between).toEqual([]);
    // A machine that is busy may stall other steps too, its own others included, and they are warned of as well.
    expect(page.lines(Channel.WARNING)).toContainEqual(
      expect.objectContaining({ task, text: expect.stringContaining("without a pause") }),
    );
  });
});
