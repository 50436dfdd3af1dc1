import { expect, test } from "./fixtures";

test("the lab opens with its playground ready", async ({ lab, hostKind }) => {
  await expect(lab.page).toHaveTitle(/Tasklab/);
  await expect(lab.page.getByText("Nothing runs yet")).toBeVisible();
  await expect(lab.palette.coroutines).toHaveCount(7);
  await expect(lab.status).toContainText(hostKind === "browser" ? "Node" : "Electron");
  expect(await lab.tasks.count()).toBe(0);
});

test("the page has no door to the machine but the bridge", async ({ lab }) => {
  const found = await lab.page.evaluate(() =>
    ["require", "process", "module", "Buffer", "electron"].filter((name) => name in globalThis),
  );
  expect(found).toEqual([]);
});

test("the page runs no script that is not its own", async ({ lab, host }) => {
  host.problems.expect(/Content Security Policy/);
  const ran = await lab.page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.intruder = true";
    document.head.append(script);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return "intruder" in globalThis;
  });
  expect(ran).toBe(false);
});
