import { expect, test } from "./fixtures";
import { overlap } from "./pages/inspector-panel";

test("two fetches that are created as tasks overlap", async ({ lab }) => {
  // Longer than it takes to press the button twice.
  await lab.open("Settings");
  await lab.settings.set("Latency", "4000");
  await lab.open("Playground");
  await lab.palette.create("fetch title", { fields: { post: "1" }, name: "first" });
  await lab.palette.create("fetch title", { fields: { post: "2" }, name: "second" });
  await expect(lab.tasks.row("second").state).toContainText("waiting");
  await expect(lab.tasks.row("first").state).toHaveText("done: result");
  await expect(lab.tasks.row("second").state).toHaveText("done: result");

  await lab.tasks.row("first").select();
  await expect(lab.inspector.name).toHaveText("first");
  const first = await lab.inspector.lifetime();
  await lab.tasks.row("second").select();
  await expect(lab.inspector.name).toHaveText("second");
  const second = await lab.inspector.lifetime();
  expect(overlap(first, second)).toBe(true);
});

test("awaiting a task gives its value", async ({ lab }) => {
  await lab.palette.create("fetch title", { fields: { post: "3" }, name: "title" });
  const row = lab.tasks.row("title");
  await row.await();
  await expect(row.done).toHaveText("true");
  await expect(row.cancelled).toHaveText("false");
  await expect(row.outcome).toContainText("await gave");
  const [title] = /".+"/.exec(await row.outcome.innerText()) ?? [];
  expect(title).toBeDefined();
  // The awaiting task has the same value, and the console tells it.
  await expect(lab.console.channel("Results").last()).toContainText(title!);
});

test("done() and cancelled() change as the task does", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "1.5" }, name: "nap" });
  const row = lab.tasks.row("nap");
  await expect(row.state).toHaveText(/pending: waiting for sleep\(1\.5\)/);
  await expect(row.done).toHaveText("false");
  await expect(row.done).toHaveText("true");
  await expect(row.cancelled).toHaveText("false");
  await expect(row.state).toHaveText("done: result");
});

test("a cancelled fetch ends with CancelledError, and the server sees its connection close", async ({
  lab,
}) => {
  await lab.open("Settings");
  await lab.settings.set("Latency", "20000");
  await lab.open("Playground");
  await lab.palette.create("fetch title", { fields: { post: "4" }, name: "slow" });
  const row = lab.tasks.row("slow");
  await expect(row.state).toContainText("GET /posts/4");
  await row.cancel();
  await expect(row.state).toHaveText("cancelled");
  await expect(row.done).toHaveText("true");
  await expect(row.cancelled).toHaveText("true");
  await expect(row.outcome).toContainText(/CancelledError|cancel\(\) returned true/);
  await expect(lab.console.channel("Server").last()).toContainText(/\/posts\/4.*clos/);
});

test("awaiting a cancelled task gives CancelledError, with the message of the cancel", async ({
  lab,
}) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "long" });
  await lab.tasks.row("long").select();
  await lab.inspector.cancelWithMessage("too slow");
  await expect(lab.tasks.row("long").cancelled).toHaveText("true");
  await expect(lab.inspector.outcome).toContainText("CancelledError");
  await expect(lab.inspector.panel).toContainText("too slow");
  await lab.tasks.row("long").await();
  await expect(lab.console.channel("Results").last()).toContainText("CancelledError");
});

test("a failing task keeps its error, and nobody having looked at it is told at the end", async ({
  lab,
}) => {
  await lab.palette.create("fail after", {
    fields: { after: "0.1", message: "the oven is off" },
    name: "failing",
  });
  const row = lab.tasks.row("failing");
  await expect(row.state).toHaveText("done: error");
  await expect(row.done).toHaveText("true");
  await expect(row.cancelled).toHaveText("false");
  await expect(row.outcome).toContainText("the oven is off");
  await row.await();
  await expect(lab.console.channel("Results").last()).toContainText("the oven is off");
});

test("a task that ignores one cancel goes on, and ends with the second", async ({ lab }) => {
  await lab.palette.create("ignore one cancel", {
    fields: { "sleeps for": "30" },
    name: "stubborn",
  });
  const row = lab.tasks.row("stubborn");
  await expect(row.state).toContainText("waiting");
  await row.cancel();
  await expect(row.state).toContainText("cancelling");
  await expect(row.done).toHaveText("false");
  await row.cancel();
  await expect(row.state).toHaveText("cancelled");
  await expect(row.cancelled).toHaveText("true");
});

test("awaiting directly keeps main busy, and what is done meanwhile waits", async ({ lab }) => {
  await lab.palette.awaitDirectly("sleep", { fields: { for: "6" } });
  await expect(lab.palette.main).toContainText("main awaits sleep");
  await lab.palette.create("sleep", { fields: { for: "0.1" }, name: "queued" });
  await expect(lab.palette.main).toContainText("1 action in the queue");
  await expect(lab.tasks.row("queued").locator).toHaveCount(0);
  await expect(lab.tasks.row("queued").done).toHaveText("true");
  await expect(lab.palette.main).not.toContainText("awaits");
});

test("a blocked loop is one long step, and the lab goes on after it", async ({ lab }) => {
  await lab.palette.create("block the loop", { fields: { for: "0.5" }, name: "block" });
  await expect(lab.tasks.row("block").done).toHaveText("true");
  await lab.tasks.row("block").select();
  await expect(lab.inspector.panel).toContainText(/5\d\d ms in \d steps?/);
  await expect(lab.console.channel("Warnings").last()).toContainText("block");
});

test("a thousand tasks are created at once, and cancelled at once", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "3600" }, name: "many", count: 1_000 });
  await expect(lab.tasks.group("Pending")).toContainText("1,001");
  expect(await lab.tasks.count()).toBe(1_001);
  await expect(lab.tasks.row("many-1").state).toContainText("waiting");
  await lab.tasks.cancelAll();
  await expect(lab.tasks.group("Cancelled")).toContainText("1,000");
  await expect(lab.tasks.row("many-1").cancelled).toHaveText("true");
  await expect(lab.tasks.row("main").done).toHaveText("false");
  await expect(lab.status).toContainText("0 dropped");
});

test("stopping cancels everything, and clearing begins anew", async ({ lab }) => {
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "left" });
  await lab.stop();
  await expect(lab.tasks.row("left").cancelled).toHaveText("true");
  await lab.clear();
  await expect(lab.tasks.row("left").locator).toHaveCount(0);
  await lab.palette.create("sleep", { fields: { for: "0" }, name: "anew" });
  await expect(lab.tasks.row("anew").done).toHaveText("true");
});
