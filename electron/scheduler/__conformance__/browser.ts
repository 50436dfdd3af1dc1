import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import type { Program, Trace } from "./program";

/** A browser to start: the one that an environment variable names, Playwright's own, or the system's. */
export function findBrowser(): string | undefined {
  const candidates = [
    process.env["TASKLAB_CHROMIUM"],
    chromium.executablePath(),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/** Scheduler and interpreter as one script without imports. */
async function workerScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      minify: false,
      target: "es2022",
      rollupOptions: {
        input: fileURLToPath(new URL("./browser-worker.ts", import.meta.url)),
        output: { format: "iife" },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("the worker was not built");
  return output.output[0].code;
}

/** Runs the programs in a worker of a browser, and gives the traces that they leave there. */
export async function runInBrowser(
  executablePath: string,
  programs: readonly Program[],
): Promise<Trace[]> {
  const script = await workerScript();
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath,
    // Chromium refuses its sandbox to root on Linux.
    args: isRoot ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    // As text: the page's code is not compiled, and knows none of our types.
    const run = `async ([script, programs]) => {
      const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      const worker = new Worker(url);
      try {
        return await new Promise((resolve, reject) => {
          worker.onmessage = (message) => resolve(message.data);
          worker.onerror = (event) => reject(new Error(event.message));
          worker.postMessage(programs);
        });
      } finally {
        worker.terminate();
      }
    }`;
    return (await page.evaluate(`(${run})(${JSON.stringify([script, programs])})`)) as Trace[];
  } finally {
    await browser.close();
  }
}
