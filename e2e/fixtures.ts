import { expect, test as base } from "@playwright/test";
import {
  desktopIsMissing,
  openOnDesktop,
  packagedApp,
  packagedAppIsMissing,
  startAgain,
} from "./hosts/desktop";
import { openInBrowser } from "./hosts/browser";
import type { Host } from "./hosts/host";
import { LabPage } from "./pages/lab-page";
import { newProfile, removeProfile } from "./profile";

export interface HostOptions {
  hostKind: "browser" | "desktop" | "packaged";
}

interface Fixtures {
  /** Where the lab keeps its settings: a folder that only this test uses. */
  profile: string;
  /**
   * Opens a lab with `profile` on the host of the project: one more, after one that was killed. A
   * problem that no test expected fails it.
   * @param asked files and links that the desktop app is started with
   */
  openHost: (...asked: string[]) => Promise<Host>;
  /** Starts the desktop app once more while it runs, with files and links. @returns its exit code */
  openAgain: (...asked: string[]) => Promise<number | null>;
  /** The lab that every test has. */
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
    const folder = await newProfile();
    await use(folder);
    await removeProfile(folder);
  },

  openHost: async ({ hostKind, profile, browser, viewport }, use, testInfo) => {
    const missing = IS_MISSING[hostKind]();
    testInfo.skip(missing !== null, missing ?? "");
    const executable = hostKind === "packaged" ? packagedApp() : null;
    const hosts: Host[] = [];
    await use(async (...asked) => {
      const host =
        hostKind === "browser"
          ? await openInBrowser(profile, browser, viewport ?? undefined)
          : await openOnDesktop(profile, executable ?? undefined, asked);
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.close();
    const problems = hosts.flatMap((host) => host.problems.unexpected());
    expect(problems, "errors of page, console or main process").toEqual([]);
  },

  openAgain: async ({ hostKind, profile }, use) => {
    const executable = hostKind === "packaged" ? packagedApp() : null;
    await use((...asked) => startAgain(profile, executable ?? undefined, ...asked));
  },

  host: async ({ openHost }, use) => use(await openHost()),

  lab: async ({ host }, use) => {
    const lab = new LabPage(host);
    await lab.isReady();
    await use(lab);
  },
});

export { expect };

/** For a test of what only one kind of host has: the projects of the others leave it out. */
export const ONLY_BROWSER = { tag: "@browser" };
export const ONLY_DESKTOP = { tag: "@desktop" };
