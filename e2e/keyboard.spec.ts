import { expect, test } from "./fixtures";

test("tasks are created, chosen, awaited and cancelled by key alone", async ({ lab }) => {
  const { keyboard } = lab.page;
  await lab.palette.choose("sleep", { fields: { for: "60" }, name: "by key" });
  await keyboard.press("Enter");
  const row = lab.tasks.row("by key");
  await expect(row.state).toContainText("waiting");
  await lab.tasks.locator.focus();
  await keyboard.press("End");
  await expect(lab.inspector.name).toHaveText("by key");
  await keyboard.press("a");
  await expect.poll(() => lab.tasks.count()).toBe(3);
  await keyboard.press("c");
  await expect(row.cancelled).toHaveText("true");
});

test("every action stands in the command palette", async ({ lab }) => {
  const { keyboard } = lab.page;
  await keyboard.press("ControlOrMeta+k");
  const dialog = lab.page.getByRole("dialog", { name: "All actions" });
  await expect(dialog).toBeVisible();
  await keyboard.type("two tasks");
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(lab.console.channel("Output").last()).toContainText(/took/, { timeout: 20_000 });
});
