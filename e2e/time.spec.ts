import { expect, test } from "./fixtures";

test("a paused session stands still, takes actions, and goes on from there", async ({ lab }) => {
  await lab.open("Settings");
  await lab.settings.set("Latency", "3000");
  await lab.open("Playground");
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "nap" });
  await expect(lab.tasks.row("nap").state).toContainText("waiting");
  await lab.time.pauseButton.click();
  await expect(lab.time.words).toContainText(/paused at \d+\.\d{3} s/);
  const pausedAt = Number(/paused at (\d+\.\d{3}) s/.exec(await lab.time.words.innerText())![1]);
  await lab.palette.create("fetch title", { fields: { post: "1" }, name: "title" });
  await expect(lab.palette.answer).toContainText("Paused");
  await lab.time.stepButton.click();
  await expect(lab.tasks.row("title").state).toHaveText("pending: scheduled");
  await lab.time.stepButton.click();
  await expect(lab.tasks.row("title").state).toContainText("GET /posts/1");
  await lab.palette.create("sleep", { fields: { for: "0" }, name: "later" });

  // A request takes real time, whatever the session's clock does: its answer tells that three seconds have passed.
  await expect(lab.console.channel("Server").last()).toContainText("answered");
  await expect(lab.tasks.row("title").done).toHaveText("false");
  await expect(lab.tasks.row("later").locator).toHaveCount(0);

  // The clock went on for the steps alone, while they ran.
  await lab.time.stepButton.click();
  await lab.tasks.row("later").select();
  expect((await lab.inspector.createdAt()) - pausedAt).toBeLessThan(1);

  await lab.time.resumeButton.click();
  await expect(lab.tasks.row("later").done).toHaveText("true");
  await expect(lab.tasks.row("title").done).toHaveText("true");
  await lab.time.setDial("jump");
  await expect(lab.tasks.row("nap").done).toHaveText("true");
});

test("a step runs one entry of the ready queue, and the loop view shows what follows", async ({
  lab,
}) => {
  await lab.loop.open();
  await expect(lab.time.stepButton).toBeDisabled();
  await lab.time.pauseButton.click();
  await lab.palette.create("sleep", { fields: { for: "500" }, name: "nap" });
  await expect(lab.loop.ready).toHaveCount(1);
  await expect(lab.loop.ready.first()).toContainText("main");

  await lab.time.stepButton.click();
  await expect(lab.time.words).toContainText("main took a step");
  await expect(lab.loop.ready.first()).toContainText("nap");
  await lab.page.keyboard.press("F9");
  await expect(lab.time.words).toContainText("nap took a step");
  await expect(lab.loop.timers).toHaveCount(1);
  await expect(lab.loop.timers.first()).toContainText("nap");

  // Nothing is ready: the clock jumps to the timer.
  await lab.page.keyboard.press("F9");
  await expect(lab.loop.state).toContainText("The sleep of nap was over");
  await expect(lab.time.words).toContainText(/paused at 5\d\d\./);
  await expect(lab.loop.ready.first()).toContainText("nap");
  await lab.page.keyboard.press("F9");
  await expect(lab.tasks.row("nap").state).toHaveText("done: result");
  await lab.page.keyboard.press("F9");
  await expect(lab.time.words).toContainText("no timer is set");
});

test("an answer that comes while the session is paused waits for its turn", async ({ lab }) => {
  // Longer than it takes to press two buttons.
  await lab.open("Settings");
  await lab.settings.set("Latency", "4000");
  await lab.open("Playground");
  await lab.palette.create("fetch title", { fields: { post: "1" }, name: "title" });
  await expect(lab.tasks.row("title").state).toContainText("GET /posts/1");
  await lab.time.pauseButton.click();
  await expect(lab.console.channel("Server").last()).toContainText("answered");
  await expect(lab.tasks.row("title").done).toHaveText("false");
  await lab.page.keyboard.press("F8");
  await expect(lab.tasks.row("title").state).toHaveText("done: result");
});

test("the dial speeds the clock up, and lets it jump", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "3000" }, name: "long" });
  await expect(lab.tasks.row("long").state).toContainText("waiting");
  await lab.time.setDial("jump");
  await expect(lab.time.mark("jump")).toBeChecked();
  await expect(lab.time.words).toContainText("clock jump");
  await expect(lab.tasks.row("long").done).toHaveText("true");
  await lab.page.keyboard.press("Alt+Comma");
  await expect(lab.time.mark("10×")).toBeChecked();
  await lab.palette.create("sleep", { fields: { for: "20" }, name: "quick" });
  await expect(lab.tasks.row("quick").done).toHaveText("true");
});

test("stopping a paused session lets it clean up", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "left" });
  await lab.time.pauseButton.click();
  await lab.stop();
  await expect(lab.tasks.row("left").cancelled).toHaveText("true");
  await expect(lab.time.pauseButton).toBeVisible();
});
