import { expect, ONLY_BROWSER, test } from "./fixtures";

test("a saved recording opens as it was looked at", async ({ lab }) => {
  await lab.runProgram("Two tasks at once");
  await lab.tasks.row("source B").select();
  await lab.page.getByRole("application", { name: /^Timeline/ }).focus();
  // Back over all that happened when the wait was over.
  const { state } = lab.tasks.row("source B");
  while (!(await state.innerText()).includes("waiting")) await lab.page.keyboard.press("[");
  await lab.page.keyboard.press("+");
  await lab.recordings.save("as seen");
  await expect(lab.notices).toContainText("Saved");
  await lab.open("Playground");
  await lab.recordings.entry("as seen").click();
  await expect(lab.inspector.name).toHaveText("source B");
  await expect(state).toContainText("waiting for sleep(1)");
});

// The desktop app has no address that a link could name.
test(
  "a link opens a recording as it is looked at, and says what is wrong with it",
  ONLY_BROWSER,
  async ({ lab, host }) => {
    host.problems.expect(/link|recording/i);
    await lab.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await lab.runProgram("Two tasks at once");
    await lab.recordings.save("linked");
    await expect(lab.notices).toContainText("Saved");
    await lab.recordings.entry("linked").click();
    await lab.tasks.row("source A").select();
    const link = await lab.recordings.copyLink();
    expect(link).toMatch(/#recording=linked&task=2$/);
    await lab.open("Playground");
    await lab.page.goto(link);
    await expect(lab.recordings.pane).toContainText("linked");
    await expect(lab.inspector.name).toHaveText("source A");
    expect(new URL(lab.page.url()).hash).toBe("");

    await lab.page.goto(link.replace("task=2", "task=none"));
    await expect(lab.notices).toContainText("This link is not right");
    await lab.page.goto(link.replace("linked", "gone"));
    await expect(lab.notices).toContainText("There is no recording “gone”");
  },
);
