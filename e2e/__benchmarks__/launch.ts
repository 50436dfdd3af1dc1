/**
 * How long the lab takes from its start to a window that takes actions, beside a bare window that is started
 * and waited for in the same way in turn with it; what both take of memory; and how large the lab is:
 *
 *     npm run build && npx tsx e2e/__benchmarks__/launch.ts [rounds]
 *
 * On the desktop by whichever Electron is found, which is named, and in a browser. Cold is a start with a new
 * profile, warm the next one with the same; the system's own cache of files is left as it is. Memory is that
 * of all processes of a start, what they share being counted with each. `npm run dist -- --folder` before,
 * and the sizes are those of the packaged app.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, chromium } from "@playwright/test";
import { chromiumPath } from "../chromium";
import { openInBrowser } from "../hosts/browser";
import { desktopIsMissing, openOnDesktop } from "../hosts/desktop";
import { treeMegabytes } from "../memory/resident";
import { LabPage } from "../pages/lab-page";
import { newProfile, removeProfile } from "../profile";
import { waitForCount } from "./lab";
import { partsOf } from "./sizes";

const TASKS = 10_000;
const VIEWPORT = { width: 1440, height: 900 };
const ROOT = join(import.meta.dirname, "../..");
const BARE_PAGE = "<!doctype html><title>Bare</title><p>Ready</p>";
const BARE_MAIN = `const { app, BrowserWindow } = require("electron");
app.whenReady().then(() => {
  const window = new BrowserWindow({ ...${JSON.stringify(VIEWPORT)}, webPreferences: { sandbox: true } });
  void window.loadFile("index.html");
});
app.on("window-all-closed", () => app.quit());
`;
const asRoot = process.platform === "linux" && process.getuid?.() === 0;
const rounds = Number(process.argv[2] ?? 5);
/** Milliseconds, by what was started. */
const times = new Map<string, number[]>();
/** Megabytes, by what was running. */
const sizes = new Map<string, number[]>();

await measureDesktop();
await measureBrowser();
for (const [what, values] of times) console.log(`${what}: ${spread(values)} ms`);
for (const [what, values] of sizes) console.log(`${what}: ${spread(values)} MB`);
await tellSizes();

async function measureDesktop(): Promise<void> {
  const missing = desktopIsMissing();
  if (missing !== null) return console.log(`desktop: left out, ${missing}`);
  const bare = await mkdtemp(join(tmpdir(), "tasklab bare "));
  await writeFile(join(bare, "package.json"), JSON.stringify({ name: "bare", main: "main.cjs" }));
  await writeFile(join(bare, "main.cjs"), BARE_MAIN);
  await writeFile(join(bare, "index.html"), BARE_PAGE);
  for (let round = 0; round < rounds; round += 1) {
    await bareWindow(bare, round === 0);
    const profile = await newProfile();
    await labWindow(profile, "cold");
    await labWindow(profile, "warm");
    await removeProfile(profile);
  }
  await rm(bare, { recursive: true });
}

async function bareWindow(folder: string, isFirst: boolean): Promise<void> {
  const started = performance.now();
  const app = await _electron.launch({ args: [folder, ...(asRoot ? ["--no-sandbox"] : [])] });
  const page = await app.firstWindow();
  await page.getByText("Ready").waitFor();
  note(times, "desktop, bare window", performance.now() - started);
  if (isFirst) {
    const { path, electron } = await app.evaluate(() => ({
      path: process.execPath,
      electron: process.versions["electron"],
    }));
    const override = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
    const from = override === undefined ? "" : `, of ELECTRON_OVERRIDE_DIST_PATH=${override}`;
    console.log(`desktop: ${path}, which says that it is Electron ${electron ?? "?"}${from}`);
  }
  note(sizes, "desktop, bare window", await treeMegabytes(app.process().pid!));
  await app.close();
}

async function labWindow(profile: string, which: "cold" | "warm"): Promise<void> {
  const started = performance.now();
  const host = await openOnDesktop(profile);
  const lab = new LabPage(host);
  await lab.isReady();
  note(times, `desktop, the lab, ${which}`, performance.now() - started);
  if (which === "warm") await noteMemory("desktop", lab, host.pid);
  await host.close();
}

/** The browser runs before: what is measured is the server and the page, or the page alone. */
async function measureBrowser(): Promise<void> {
  const executablePath = chromiumPath();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: asRoot ? ["--no-sandbox"] : [],
  });
  console.log(`browser: ${executablePath ?? "Playwright's Chromium"}, ${browser.version()}`);
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.setContent(BARE_PAGE);
    await page.getByText("Ready").waitFor();
    note(times, "browser, bare page", performance.now() - started);
    await page.close();
    const profile = await newProfile();
    for (const which of ["cold", "warm"] as const) {
      const began = performance.now();
      const host = await openInBrowser(profile, browser, VIEWPORT);
      const lab = new LabPage(host);
      await lab.isReady();
      note(times, `browser, the lab with its server, ${which}`, performance.now() - began);
      if (which === "warm") await noteMemory("browser, the server", lab, host.pid);
      await host.close();
    }
    await removeProfile(profile);
  }
  await browser.close();
}

async function noteMemory(what: string, lab: LabPage, pid: number): Promise<void> {
  note(sizes, `${what}, the lab, idle`, await treeMegabytes(pid));
  await lab.palette.choose("sleep", { fields: { for: "3600" }, name: "flood", count: TASKS });
  await lab.page.getByRole("button", { name: /^Create task/ }).click();
  await waitForCount(lab, "Pending", TASKS);
  note(sizes, `${what}, the lab, ${TASKS.toLocaleString("en")} tasks`, await treeMegabytes(pid));
  await lab.tasks.cancelAll();
}

async function tellSizes(): Promise<void> {
  const built = join(ROOT, "out");
  const { title, parts } = await partsOf(ROOT);
  if (parts.length === 0) return console.log(`sizes: left out, nothing is built in ${built}`);
  console.log(`${title}, MB:`);
  for (const { name, megabytes } of parts) console.log(`  ${name}: ${megabytes.toFixed(1)}`);
  if (!existsSync(join(ROOT, "dist"))) console.log("  (not packaged: npm run dist -- --folder)");
}

function note(all: Map<string, number[]>, what: string, value: number): void {
  const values = all.get(what) ?? [];
  all.set(what, [...values, value]);
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]!);
  return `median ${at(0.5)} (${at(0)} to ${at(1)})`;
}
