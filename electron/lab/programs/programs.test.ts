import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Channel, Outcome, WaitReason } from "../../../shared/events";
import { virtualClock } from "../../scheduler";
import { TestLab } from "../test-lab";
import type { TestPage } from "../test-lab";
import { PROGRAMS } from "./index";

let lab: TestLab;
let page: TestPage;

beforeEach(async () => {
  lab = await TestLab.open({ newClock: virtualClock });
  page = lab.follow("program");
});

afterEach(() => lab.close());

/** Runs a program to its end. */
async function run(program: string): Promise<void> {
  const { epoch } = await lab.do("programs.run", { program });
  await page.until("the program had ended", () => {
    const { status } = page;
    return status?.epoch === epoch && status.phase === "ended" && page.epoch === epoch;
  });
  await page.untilDone(1);
}

/** What was printed, each line behind its time. */
const output = () =>
  page.lines(Channel.OUTPUT).map(({ time, text }) => `${time.toFixed(2)} ${text}`);

describe("the built-in programs", () => {
  it("await two sources one after the other in two seconds", async () => {
    await run("one-after-the-other");
    expect(output()).toEqual([
      "0.00 starting source A",
      "1.00 finished source A",
      "1.00 starting source B",
      "2.00 finished source B",
      "2.00 data of source A, data of source B: took 2.00 s",
    ]);
    expect(page.of("task-created").map((event) => event.name)).toEqual(["main"]);
  });

  it("run the same two sources as tasks in one second", async () => {
    await run("two-tasks");
    expect(output()).toEqual([
      "0.00 starting source A",
      "0.00 starting source B",
      "1.00 finished source A",
      "1.00 finished source B",
      "1.00 data of source A, data of source B: took 1.00 s",
    ]);
    expect(page.of("task-created").map(({ name, creator }) => [name, creator])).toEqual([
      ["main", 0],
      ["source A", 1],
      ["source B", 1],
    ]);
    expect(page.of("task-coroutine").map((event) => event.coroutine)).toEqual([
      "main()",
      "fetchSource",
      "fetchSource",
    ]);
  });

  it("take a task's return value, as often as they ask", async () => {
    await run("return-value");
    expect(output()).toEqual([
      "0.50 awaiting gave 5 after 0.50 s",
      "0.50 awaiting again gave 5, result() gives 5",
      "0.50 took 0.50 s",
    ]);
  });

  it("ask for two titles at the same time", async () => {
    await lab.do("settings.update", { settings: { latencyMs: 50, jitterMs: 0 } });
    await run("two-titles");
    expect(output().length).toBe(5);
    expect(page.texts(Channel.OUTPUT)[2]).toMatch(/^post \d: ./);
    const [first, second] = page.of("request-started");
    const ends = page.of("request-ended");
    expect([first!.text, second!.text]).toEqual(["GET /posts/1", "GET /posts/2"]);
    expect(ends.map((event) => event.text)).toEqual(["200", "200"]);
    expect(second!.seq).toBeLessThan(Math.min(...ends.map((event) => event.seq)));
  });

  it("show when a task is done: not when it is created, and not when it has begun", async () => {
    await run("done-before-and-after");
    expect(output()).toEqual([
      "0.00 just created: done() is false after 0.00 s",
      "0.00 the nap begins",
      "0.00 begun: done() is false after 0.00 s",
      "1.00 awaited: done() is true, cancelled() is false after 1.00 s",
    ]);
  });

  it("hand a lock from one worker to the next, in the order in which they asked", async () => {
    await run("three-workers-and-a-lock");
    expect(output()).toEqual([
      "0.00 Ada asks for the tool",
      "0.00 Ada has the tool",
      "0.00 Ben asks for the tool",
      "0.00 Cleo asks for the tool",
      "1.00 Ben has the tool",
      "2.00 Cleo has the tool",
      "3.00 Ada, Ben, Cleo: took 3.00 s",
    ]);
    expect(page.of("resource-created").map(({ name }) => name)).toEqual(["the tool"]);
    expect(page.of("resource-used").map(({ task }) => task)).toEqual([2, 2, 3, 3, 4, 4]);
    expect(page.of("wait-members")).toMatchObject([{ task: 1, first: 2, count: 3 }]);
  });

  it("let a producer wait for room, and the end for the last item", async () => {
    await run("producer-and-consumers");
    const lines = output();
    expect(lines.slice(0, 4)).toEqual(["0.00 put 1", "0.00 put 2", "0.00 put 3", "0.00 put 4"]);
    expect(lines.at(-1)).toBe("2.00 8 items: took 2.00 s");
    expect(lines.filter((line) => line.includes("is done with")).length).toBe(8);
    const waits = page.of("task-waiting").filter(({ resource }) => resource === 1);
    expect(new Set(waits.map(({ reason }) => reason))).toEqual(
      new Set([WaitReason.QUEUE_GET, WaitReason.QUEUE_PUT, WaitReason.QUEUE_JOIN]),
    );
  });

  it.each(PROGRAMS.map((program) => [program.description.id, program]))(
    "%s ends without an error or a warning, and tells its time",
    async (id, { description }) => {
      await lab.do("settings.update", { settings: { latencyMs: 0, jitterMs: 0 } });
      await run(id);
      expect(page.of("task-done", 1)[0]!.outcome).toBe(Outcome.RESULT);
      expect(page.texts(Channel.ERROR)).toEqual([]);
      expect(page.texts(Channel.WARNING)).toEqual([]);
      expect(page.texts(Channel.OUTPUT).at(-1)).toMatch(/\d\.\d\d s$/);
      expect(page.texts(Channel.LAB)).toEqual([
        expect.stringMatching(
          new RegExp(`^${description.title.replace("()", "\\(\\)")} ended after`),
        ),
      ]);
    },
  );

  it.each(PROGRAMS.map(({ description }) => [description.id, description.source]))(
    "%s is shown as the file that runs, without what ties it into the project",
    async (id, source) => {
      const file = await readFile(new URL(`./${id}.ts`, import.meta.url), "utf8");
      expect(source).not.toMatch(/^(import|export)/m);
      expect(source).toMatch(/^function\* main\(\)/m);
      const kept = file.split("\n").filter((line) => !line.startsWith("import "));
      expect(source.split("\n")).toEqual(
        kept
          .join("\n")
          .trim()
          .split("\n")
          .map((line) => line.replace(/^export /, "")),
      );
    },
  );
});
