import { homedir } from "node:os";
import { findings } from "./axe";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

async function openAbout(lab: LabPage) {
  await lab.guide.act("About Tasklab");
  return lab.page.getByRole("region", { name: "About Tasklab" });
}

test("the page about the lab tells what it is and runs on, where its log is, and of updates", async ({
  lab,
  hostKind,
  profile,
}) => {
  const about = await openAbout(lab);
  await expect(about.getByText(/MIT licence/)).toBeVisible();
  await expect(about.getByText("Node", { exact: true })).toBeVisible();
  await expect(about.getByText(profile, { exact: false }).first()).toBeVisible();
  await expect(about.getByRole("status")).toContainText(
    hostKind === "browser" ? "Updates come with the desktop app." : "No feed is configured",
  );
  const text = await about.getByRole("group", { name: "Diagnostics" }).innerText();
  expect(text).toMatch(/^Tasklab diagnostics\nHost: (browser|desktop)\nTasklab: \d/);
  expect(text).toMatch(/info Tasklab .* starts: /);
  expect(text).not.toContain(profile);
  expect(text).not.toContain(`${homedir()}/`);
  await lab.page.keyboard.press("Escape");
  await expect(about).toBeHidden();
});

test("diagnostics are copied by their action", async ({ lab }) => {
  await lab.page.evaluate(() => {
    Object.defineProperty(navigator.clipboard, "writeText", {
      value: async (text: string) => void document.body.setAttribute("data-copied", text),
    });
  });
  await lab.guide.act("Copy diagnostics");
  await expect(lab.notices).toContainText("Diagnostics copied");
  await expect(lab.page.locator("body")).toHaveAttribute("data-copied", /^Tasklab diagnostics\n/);
});

test("axe finds nothing on the page about the lab, in either theme, and it fits 320 pixels", async ({
  lab,
  host,
}) => {
  const about = await openAbout(lab);
  await expect(about.getByRole("group", { name: "Diagnostics" })).toBeVisible();
  for (const theme of ["dark", "light"]) {
    await host.call("settings.update", { settings: { theme } });
    await expect(lab.page.locator("html")).toHaveAttribute("data-theme", theme);
    expect(await findings(lab), theme).toEqual([]);
  }
  await lab.page.setViewportSize({ width: 320, height: 900 });
  const width = () => lab.page.evaluate(() => document.documentElement.scrollWidth);
  await expect.poll(width).toBeLessThanOrEqual(320);
});
