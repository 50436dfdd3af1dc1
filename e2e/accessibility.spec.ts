import { findings } from "./axe";
import { expect, test } from "./fixtures";

for (const theme of ["Dark", "Light"] as const) {
  test(`axe finds nothing on any view, ${theme.toLowerCase()}`, async ({ lab }) => {
    // It runs programs and goes through many views.
    test.slow();
    await lab.open("Settings");
    await lab.settings.chooseTheme(theme);
    expect(await findings(lab)).toEqual([]);
    await lab.runProgram("done() before and after");
    expect(await findings(lab)).toEqual([]);
    await lab.runProgram("Three workers and a lock");
    await lab.time.scrubTo(0.5);
    await lab.tasks.row("Cleo").select();
    await expect(lab.inspector.resource("the tool").waiters).not.toHaveCount(0);
    expect(await findings(lab)).toEqual([]);
    await lab.runProgram("Two tasks at once");
    await lab.compare.open();
    await expect(lab.compare.difference).not.toBeEmpty();
    expect(await findings(lab)).toEqual([]);
    await lab.compare.showTasks();
    expect(await findings(lab)).toEqual([]);
    await lab.compare.close();
    await lab.recordings.openImageDialog();
    expect(await findings(lab)).toEqual([]);
    await lab.page.keyboard.press("Escape");
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
    await lab.time.backButton.click();
    await expect(lab.time.sign).toBeVisible();
    expect(await findings(lab)).toEqual([]);
    await lab.time.nowButton.click();
    await lab.page.keyboard.press("ControlOrMeta+k");
    expect(await findings(lab)).toEqual([]);
  });
}
