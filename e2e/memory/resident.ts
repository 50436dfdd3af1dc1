import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser } from "@playwright/test";

const KILOBYTE = 1_024;
const execute = promisify(execFile);

/** What a process takes of the machine's memory, as the system counts it, in megabytes. */
export async function residentMegabytes(pid: number): Promise<number> {
  const { stdout } = await execute("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / KILOBYTE;
}

/** The process that draws the one page there is. */
export async function rendererOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === "renderer")
      .map(async ({ id }) => ({ id, size: await residentMegabytes(id) })),
  );
  // A spare one may stand ready for the next page.
  const [largest] = sizes.sort((one, other) => other.size - one.size);
  if (largest === undefined) throw new Error("The browser has no renderer.");
  return largest.id;
}

/** What a process and all that it started take, in megabytes; what they share is counted with each. */
export async function treeMegabytes(root: number): Promise<number> {
  const { stdout } = await execute("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const all = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  let sum = 0;
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    for (const [one, parent, kilobytes] of all) {
      if (one === pid) sum += kilobytes!;
      if (parent === pid && one !== pid) open.push(one!);
    }
  }
  return sum / KILOBYTE;
}
