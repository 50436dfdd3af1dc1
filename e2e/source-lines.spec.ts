import { findings } from "./axe";
import { expect, test } from "./fixtures";
import { OwnProgram } from "./pages/own-program";

test("the source shows where tasks stand, and each line the tasks that stand in it", async ({
  lab,
}) => {
  await lab.open("Two tasks at once");
  // Ten seconds instead of one, to look at it before it is over.
  await lab.time.setDial("0.1×");
  await lab.startProgram("Two tasks at once");
  await expect(lab.tasks.row("source A").state).toContainText("waiting");
  await lab.time.pauseButton.click();
  await lab.source.select("source B");
  await lab.source.expectActive("  yield* sleep(1);");
  await expect(lab.inspector.fact("stands at")).toHaveText(/^line \d+: yield\* sleep\(1\);$/);
  await expect(lab.inspector.fact("created at")).toHaveText(/^two-tasks\.ts:\d+$/);
  expect(await findings(lab)).toEqual([]);

  await lab.tasks.row("main").select();
  await lab.source.expectActive("  const a = yield* taskA;");
  await lab.time.setDial("10×");
  await lab.time.resumeButton.click();
  await expect(lab.tasks.row("main").done).toHaveText("true");
  // What is over stands nowhere; where it stood can be looked at again.
  await expect(lab.source.active).toHaveCount(0);
  await lab.time.scrubTo(0.5);
  await lab.source.expectActive("  const a = yield* taskA;");
});

test("a place is gone to from the inspector, whatever is open", async ({ lab }) => {
  await lab.time.setDial("0.1×");
  await lab.startProgram("Two tasks at once");
  await expect(lab.tasks.row("source A").state).toContainText("waiting");
  await lab.openLesson("Both at once");
  await lab.tasks.row("source A").select();
  await lab.inspector.fact("created at").getByRole("button").click();
  await expect(lab.source.region).toContainText("const taskA = createTask");
  await expect(lab.inspector.fact("created at")).toHaveText(/^two-tasks\.ts:\d+$/);
});

test("tasks of a Python program stand in its lines, and a saved run brings its source along", async ({
  lab,
  host,
}) => {
  test.slow();
  const own = new OwnProgram(host, lab);
  await own.run(
    `import asyncio

async def bake():
    await asyncio.sleep(60)

async def main():
    bread = asyncio.create_task(bake(), name="bread")
    await bread

asyncio.run(main())
`,
    "python",
  );
  await expect(lab.tasks.row("bread").state).toContainText("waiting", { timeout: 30_000 });
  await lab.tasks.row("bread").select();
  await expect(lab.inspector.fact("stands at")).toHaveText("line 4: await asyncio.sleep(60)");
  await expect(lab.inspector.fact("created at")).toHaveText("mine.py:7");

  await lab.recordings.save("bread");
  await lab.recordings.entry("bread").click();
  await lab.tasks.row("bread").select();
  await lab.source.expectActive("    await asyncio.sleep(60)");
});
