import { defineConfig } from "@playwright/test";
import { chromiumPath } from "./e2e/chromium";
import type { HostOptions } from "./e2e/fixtures";

const executablePath = chromiumPath();
const report = process.env["TASKLAB_E2E_REPORT"];

/** The same specs on both hosts. */
export default defineConfig<HostOptions>({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // Each test has a lab of its own. More at once would take the time from each other that they measure.
  workers: 1,
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
    { name: "browser", use: { hostKind: "browser" } },
    { name: "desktop", use: { hostKind: "desktop" } },
  ],
});

/** Chromium refuses its sandbox to root on Linux. */
function needsNoSandbox(): boolean {
  return process.platform === "linux" && process.getuid?.() === 0;
}
