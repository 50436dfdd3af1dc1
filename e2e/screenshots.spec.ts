import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

/** Taken when asked for: `TASKLAB_SCREENSHOTS=1 npm run e2e -- screenshots`. */
const FOLDER = join(import.meta.dirname, "../docs/images");

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

/** Two runs of one question: the difference between awaiting and creating. */
async function compareTwoPrograms(lab: LabPage): Promise<void> {
  await lab.runProgram("One after the other");
  await lab.compare.open();
  await expect(lab.compare.difference).toHaveText(/faster/);
  await lab.compare.swap();
}

async function runALesson(lab: LabPage): Promise<void> {
  await lab.openLesson("Both at once");
  await lab.lesson.show("TypeScript");
  const cell = lab.lesson.cell(await firstCell(lab));
  await cell.run(/^Run/);
  await cell.explain();
}

async function firstCell(lab: LabPage): Promise<string> {
  const name = await lab.lesson.cells.first().getAttribute("aria-label");
  return name?.replace(/^Program: /, "") ?? "";
}

for (const theme of ["Dark", "Light"] as const) {
  test(`every view, ${theme.toLowerCase()}`, async ({ lab }) => {
    test.setTimeout(180_000);
    await mkdir(FOLDER, { recursive: true });
    const shoot = (view: string) =>
      lab.page.screenshot({ path: join(FOLDER, `${view}-${theme.toLowerCase()}.png`) });

    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    await expect(lab.library.getByRole("group", { name: "Lessons" })).toBeVisible();
    await shoot("settings");
    await lab.guide.act("Keyboard shortcuts");
    await shoot("shortcuts");
    await lab.guide.act("Examples");
    await shoot("examples");
    await lab.open("Playground");
    await fillPlayground(lab);
    await shoot("playground");
    await lab.warnings.open();
    await shoot("warnings");
    await lab.console.open();

    await lab.runProgram("Two tasks at once");
    await lab.tasks.row("source A").select();
    await shoot("program");
    const { start, end } = await lab.inspector.lifetime();
    await lab.time.scrubTo((start + end) / 2);
    await lab.loop.open();
    await shoot("rewind");
    await lab.time.nowButton.click();
    await lab.console.open();
    await lab.recordings.save(`two tasks, ${theme.toLowerCase()}`);
    await lab.notices.getByRole("button", { name: "Dismiss" }).click();
    await lab.recordings.entry(`two tasks, ${theme.toLowerCase()}`).first().click();
    await expect(lab.recordings.pane).toBeVisible();
    await shoot("recording");

    await compareTwoPrograms(lab);
    await shoot("compare");
    await lab.compare.close();

    await lab.editor.openExample("Both at once", "Python");
    await shoot("editor");
    await runALesson(lab);
    await shoot("lesson");
    await lab.page.setViewportSize({ width: 400, height: 800 });
    await shoot("lesson-narrow");
  });
}
