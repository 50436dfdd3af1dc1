import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, ONLY_BROWSER, test } from "./fixtures";
import { LabPage } from "./pages/lab-page";

test("an action gets keys of one's own, a conflict is named, and all keys can be reset", async ({
  lab,
}) => {
  const { keyboard } = lab.page;
  await keyboard.press("ControlOrMeta+k");
  await keyboard.press("ControlOrMeta+s");
  await expect(lab.guide.shortcuts).toBeVisible();
  await lab.guide.record("All lessons", ["Alt+t"]);
  const dialog = lab.page.getByRole("dialog", { name: "Keys of “All lessons”" });
  await expect(dialog.getByRole("status")).toContainText("Change the theme");
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(lab.guide.shortcut("All lessons")).toContainText("Alt+T");
  await expect(lab.guide.shortcut("Change the theme")).toContainText("no keys");
  await lab.reload();
  await keyboard.press("Alt+t");
  await expect(lab.guide.shortcuts).toBeHidden();

  await lab.guide.act("Keyboard shortcuts");
  await lab.guide.shortcuts.getByRole("button", { name: "Reset all keys" }).click();
  await expect(lab.guide.shortcut("All lessons")).toContainText("Alt+L");
});

test("an example is found, opened in the editor and run", async ({ lab }) => {
  await lab.guide.act("Examples");
  await lab.guide.examples.getByRole("searchbox").fill("deadlock");
  await expect(lab.guide.examples.getByRole("listitem")).toHaveCount(1);
  await lab.guide.examples.getByRole("button", { name: /^Run .* in TypeScript/ }).click();
  await expect(lab.tasks.locator).toBeVisible();
  await expect(lab.guide.examples).toBeHidden();
});

test("F1 tells of the part that has the focus, and the help is searched", async ({ lab }) => {
  await lab.tasks.locator.focus();
  await lab.page.keyboard.press("F1");
  await expect(lab.guide.help.getByRole("heading", { name: "The task list" })).toBeInViewport();
  await lab.guide.help.getByRole("searchbox").fill("semaphore");
  await lab.guide.help.getByRole("button", { name: "Glossary › Semaphore" }).click();
  await expect(lab.guide.help.getByRole("heading", { name: "Semaphore" })).toBeInViewport();
  await lab.page.keyboard.press("Escape");
  await expect(lab.palette.coroutines.first()).toBeVisible();
});

test(
  "a first visit is offered the tour, by key, and never again",
  ONLY_BROWSER,
  async ({ openHost, profile }) => {
    await writeFile(join(profile, "settings.json"), "{}");
    const lab = new LabPage(await openHost());
    await expect(lab.guide.tour).toBeVisible();
    await expect(lab.guide.tour.getByRole("button", { name: "Next" })).toBeFocused();
    await lab.page.keyboard.press("Enter");
    await expect(lab.guide.tour).toContainText("Make a task");
    await lab.page.keyboard.press("Escape");
    await expect(lab.guide.tour).toBeHidden();
    await lab.reload();
    await expect(lab.palette.coroutines).not.toHaveCount(0);
    await expect(lab.guide.tour).toBeHidden();
  },
);
