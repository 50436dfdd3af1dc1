// The desktop's menu and its log, by what the main process says of them: no menu of a system is opened here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, ONLY_DESKTOP, test } from "./fixtures";
import type { Host } from "./hosts/host";

/** What items of the menu are, by their ids; what is not there is undefined. */
function itemsOf(host: Host, ids: readonly string[]) {
  return host.app!.evaluate(
    ({ Menu }, ids) =>
      ids.map((id) => {
        const item = Menu.getApplicationMenu()?.getMenuItemById(id);
        return item === null || item === undefined
          ? undefined
          : { enabled: item.enabled, keys: item.accelerator ?? null };
      }),
    ids,
  );
}

/** Waits until these can be chosen, or cannot. */
async function expectEnabled(host: Host, expected: Record<string, boolean>): Promise<void> {
  const ids = Object.keys(expected);
  await expect
    .poll(async () => {
      const items = await itemsOf(host, ids);
      return Object.fromEntries(ids.map((id, index) => [id, items[index]?.enabled]));
    })
    .toEqual(expected);
}

async function expectKeys(host: Host, expected: Record<string, string | null>): Promise<void> {
  const ids = Object.keys(expected);
  await expect
    .poll(async () => {
      const items = await itemsOf(host, ids);
      return Object.fromEntries(ids.map((id, index) => [id, items[index]?.keys]));
    })
    .toEqual(expected);
}

function choose(host: Host, id: string): Promise<void> {
  return host.app!.evaluate(
    ({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(),
    id,
  );
}

test.describe("the desktop's menu", ONLY_DESKTOP, () => {
  test("greys out what cannot be done now, and follows the page", async ({ lab, host }) => {
    await lab.isReady();
    await lab.open("Two tasks at once");
    await expectEnabled(host, { run: true, stop: false, "save-recording": false });
    await choose(host, "run");
    await expectEnabled(host, { "save-recording": true, clear: true });
    await choose(host, "clear");
    await expectEnabled(host, { "save-recording": false, clear: false });
    await lab.open("Playground");
    await lab.palette.create("sleep", { fields: { for: "3600" }, name: "asleep" });
    await expectEnabled(host, { stop: true, "cancel-all": true });
    await choose(host, "stop");
    await expectEnabled(host, { "cancel-all": false });
  });

  test("shows the keys of saving and opening as they are where the user is, and the user's own", async ({
    lab,
    host,
  }) => {
    await lab.isReady();
    await expectKeys(host, {
      "save-recording": "CommandOrControl+S",
      "open-recording": "CommandOrControl+O",
      "save-program": null,
      run: "CommandOrControl+Enter",
    });
    await choose(host, "new-python");
    await expectKeys(host, {
      "save-recording": "CommandOrControl+Shift+S",
      "open-recording": "CommandOrControl+Shift+O",
      "save-program": "CommandOrControl+S",
    });
    await host.call("settings.update", { settings: { keys: { "save-program": "Alt+W" } } });
    await expectKeys(host, { "save-program": "Alt+W" });
    await choose(host, "settings");
    await expectKeys(host, { "save-recording": "CommandOrControl+S", "save-program": "Alt+W" });
  });

  test("leads to the page about the lab, and to the log, which tells of the start", async ({
    lab,
    host,
    profile,
  }) => {
    await lab.isReady();
    await expectEnabled(host, { about: true, "copy-diagnostics": true, "check-updates": false });
    await choose(host, "about");
    const page = lab.page.getByRole("region", { name: "About Tasklab" });
    await expect(page.getByText("Electron", { exact: true })).toBeVisible();
    const log = join(profile, "logs", "tasklab.log");
    await expect(page.getByText(log, { exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: "Show the log files" })).toBeVisible();
    expect(readFileSync(log, "utf8")).toMatch(/info Tasklab \d+\.\d+\.\d+ starts: Electron /);
  });

  test("refuses what is no page's word on the menu, and follows a page that was reloaded", async ({
    lab,
    host,
  }) => {
    host.problems.expect(/of the menu was refused/);
    await lab.isReady();
    await lab.page.evaluate(() => {
      const { tellMenu } = window.tasklab as unknown as { tellMenu(state: unknown): void };
      for (const state of [null, 7, { enabled: "run", inEditor: true }]) tellMenu(state);
      tellMenu({ enabled: ["run", "__proto__", 3], inEditor: false });
    });
    await expectEnabled(host, { settings: false, run: true });
    await lab.reload();
    await expectEnabled(host, { settings: true, stop: false });
  });
});
