import { chromium } from "@playwright/test";
import type { Browser } from "@playwright/test";
import { chromiumPath } from "../chromium";
import { openInBrowser } from "../hosts/browser";
import type { BrowserHostOptions } from "../hosts/browser";
import type { Host } from "../hosts/host";
import { LabPage } from "../pages/lab-page";
import { newProfile, removeProfile } from "../profile";

interface OpenLab {
  readonly lab: LabPage;
  readonly host: Host;
  readonly browser: Browser;
  /** From the start of the server's process to a page that takes actions, in milliseconds. */
  readonly readyMs: number;
}

/** Opens the built lab in a browser of its own with a new profile, and closes both afterwards. */
export async function withLab(
  body: (open: OpenLab) => Promise<void>,
  options: BrowserHostOptions = {},
): Promise<void> {
  const executablePath = chromiumPath();
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  const profile = await newProfile();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: asRoot ? ["--no-sandbox"] : [],
  });
  try {
    const started = performance.now();
    const viewport = { width: 1440, height: 900 };
    const host = await openInBrowser(profile, browser, viewport, options);
    const lab = new LabPage(host);
    await lab.isReady();
    await body({ lab, host, browser, readyMs: performance.now() - started });
    await host.close();
  } finally {
    await browser.close();
    await removeProfile(profile);
  }
}

/** Waits until the list counts `atLeast` to `atMost` tasks in a group of states, such as "Pending". */
export async function waitForCount(
  lab: LabPage,
  group: string,
  atLeast: number,
  atMost = Infinity,
): Promise<void> {
  await lab.page.waitForFunction(
    ({ group, atLeast, atMost }) =>
      [...document.querySelectorAll('[aria-label="Show tasks by state"] button')].some((button) => {
        const count = Number(button.textContent.replaceAll(/\D/g, ""));
        return button.textContent.trim().startsWith(group) && count >= atLeast && count <= atMost;
      }),
    // What JSON can say.
    { group, atLeast, atMost: Math.min(atMost, Number.MAX_SAFE_INTEGER) },
    { timeout: 120_000 },
  );
}
