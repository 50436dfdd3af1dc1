import { describe, expect, it } from "vitest";
import { Advice } from "../../shared/events";
import { labForTests } from "./__tests__/lab";
import { ProgramError } from "./program-process";
import type { Language } from "./protocol";

const lab = labForTests();

// Loading CPython takes seconds under load: whichever test needs it first pays.
describe.each<[Language, string]>([
  [
    "typescript",
    `function* nap(seconds) { yield* sleep(seconds); return "rested"; }
     function* fail() { throw new Error("no bread"); }
     function* main() { print("ready"); yield* sleep(3600); }`,
  ],
  [
    "python",
    `import asyncio
async def nap(seconds):
    await asyncio.sleep(seconds)
    return "rested"
async def fail():
    raise ValueError("no bread")
async def main():
    print("ready")
    await asyncio.sleep(3600)
asyncio.run(main())`,
  ],
])("from outside, the tasks of a %s program", { timeout: 60_000 }, (language, source) => {
  it("tell their errors at once if nobody awaits them", async () => {
    const { programs } = lab;
    const run = lab.begin(source, language);
    await run.untilPrinted("ready");
    const failing = await programs.createTask("fail");
    const told = await run.until((event) => event.kind === "printed" && event.task === failing);
    expect(told).toMatchObject({
      advice: Advice.UNSEEN_ERROR,
      text: expect.stringMatching(/nobody has looked at its error: \w*Error: no bread/),
    });
    await programs.stop();
    expect((await run.ended).remarks.filter((line) => line.includes("nobody"))).toHaveLength(1);
  });

  it("are created, awaited and cancelled", async () => {
    const run = lab.begin(source, language);
    await run.untilPrinted("ready");
    const { programs } = lab;
    const short = await programs.createTask("nap", [0.01]);
    const long = await programs.createTask("nap", [3600]);
    expect(long).toBe(short + 1);

    const awaiter = await programs.awaitTask(short);
    const told = await run.until((event) => event.kind === "printed" && event.task === awaiter);
    expect(told).toMatchObject({ text: expect.stringMatching(/^await Task-2 gave .rested.$/) });

    expect(await programs.cancelTask(long, "enough")).toBe(true);
    const done = await run.until((event) => event.kind === "task-done" && event.task === long);
    expect(done).toMatchObject({ text: "CancelledError: enough" });
    expect(await programs.cancelTask(long)).toBe(false);

    await expect(programs.createTask("walk")).rejects.toThrow("no coroutine walk");
    await expect(programs.awaitTask(99)).rejects.toThrow("The program has no task 99.");
    expect(() => lab.begin(source, language)).toThrow(ProgramError);
    // Whoever awaits `main` is cancelled with the others, and `main` is not.
    const onMain = await programs.awaitTask(1);
    const other = await programs.createTask("nap", [3600]);
    expect(await programs.cancelAll()).toBe(2);
    for (const task of [onMain, other]) {
      const { text } = (await run.until(
        (event) => event.kind === "task-done" && event.task === task,
      )) as { text: string };
      expect(text).toContain("CancelledError");
    }
    expect(run.events.filter((event) => event.kind === "task-done" && event.task === 1)).toEqual(
      [],
    );
    await programs.stop();
    await expect(programs.createTask("nap")).rejects.toThrow("No program runs.");
  });
});

it("a process that is killed from outside leaves a sentence, and the next program gets another", async () => {
  const run = lab.begin("function* main() { print('ready'); yield* sleep(3600); }", "typescript");
  await run.untilPrinted("ready");
  lab.killProcess();
  const { end, output, remarks } = await run.ended;
  expect(end).toMatchObject({ outcome: "crashed", exitCode: 1 });
  expect(output).toEqual(["ready"]);
  expect(remarks).toEqual([end.sentence]);
  expect((await lab.run("print('again')", "typescript")).output).toEqual(["again"]);
});
