import { findings } from "./axe";
import { expect, test } from "./fixtures";
import type { Host } from "./hosts/host";
import type { LabPage } from "./pages/lab-page";

const LANGUAGES = ["de", "en"] as const;

/** Looks at views with axe, in each language, and goes on in English. */
class Audit {
  readonly #host: Host;
  readonly #lab: LabPage;

  constructor(host: Host, lab: LabPage) {
    this.#host = host;
    this.#lab = lab;
  }

  /** @param show opens what goes by the language in which it was opened */
  async is(view: string, show?: () => Promise<void>): Promise<void> {
    const found: string[] = [];
    for (const language of LANGUAGES) {
      await this.#host.call("settings.update", { settings: { language } });
      await expect(this.#lab.page.locator("html")).toHaveAttribute("lang", language);
      await show?.();
      const lines = await findings(this.#lab);
      found.push(...lines.map((line) => `${language}: ${line}`));
    }
    expect(found, view).toEqual([]);
  }
}

for (const theme of ["Dark", "Light"] as const) {
  test.describe(`axe finds nothing, in either language, ${theme.toLowerCase()}`, () => {
    // Each goes through many views, twice.
    test.describe.configure({ timeout: 360_000 });

    test.beforeEach(async ({ lab }) => {
      await lab.open("Settings");
      await lab.settings.chooseTheme(theme);
    });

    test("where tasks are made and looked at", async ({ lab, host }) => {
      const { page } = lab;
      const audit = new Audit(host, lab);
      await audit.is("settings");
      await lab.open("Playground");
      await audit.is("the playground before anything runs");
      await lab.palette.create("fail after", { fields: { after: "0" }, name: "failed" });
      await lab.palette.create("sleep", { fields: { for: "60" }, name: "asleep" });
      await expect(lab.tasks.row("failed").done).toHaveText("true");
      await lab.tasks.row("failed").select();
      await audit.is("a task that failed");
      await lab.warnings.open();
      await lab.tasks.row("asleep").cancel();
      await lab.tasks.row("asleep").select();
      await expect(lab.inspector.story).not.toHaveCount(0);
      await audit.is("warnings, and the story of a cancellation");
      await lab.loop.open();
      await audit.is("the loop");
      await lab.time.backButton.click();
      await expect(lab.time.sign).toBeVisible();
      await audit.is("an instant that is not now");
      await lab.time.nowButton.click();
      await audit.is("the list of all actions", async () => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("ControlOrMeta+k");
      });
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 480, height: 700 });
      await page.getByRole("button", { name: "Open the library" }).click();
      await audit.is("a narrow window, with the library");
    });

    test("where programs run and are compared", async ({ lab, host }) => {
      const { page } = lab;
      const audit = new Audit(host, lab);
      await lab.runProgram("done() before and after");
      await audit.is("a program that has ended");
      await lab.runProgram("Three workers and a lock");
      await lab.time.scrubTo(0.5);
      await lab.tasks.row("Cleo").select();
      await expect(lab.inspector.resource("the tool").waiters).not.toHaveCount(0);
      await audit.is("a lock and who waits for it");
      await lab.runProgram("Two tasks at once");
      await lab.compare.open();
      await expect(lab.compare.difference).not.toBeEmpty();
      await audit.is("two runs beside each other");
      await lab.compare.showTasks();
      await audit.is("the tasks of two runs");
      await lab.compare.close();
      await lab.recordings.openImageDialog();
      await audit.is("what a picture is to show");
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+s");
      await expect(lab.recordings.dialog).toBeVisible();
      await audit.is("the name of a recording");
      await page.keyboard.press("Escape");
      await lab.recordings.save("for axe");
      await lab.recordings.entry("for axe").first().click();
      await expect(lab.recordings.pane).toBeVisible();
      await audit.is("a recording");
      await lab.editor.openExample("Both at once", "TypeScript");
      await audit.is("the editor");
    });

    test("on what is read", async ({ lab, host }) => {
      const audit = new Audit(host, lab);
      const heading = lab.page.getByRole("heading", { level: 2 }).first();
      for (const page of [
        "Keyboard shortcuts",
        "Examples",
        "All pages of the help",
        "All lessons",
      ]) {
        await lab.guide.act(page);
        await expect(heading).toBeVisible();
        await audit.is(page);
      }
      await lab.openLesson("Both at once");
      await lab.lesson.show("TypeScript");
      await lab.lesson.firstCell.run(/^Run/);
      await lab.lesson.firstCell.explain();
      await audit.is("a lesson, and a run of it explained");
      await lab.guide.act("Take the tour");
      await expect(lab.guide.tour).toBeVisible();
      await audit.is("the tour");
    });
  });
}
