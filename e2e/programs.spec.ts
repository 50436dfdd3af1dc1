import { expect, test } from "./fixtures";

/** Seconds in "took 2.01 s". */
function secondsTaken(lines: readonly string[]): number {
  const [, seconds] = /took (\d+\.\d+) s/.exec(lines.join("\n")) ?? [];
  return Number(seconds);
}

test("two sources one after the other take twice as long as two tasks", async ({ lab }) => {
  const inTurn = await lab.runProgram("One after the other");
  expect(
    inTurn
      .filter((line) => !line.includes("took"))
      .map((line) => line.replace(/^.*?(starting|finished)/, "$1")),
  ).toEqual(["starting source A", "finished source A", "starting source B", "finished source B"]);
  const atOnce = await lab.runProgram("Two tasks at once");
  // A timer is never early, and a slow machine may make it late.
  expect(secondsTaken(inTurn)).toBeGreaterThanOrEqual(2);
  expect(secondsTaken(atOnce)).toBeGreaterThanOrEqual(1);
  expect(secondsTaken(inTurn) / secondsTaken(atOnce)).toBeGreaterThan(1.5);
});

test("a task's return value is what awaiting it gives", async ({ lab }) => {
  const lines = await lab.runProgram("A task's return value");
  expect(lines.join("\n")).toContain("awaiting gave 5");
  expect(lines.join("\n")).toContain("result() gives 5");
});

test("two titles are fetched at once", async ({ lab }) => {
  const lines = await lab.runProgram("Two titles at once");
  const asked = lines.findIndex((line) => line.includes("asking for post 2"));
  const answered = lines.findIndex((line) => /post \d: /.test(line));
  expect(asked).toBeGreaterThanOrEqual(0);
  expect(asked).toBeLessThan(answered);
});

test("done() is false before and true after", async ({ lab }) => {
  const lines = await lab.runProgram("done() before and after");
  const said = lines.map((line) => /done\(\) is (true|false)/.exec(line)?.[1]).filter(Boolean);
  expect(said).toEqual(["false", "false", "true"]);
});

test("a program that runs can be stopped", async ({ lab }) => {
  await lab.startProgram("One after the other");
  await expect(lab.tasks.row("main").state).toContainText("waiting");
  await lab.stop();
  await expect(lab.tasks.row("main").cancelled).toHaveText("true");
});
