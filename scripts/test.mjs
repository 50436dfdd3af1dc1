// `npm test`: sets up and runs every check that can run here, one after the other, and says in its
// last lines what it could not run and why.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { obtainBrowser } from "./browser.mjs";
import { obtainElectron } from "./electron.mjs";
import { ROOT, run, scriptOf } from "./process.mjs";
import { ensureBuilt, ensureInstalled, SetupError } from "./setup.mjs";
import { layers, typecheck } from "./typecheck.mjs";

const RESULTS = join(ROOT, "test-results");
const UNIT_REPORT = join(RESULTS, "unit.json");
const E2E_REPORT = join(RESULTS, "e2e.json");

const total = { passed: 0, failed: 0, skipped: 0 };
/** What could not run: reason → how many checks. @type {Map<string, number>} */
const reasons = new Map();

try {
  await ensureInstalled();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  await check("format", () => tool("prettier", "prettier", ["--check", "."]));
  for (const layer of layers()) await check(`types, ${layer}`, () => typecheck(layer));
  await check("lint", () => tool("eslint", "eslint", ["."]));
  await check("unused code", () => tool("knip", "knip", []));
  await unitTests();
  if (await check("build", build)) await endToEndTests();
  else skip("end to end: nothing was built", 1);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  total.failed += 1;
}

for (const [reason, count] of reasons) console.log(`skipped ${count}: ${reason}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/**
 * Runs a check that passes or fails as a whole; shows what it said if it failed.
 * @param {string} title
 * @param {() => Promise<{ code: number; output: string }>} body
 */
async function check(title, body) {
  const started = Date.now();
  const { code, output } = await body();
  const passed = code === 0;
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  console.log(`${passed ? "passed" : "FAILED"}  ${title}  (${seconds} s)`);
  if (!passed) console.log(output);
  total[passed ? "passed" : "failed"] += 1;
  return passed;
}

/** @param {string} packageName @param {string} command @param {string[]} args */
function tool(packageName, command, args) {
  return run(process.execPath, [scriptOf(packageName, command), ...args], { quiet: true });
}

async function build() {
  try {
    await ensureBuilt();
    return { code: 0, output: "" };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { code: 1, output: error.message };
  }
}

/** @param {string} reason @param {number} count */
function skip(reason, count) {
  total.skipped += count;
  reasons.set(reason, (reasons.get(reason) ?? 0) + count);
}

async function unitTests() {
  const { code } = await run(process.execPath, [
    scriptOf("vitest"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${UNIT_REPORT}`,
  ]);
  const report = reportIn(UNIT_REPORT);
  if (report === null) {
    console.log("The unit tests left no report.");
    total.failed += 1;
    return;
  }
  total.passed += report.numPassedTests;
  // A file that does not even load has no tests that could be counted.
  total.failed += Math.max(report.numFailedTests, code === 0 ? 0 : 1);
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status !== "passed" && test.status !== "failed") skip(`${test.fullName}`, 1);
    }
  }
}

async function endToEndTests() {
  const browser = await obtainBrowser();
  if ("reason" in browser)
    return skip(`end to end, in a browser and on the desktop: ${browser.reason}`, 1);
  const electron = await obtainElectron();
  if ("path" in electron) {
    const dist = join(ROOT, "scripts/dist.mjs");
    const options = ["--folder", "--test"];
    await check("package", () => run(process.execPath, [dist, ...options], { quiet: true }));
  }
  const { code } = await run(process.execPath, [scriptOf("playwright"), "test"], {
    env: {
      TASKLAB_CHROMIUM: browser.path,
      TASKLAB_NO_DESKTOP: "reason" in electron ? `Electron ${electron.reason}` : "",
      TASKLAB_E2E_REPORT: E2E_REPORT,
    },
  });
  const report = reportIn(E2E_REPORT);
  if (report === null) {
    console.log("The end-to-end tests left no report.");
    total.failed += 1;
    return;
  }
  const { expected, unexpected, flaky } = report.stats;
  total.passed += expected;
  total.failed += Math.max(unexpected + flaky, code === 0 ? 0 : 1);
  for (const { project, reason } of skippedIn(report.suites)) skip(`${project}: ${reason}`, 1);
}

/** @param {any[]} suites @returns {Generator<{ project: string; reason: string }>} */
function* skippedIn(suites) {
  for (const suite of suites) {
    for (const { tests, title } of suite.specs ?? []) {
      for (const { status, projectName, annotations } of tests) {
        if (status !== "skipped") continue;
        const note = annotations.find(
          (/** @type {{ type: string }} */ { type }) => type === "skip",
        );
        yield { project: `end to end, ${projectName}`, reason: note?.description ?? title };
      }
    }
    yield* skippedIn(suite.suites ?? []);
  }
}

/** @param {string} path @returns {any} null if there is none */
function reportIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
