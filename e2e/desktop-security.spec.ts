// Electron's own security checklist, line by line, against the app as it was built:
// https://www.electronjs.org/docs/latest/tutorial/security#checklist-security-recommendations
// Lines 1 and 7, what the page loads, stand in security.spec.ts; line 16, a current version, is for who
// updates the lock file; line 19, the fuses, in packaged.spec.ts; line 17, whom IPC answers, in
// electron/ipc/sender.test.ts. Line 15 holds since nothing is ever opened outside of the app.
import { expect, test } from "./fixtures";

const ELSEWHERE = "http://127.0.0.1:9/";

test.describe("the page", () => {
  test("2, 3, 20: sees nothing of Node or Electron, and cannot change its bridge", async ({
    lab,
  }) => {
    const found = await lab.page.evaluate(() => {
      const bridge = window.tasklab as unknown as Record<string, unknown>;
      const before = bridge["call"];
      try {
        bridge["call"] = () => "mine";
      } catch {
        // Frozen, in strict code.
      }
      return {
        names: Object.keys(bridge).sort(),
        isChanged: bridge["call"] !== before,
        leaks: Object.keys(globalThis).filter((name) => /ipc|electron|^node|require/i.test(name)),
      };
    });
    expect(found).toEqual({
      names: ["call", "requestStream", "tellMenu"],
      isChanged: false,
      leaks: [],
    });
  });

  test("13: stays where it is", async ({ lab, host }) => {
    host.problems.expect(/./);
    const before = lab.page.url();
    await lab.page.evaluate((elsewhere) => {
      location.href = elsewhere;
    }, ELSEWHERE);
    await expect(lab.palette.coroutines).toHaveCount(7);
    expect(lab.page.url()).toBe(before);
  });

  test("14: opens no windows", async ({ lab, host }) => {
    host.problems.expect(/./);
    expect(await lab.page.evaluate((url) => window.open(url), ELSEWHERE)).toBeNull();
    const windows = await host.app?.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    );
    expect(windows).toBe(1);
  });
});

test.describe("the main process", () => {
  // A window that is closed while it loads is a problem of its own.
  test.beforeEach(({ lab }) => lab.isReady());

  test("2-4, 6, 8-10: gives its windows no more than Electron's safe defaults", async ({
    host,
  }) => {
    const preferences = await host.app?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) =>
        // @ts-expect-error It is for exactly this, and left out of Electron's types.

        ({ ...(window.webContents.getLastWebPreferences() as Record<string, unknown>) }),
      ),
    );
    for (const one of preferences ?? []) {
      expect(one).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
      expect(one["webSecurity"] ?? true).toBe(true);
      expect(one["allowRunningInsecureContent"] ?? false).toBe(false);
      expect(one["experimentalFeatures"] ?? false).toBe(false);
      expect(one["nodeIntegrationInWorker"] ?? false).toBe(false);
      expect(one["nodeIntegrationInSubFrames"] ?? false).toBe(false);
      expect(one["enableBlinkFeatures"] ?? "").toBe("");
    }
    expect(preferences).toHaveLength(1);
  });

  test("11, 12: has no webviews", async ({ host }) => {
    const tags = await host.app?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(
        (window) =>
          // @ts-expect-error See above.

          (window.webContents.getLastWebPreferences() as Record<string, unknown>)["webviewTag"],
      ),
    );
    expect(tags).toEqual([false]);
  });

  test("18: serves its page from a scheme of its own, not from files", async ({ host }) => {
    const address = () =>
      host.app?.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      );
    await expect.poll(address).toMatch(/^app:\/\/tasklab\//);
  });
});

test("5: what a browser would ask its user for is denied", async ({ lab }) => {
  const outcome = await lab.page.evaluate(async () => {
    const asked = ["geolocation", "notifications", "camera", "microphone", "midi"] as const;
    const states = await Promise.all(
      asked.map(async (name) => {
        const status = await navigator.permissions
          .query({ name: name as PermissionName })
          .catch(() => null);
        return status?.state ?? "denied";
      }),
    );
    return [...new Set(states)];
  });
  expect(outcome).not.toContain("granted");
});
