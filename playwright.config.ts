import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./e2e/chromium";
import type { HostOptions } from "./e2e/fixtures";

const executablePath = chromiumPath();
const report = process.env["TASKLAB_E2E_REPORT"];

/** Pictures for the docs are no check: they are taken when they are asked for, on one host. */
const PICTURES = /screenshots\.spec\.ts/;
const isAskedFor = process.env["TASKLAB_SCREENSHOTS"] === "1";
const ONLY_DESKTOP = /desktop-security\.spec\.ts/;
const ONLY_PACKAGED = /packaged\.spec\.ts/;
/** Single tests that are for one kind of host: see e2e/fixtures.ts. */
const TAGGED = { browser: /@browser\b/, desktop: /@desktop\b/ };
/** What packaging can break: files that are found elsewhere, processes that are started from there. */
const PACKAGED_SPECS = /(arrivals|launch|desktop-security|own-programs|packaged)\.spec\.ts/;

/** The same specs on both hosts, and on the packaged app those that packaging can break, or all of them. */
export default defineConfig<HostOptions>({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // Each test has a lab and a profile of its own. More at once would take the time from each other that
  // they measure.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: [
    ["list"],
    ...(report === undefined ? [] : [["json", { outputFile: report }] as const]),
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: needsNoSandbox() ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    {
      name: "browser",
      testIgnore: [ONLY_DESKTOP, ONLY_PACKAGED, ...(isAskedFor ? [] : [PICTURES])],
      grepInvert: TAGGED.desktop,
      use: { hostKind: "browser" },
    },
    {
      name: "desktop",
      testIgnore: [ONLY_PACKAGED, PICTURES],
      grepInvert: TAGGED.browser,
      use: { hostKind: "desktop" },
    },
    {
      name: "packaged",
      testIgnore: PICTURES,
      grepInvert: TAGGED.browser,
      ...(process.env["TASKLAB_E2E_ALL"] === undefined ? { testMatch: PACKAGED_SPECS } : {}),
      use: { hostKind: "packaged" },
    },
  ],
});

/** Chromium refuses its sandbox to root on Linux. */
function needsNoSandbox(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0;
}
