import { findings } from "./axe";
import { expect, test } from "./fixtures";

/** How far the page is wider than the window, in CSS pixels. */
const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

test("the lab speaks German once it is chosen, and after a reload, also where the window is narrow", async ({
  lab,
}) => {
  test.slow();
  const { page } = lab;
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "asleep" });
  await lab.open("Settings");
  await page.getByRole("radio", { name: "Deutsch" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { name: "Einstellungen" })).toBeVisible();
  expect(await findings(lab)).toEqual([]);

  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  const library = page.getByRole("navigation", { name: "Bibliothek" });
  await library.getByRole("button", { name: "Spielwiese" }).click();
  await page.locator("[data-task]", { hasText: "asleep" }).click();
  const inspector = page.getByRole("complementary", { name: "Inspektor" });
  await expect(inspector.getByText("erzeugt von")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("verbunden");
  expect(await findings(lab)).toEqual([]);

  for (const tab of ["Warnungen", "Loop", "Konsole"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expect(page.getByRole("tabpanel", { name: tab })).toBeVisible();
    expect(await findings(lab)).toEqual([]);
  }

  await page.setViewportSize({ width: 320, height: 640 });
  await expect(page.getByRole("button", { name: "Bibliothek öffnen" })).toBeVisible();
  expect(await page.evaluate(overflow)).toBe(0);
  await page.getByRole("button", { name: "Bibliothek öffnen" }).click();
  await library.getByRole("button", { name: "Einstellungen" }).click();
  await expect(page.getByRole("radio", { name: "English" })).toBeVisible();
  expect(await page.evaluate(overflow)).toBe(0);
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();
});
