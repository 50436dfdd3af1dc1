import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findings } from "./axe";
import { expect, ONLY_DESKTOP, test } from "./fixtures";
import { LabPage } from "./pages/lab-page";

/** A recording of a gather, as somebody sent it. */
const SENT = join(import.meta.dirname, "../renderer/model/__tests__/runs/gather.tasklab.jsonl");

test.describe("what the system hands to the app", ONLY_DESKTOP, () => {
  // The app is started several times.
  test.beforeEach(() => test.setTimeout(240_000));

  test("a recording's file is shown, at the start and later", async ({
    profile,
    openHost,
    openAgain,
  }) => {
    const path = join(profile, "sent by Ada.tasklab");
    await copyFile(SENT, path);
    const host = await openHost(path);
    const lab = new LabPage(host);
    await lab.isReady();
    await expect(lab.recordings.pane).toContainText("sent by Ada");
    await expect(lab.tasks.row("middle").done).toHaveText("true");

    host.problems.expect(/not a Tasklab recording/);
    const other = join(profile, "shopping list.txt");
    await writeFile(other, "milk");
    expect(await openAgain(other)).toBe(0);
    await expect(lab.notices).toContainText("This is not a Tasklab recording");
    await expect(lab.recordings.pane).toContainText("sent by Ada");
  });

  test("of a link nothing is done before it is asked about", async ({
    profile,
    openHost,
    openAgain,
  }) => {
    await mkdir(join(profile, "recordings"));
    await copyFile(SENT, join(profile, "recordings", "class demo.tasklab"));
    const lab = new LabPage(await openHost("tasklab://recording/class%20demo?task=2&at=1&event=9"));
    await lab.isReady();
    const { linkDialog, pane } = lab.recordings;
    await expect(linkDialog).toContainText("the recording “class demo” of this library");
    await expect(linkDialog).toContainText("tasklab://recording/class%20demo");
    expect(await findings(lab)).toEqual([]);
    await expect(linkDialog.getByRole("button", { name: "Do not open" })).toBeFocused();
    await lab.page.keyboard.press("Enter");
    await expect(linkDialog).toBeHidden();
    await expect(pane).toBeHidden();

    expect(await openAgain("tasklab://lesson/1-2-both-at-once")).toBe(0);
    await linkDialog.getByRole("button", { name: "Open", exact: true }).click();
    await expect(lab.lesson.title).toHaveText("Both at once");

    expect(await openAgain("tasklab://recording/class%20demo?task=2&at=1&event=9")).toBe(0);
    await linkDialog.getByRole("button", { name: "Open", exact: true }).click();
    await expect(pane).toContainText("class demo");
    await expect(lab.time.sign).toContainText("not now");
    await pane.getByRole("button", { name: "Copy link" }).click();
    await expect(pane.getByRole("button", { name: "Copied" })).toBeVisible();

    expect(await openAgain("tasklab://recording/gone")).toBe(0);
    await expect(lab.notices).toContainText("There is no recording “gone” in this library");
    await expect(linkDialog).toBeHidden();
  });
});
