import { readFile } from "node:fs/promises";
import { expect, ONLY_BROWSER, test } from "./fixtures";

test("a run is saved, opened again read-only, and renamed", async ({ lab }) => {
  await lab.runProgram("Two tasks at once");
  await lab.recordings.save("class demo");
  await expect(lab.notices).toContainText("Saved");
  await lab.open("Playground");
  await lab.recordings.entry("class demo").click();
  await expect(lab.recordings.pane).toContainText("Two tasks at once");
  await expect(lab.tasks.row("source A").state).toHaveText("done: result");
  await expect(lab.console.channel("Output").first()).toContainText("starting source A");
  await expect(lab.tasks.row("source A").awaitButton).toBeDisabled();
  await expect(lab.tasks.row("source A").awaitButton).toHaveAttribute("title", /a recording/);
  await lab.recordings.pane.getByLabel("Name").fill("first lesson");
  await lab.recordings.pane.getByRole("button", { name: "Rename" }).click();
  await expect(lab.recordings.entry("first lesson")).toBeVisible();
});

test("the last run is kept by itself", async ({ lab }) => {
  await lab.runProgram("A task's return value");
  await expect(lab.recordings.list.getByRole("button").first()).toBeVisible();
});

// The desktop saves through the system's own dialog.
test(
  "a file that is dropped on the window opens, up to its last whole line",
  ONLY_BROWSER,
  async ({ lab, host }) => {
    host.problems.expect(/recording/i);
    await lab.runProgram("Two tasks at once");
    const downloading = lab.page.waitForEvent("download");
    await lab.recordings.chooseExport("JSON lines");
    const text = await readFile(await (await downloading).path(), "utf8");
    await lab.recordings.drop("cut.jsonl", text.slice(0, -40));
    await expect(lab.recordings.pane).toContainText("cut.jsonl");
    await expect(lab.recordings.pane).toContainText("up to its last whole line");
    await expect(lab.tasks.row("source A").state).toHaveText("done: result");

    await lab.recordings.openFile("notes.txt", "these are my notes\n");
    await expect(lab.notices).toContainText("This is not a Tasklab recording");
  },
);

test("a run is exported for Perfetto and for OpenTelemetry", ONLY_BROWSER, async ({ lab }) => {
  await lab.runProgram("Two tasks at once");
  for (const [format, key] of [
    ["Trace", "traceEvents"],
    ["Spans", "resourceSpans"],
  ] as const) {
    const downloading = lab.page.waitForEvent("download");
    await lab.recordings.chooseExport(format);
    const text = await readFile(await (await downloading).path(), "utf8");
    expect(Object.keys(JSON.parse(text) as object)).toContain(key);
  }
});
