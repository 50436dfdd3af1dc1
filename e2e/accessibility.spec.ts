import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { expect, test } from "./fixtures";
import type { LabPage } from "./pages/lab-page";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is now, a line each. */
async function findings(lab: LabPage): Promise<string[]> {
  // Through the debugger, which the page's content policy does not concern.
  await lab.page.evaluate(AXE);
  const { violations } = await lab.page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

for (const theme of ["Dark", "Light"] as const) {
  test(`axe finds nothing on any view, ${theme.toLowerCase()}`, async ({ lab }) => {
    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    expect(await findings(lab)).toEqual([]);
    await lab.runProgram("done() before and after");
    expect(await findings(lab)).toEqual([]);
    await lab.runProgram("Two tasks at once");
    await lab.compare.open();
    await expect(lab.compare.difference).not.toBeEmpty();
    expect(await findings(lab)).toEqual([]);
    await lab.compare.showTasks();
    expect(await findings(lab)).toEqual([]);
    await lab.open("Playground");
    await lab.palette.create("fail after", { fields: { after: "0" }, name: "failed" });
    await lab.palette.create("sleep", { fields: { for: "60" }, name: "asleep" });
    await expect(lab.tasks.row("failed").done).toHaveText("true");
    await lab.tasks.row("failed").select();
    expect(await findings(lab)).toEqual([]);
    await lab.warnings.open();
    await lab.tasks.row("asleep").cancel();
    await lab.tasks.row("asleep").select();
    await expect(lab.inspector.story).not.toHaveCount(0);
    expect(await findings(lab)).toEqual([]);
    await lab.page.keyboard.press("ControlOrMeta+k");
    expect(await findings(lab)).toEqual([]);
  });
}
