import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

/** One after the other, then the same two as tasks. */
async function runBoth(lab: LabPage): Promise<void> {
  await lab.runProgram("One after the other");
  await lab.runProgram("Two tasks at once");
}

/** Seconds in "B is 998 ms faster: 1.00 s against 2.00 s". */
function measured(sentence: string): { difference: number; short: number; long: number } {
  const [difference, short, long] = [...sentence.matchAll(/(\d+(?:\.\d+)?) (ms|s)\b/g)].map(
    ([, amount, unit]) => Number(amount) / (unit === "ms" ? 1_000 : 1),
  );
  return { difference: difference ?? NaN, short: short ?? NaN, long: long ?? NaN };
}

test("run, change, run, compare: what two tasks at once save, and why", async ({ lab }) => {
  await runBoth(lab);
  await lab.compare.open();
  await expect(lab.compare.choice("A")).toContainText("The run before");
  await expect(lab.compare.difference).toHaveText(/^B is .* faster/);
  const { difference, short, long } = measured(await lab.compare.difference.innerText());
  // A timer is never early, and a slow machine may make it late.
  expect(long).toBeGreaterThanOrEqual(2);
  expect(short).toBeGreaterThanOrEqual(1);
  expect(difference).toBeGreaterThan(0.5);
  expect(Math.abs(long - short - difference)).toBeLessThan(0.03);

  // `main` waits twice in the one; in the other a task waits, and its end wakes `main`.
  await expect(lab.compare.legs("A")).toHaveText([/main waited twice for sleep\(1\) 2\.\d+ s/]);
  await expect(lab.compare.legs("B")).toHaveText([
    /main/,
    /created by main.*source [AB] waited for sleep\(1\) 1\.\d+ s/s,
    /woken by source [AB], having waited for source [AB] for .*main/s,
  ]);

  await lab.compare.showTasks();
  await expect(lab.compare.tasks.filter({ hasText: "main" })).toHaveText(/less.*both/);
  await expect(lab.compare.tasks.filter({ hasText: "source A" })).toHaveText(/only in B/);

  await lab.compare.swap();
  await expect(lab.compare.difference).toHaveText(/^A is .* faster/);
  await lab.compare.close();
  await expect(lab.page.getByRole("region", { name: "Program" })).toContainText("Two tasks");
});

test("a run is compared with a recording, by key alone", async ({ lab }) => {
  await lab.runProgram("One after the other");
  await lab.recordings.save("in turn");
  await expect(lab.notices).toContainText("Saved");
  await lab.runProgram("Two tasks at once");
  const { keyboard } = lab.page;
  await keyboard.press("ControlOrMeta+k");
  await keyboard.type("compare recording in turn");
  await keyboard.press("Enter");
  await expect(lab.compare.difference).toHaveText(/^B is .* faster/);
  await lab.compare.stage.focus();
  await keyboard.press("ArrowDown");
  await expect(lab.compare.spoken).toHaveText(/^A, main: ran .* It is on the critical path\.$/);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await expect(lab.compare.spoken).toHaveText(/^B, source A: /);
  await keyboard.press("+");
  await keyboard.press("f");
});

test("without a run before, it says what is needed, and takes one when there is", async ({
  lab,
}) => {
  await lab.compare.open();
  await expect(lab.compare.panel).toContainText("run something twice, or choose a recording");
  await lab.runProgram("A task's return value");
  await lab.runProgram("Two tasks at once");
  await lab.page.keyboard.press("Alt+v");
  await expect(lab.compare.difference).toHaveText(/^A is .* faster/);
});
