import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

/** The pictures of the docs are taken anew when asked for; otherwise they go where results go. */
const FOLDER =
  process.env["TASKLAB_SCREENSHOTS"] === "1"
    ? join(import.meta.dirname, "../docs/images")
    : join(import.meta.dirname, "../test-results/screenshots");

/** The main job as a picture: tasks in every state that there is. */
async function fillPlayground(lab: LabPage): Promise<void> {
  await lab.palette.create("fetch title", { fields: { post: "1" }, name: "title-1" });
  await lab.palette.create("fetch title", { fields: { post: "2" }, name: "title-2" });
  await lab.palette.create("fetch several", {
    fields: { "from post": "7", posts: "3" },
    name: "several",
  });
  await lab.palette.create("fail after", { fields: { after: "0.5" }, name: "fails" });
  await lab.palette.create("sleep", { fields: { for: "60" }, name: "slow" });
  await lab.palette.create("ignore one cancel", {
    fields: { "sleeps for": "30" },
    name: "stubborn",
  });
  await lab.palette.create("count", { fields: { to: "40", pause: "0.15" }, name: "count" });
  await lab.tasks.row("slow").cancel();
  await expect(lab.tasks.row("slow").cancelled).toHaveText("true");
  await lab.tasks.row("stubborn").await();
  await lab.tasks.row("stubborn").cancel();
  await expect(lab.tasks.row("stubborn").state).toContainText("cancelling");
  await expect(lab.tasks.row("title-2").done).toHaveText("true");
  await expect(lab.tasks.row("several").done).toHaveText("true");
  await lab.tasks.row("stubborn").select();
}

for (const theme of ["Dark", "Light"] as const) {
  test(`the playground, ${theme.toLowerCase()}`, async ({ lab, hostKind }) => {
    await mkdir(FOLDER, { recursive: true });
    const path = (view: string) => join(FOLDER, `${view}-${hostKind}-${theme.toLowerCase()}.png`);
    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    await lab.page.screenshot({ path: path("settings") });
    await lab.open("Playground");
    await fillPlayground(lab);
    await lab.page.screenshot({ path: path("playground") });
    await lab.runProgram("Two tasks at once");
    await lab.page.screenshot({ path: path("program") });
    await lab.runProgram("One after the other");
    await lab.compare.open();
    await expect(lab.compare.difference).toHaveText(/faster/);
    await lab.compare.swap();
    await lab.page.screenshot({ path: path("compare") });
    await lab.compare.close();
    await lab.page.setViewportSize({ width: 400, height: 800 });
    await lab.page.screenshot({ path: path("narrow") });
  });
}
