import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import {
  desktopIsMissing,
  openOnDesktop,
  packagedApp,
  packagedAppIsMissing,
} from "./hosts/desktop";
import { openInBrowser } from "./hosts/browser";
import type { Host } from "./hosts/host";
import { LabPage } from "./pages/lab-page";

export interface HostOptions {
  hostKind: "browser" | "desktop" | "packaged";
}

interface Fixtures {
  /** Where the lab keeps its settings: a folder that only this test uses. */
  profile: string;
  /** The lab, open and ready, on the host of the project. A problem that no test expected fails it. */
  host: Host;
  /** The page of `host`, as a user sees it. */
  lab: LabPage;
}

/** Why a host cannot run here; null if it can. */
const IS_MISSING: Record<HostOptions["hostKind"], () => string | null> = {
  browser: () => null,
  desktop: desktopIsMissing,
  packaged: packagedAppIsMissing,
};

export const test = base.extend<Fixtures & HostOptions>({
  hostKind: ["browser", { option: true }],

  // Playwright reads from the pattern what a fixture needs: this one needs nothing.
  // eslint-disable-next-line no-empty-pattern
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "tasklab e2e "));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  },

  host: async ({ hostKind, profile, browser, viewport }, use, testInfo) => {
    const missing = IS_MISSING[hostKind]();
    testInfo.skip(missing !== null, missing ?? "");
    const host =
      hostKind === "browser"
        ? await openInBrowser(profile, browser, viewport ?? undefined)
        : await openOnDesktop(
            profile,
            hostKind === "packaged" ? (packagedApp() ?? undefined) : undefined,
          );
    await use(host);
    await host.close();
    expect(host.problems.unexpected(), "errors of page, console or main process").toEqual([]);
  },

  lab: async ({ host }, use) => {
    const lab = new LabPage(host);
    await lab.isReady();
    await use(lab);
  },
});

export { expect };
