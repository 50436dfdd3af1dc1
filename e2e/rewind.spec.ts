import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

const TWO_TASKS = "Two tasks at once";

/** Goes back to where `name` was not created yet. */
async function backToBefore(lab: LabPage, name: string): Promise<void> {
  await expect(async () => {
    await lab.time.backButton.click();
    await expect(lab.tasks.row(name).state).toHaveText("not created yet", { timeout: 50 });
  }).toPass({ timeout: 20_000, intervals: [0] });
}

test("one cursor for everything: list, inspector, console and loop show the instant, and that it is not now", async ({
  lab,
}) => {
  const printed = await lab.runProgram(TWO_TASKS);
  await lab.tasks.row("source A").select();
  await expect(lab.inspector.outcome).toBeVisible();
  const lines = await lab.console.lines.count();
  const { start, end } = await lab.inspector.lifetime();

  // In the middle of its life, both sleep.
  await lab.time.scrubTo((start + end) / 2);
  await expect(lab.time.sign).toContainText("not now");
  await expect(lab.time.words).toContainText("Not now: ");
  await expect(lab.tasks.row("source A").state).toContainText("pending: waiting for");
  await expect(lab.tasks.row("source A").done).toHaveText("false");
  await expect(lab.tasks.row("source A").outcome).toHaveText("");
  await expect(lab.tasks.group("Pending")).toContainText("3");
  await expect(lab.tasks.group("Result")).toContainText("0");
  await expect(lab.inspector.fact("done()")).toHaveText("false");
  await expect(lab.inspector.outcome).toBeHidden();
  expect(await lab.console.lines.count()).toBeLessThan(lines);
  await expect(lab.console.panel).toContainText("not printed yet at this instant");
  await lab.loop.open();
  await expect(lab.loop.state).toContainText("Not now");
  await expect(lab.loop.timers).toHaveCount(2);
  await expect(lab.loop.timers.filter({ hasText: "source A" })).toHaveCount(1);
  await lab.console.open();

  // Before it was created.
  await backToBefore(lab, "source A");
  await expect(lab.inspector.panel).toContainText("Not created yet");

  // Forward again, turn by turn, into its first step, and back to now.
  await lab.time.stepButton.click();
  await expect(lab.tasks.row("source A").state).not.toHaveText("not created yet");
  await lab.time.nowButton.click();
  await expect(lab.time.sign).toBeHidden();
  await expect(lab.tasks.row("source A").done).toHaveText("true");
  await expect(lab.inspector.outcome).toBeVisible();
  expect(await lab.console.linesOf("Output")).toEqual(printed);
});

test("the cursor is dragged along the timeline's axis, and let go with Escape", async ({ lab }) => {
  await lab.runProgram(TWO_TASKS);
  await lab.timeline.fit();
  await lab.timeline.dragCursor(0.9, 0.5);
  await expect(lab.time.sign).toContainText("not now");
  await expect(lab.tasks.row("source A").done).toHaveText("false");
  await lab.timeline.dragCursor(0.5, 0.02);
  await expect(lab.tasks.row("source A").state).not.toContainText("waiting");
  await lab.timeline.locator.press("Escape");
  await expect(lab.time.sign).toBeHidden();
  await expect(lab.tasks.row("source A").done).toHaveText("true");
});

test("a paused session is stepped back and forth, and goes on from now", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "500" }, name: "before" });
  await expect(lab.tasks.row("before").state).toContainText("waiting");
  await lab.time.pauseButton.click();
  await lab.palette.create("sleep", { fields: { for: "500" }, name: "nap" });
  await lab.time.stepButton.click();
  await expect(lab.tasks.row("nap").state).toHaveText("pending: scheduled");
  await lab.page.keyboard.press("F9");
  await expect(lab.tasks.row("nap").state).toContainText("waiting for sleep(500)");

  // Back shows what was, and undoes nothing.
  await lab.page.keyboard.press("Shift+F9");
  await expect(lab.tasks.row("nap").state).toHaveText("pending: scheduled");
  await lab.page.keyboard.press("Shift+F9");
  await expect(lab.tasks.row("nap").state).toHaveText("not created yet");
  await expect(lab.tasks.row("before").state).toContainText("waiting");
  await expect(lab.time.announcer).toContainText("Not now");
  await expect(lab.tasks.row("before").cancelButton).toBeDisabled();
  await lab.tasks.row("before").select();
  await lab.page.keyboard.press("c");
  await expect(lab.tasks.row("before").outcome).toContainText("return to now");

  // Forward walks what was recorded, and only past its end does the scheduler take a step.
  await lab.page.keyboard.press("F9");
  await expect(lab.tasks.row("nap").state).toHaveText("pending: scheduled");
  await lab.page.keyboard.press("F9");
  await expect(lab.time.sign).toBeHidden();
  await expect(lab.tasks.row("nap").state).toContainText("waiting for sleep(500)");
  await expect(lab.time.announcer).toHaveText("Now.");
  await lab.page.keyboard.press("Shift+F9");
  await expect(lab.time.sign).toBeVisible();
  await lab.time.resumeButton.click();
  await expect(lab.time.sign).toBeHidden();
  await expect(lab.time.pauseButton).toBeVisible();
  await lab.time.setDial("jump");
  await expect(lab.tasks.row("nap").state).toHaveText("done: result");
});

test("a recording is gone through, to a step of a task and on from there", async ({ lab }) => {
  await lab.runProgram(TWO_TASKS);
  await lab.recordings.save("to look back at");
  await expect(lab.notices).toContainText("Saved");
  await lab.recordings.entry("to look back at").click();
  await expect(lab.recordings.pane).toContainText(TWO_TASKS);
  await lab.tasks.row("source A").select();
  await lab.inspector.lookAtStep(1);
  await expect(lab.time.sign).toContainText("not now");
  await expect(lab.tasks.row("source A").state).toHaveText("pending: running");
  await lab.page.keyboard.press("F9");
  await expect(lab.tasks.row("source A").state).toContainText("waiting");
  await lab.page.keyboard.press("Shift+F8");
  await expect(lab.tasks.row("source A").state).toHaveText("done: result");
});

test("each session keeps its instant, until another run begins in it", async ({ lab }) => {
  await lab.runProgram(TWO_TASKS);
  await backToBefore(lab, "source A");
  await lab.open("Playground");
  await expect(lab.time.sign).toBeHidden();
  await lab.open(TWO_TASKS);
  await expect(lab.tasks.row("source A").state).toHaveText("not created yet");
  await lab.runProgram(TWO_TASKS);
  await expect(lab.time.sign).toBeHidden();
  await expect(lab.tasks.row("source A").state).toHaveText("done: result");
});

test("the states by which the list is filtered are those of the instant", async ({ lab }) => {
  await lab.runProgram(TWO_TASKS);
  await lab.tasks.row("source A").select();
  const { start, end } = await lab.inspector.lifetime();
  await lab.tasks.group("Pending").click();
  expect(await lab.tasks.count()).toBe(0);
  await lab.time.scrubTo((start + end) / 2);
  await expect.poll(() => lab.tasks.count()).toBe(3);
});
