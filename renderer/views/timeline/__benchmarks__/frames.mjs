// Frames a second of the timeline, panning, zooming and scrolling, by the number of lanes and
// intervals, plain, with everything on that can be drawn over them, and with all lanes collapsed into
// one: `node renderer/views/timeline/__benchmarks__/frames.mjs`.
//
// In a Chromium without a GPU, as in a virtual machine or over a remote desktop: the worst case. On a
// machine that does something else besides, processor time a frame is what to compare: 60 frames a
// second need less than 16.7 ms of it on one core.
// TASKLAB_CHROMIUM names another one.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import vue from "@vitejs/plugin-vue";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";

/** How many lanes, and how many turns each takes: three intervals a turn. */
const SIZES = [
  [1_000, 4],
  [10_000, 4],
  [100_000, 4],
  [40, 10_000],
  [40, 30_000],
];

const write = (line) => process.stdout.write(`${line}\n`);
const executablePath = [process.env["TASKLAB_CHROMIUM"], "/usr/bin/chromium"].find(
  (path) => path !== undefined && existsSync(path),
);
const folder = await mkdtemp(join(tmpdir(), "tasklab-frames-"));
const options = {
  configFile: false,
  root: import.meta.dirname,
  logLevel: "warn",
  plugins: [vue()],
  build: { outDir: folder, emptyOutDir: true },
};
let server;
let browser;
try {
  await build(options);
  server = await preview({ ...options, preview: { host: "127.0.0.1", port: 0 } });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  for (const [lanes, turns] of SIZES) await measure(lanes, turns);
} finally {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
}

async function measure(lanes, turns) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const processes = await browser.newBrowserCDPSession();
  await page.exposeFunction("processorTime", async () => {
    const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
    const painting = processInfo.filter(({ type }) => type === "renderer" || type === "GPU");
    return painting.reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
  });
  await page.goto(server.resolvedUrls.local[0]);
  const measured = await page.evaluate(`window.measureTimeline(${lanes}, ${turns})`);
  await page.close();
  const count = (value) => Math.round(value).toLocaleString("en");
  write(
    `\n${count(measured.lanes)} lanes, ${count(measured.intervals)} intervals in ` +
      `${measured.megabytes.toFixed(1)} MB, ${count(measured.eventsPerSecond)} events/s taken in`,
  );
  write("                      frames/s   frame 95 %   draw 50 %   draw 95 %   processor   (ms)");
  for (const { gesture, framesPerSecond, frame95, draw50, draw95, processor } of measured.frames) {
    const cells = [framesPerSecond, frame95, draw50, draw95, processor].map((value, column) =>
      value.toFixed(1).padStart([8, 13, 12, 12, 12][column]),
    );
    write(`${gesture.padEnd(22)}${cells.join("")}`);
  }
}
