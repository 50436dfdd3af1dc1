// `npm test`: sets up and runs every check that can run here, one after the other, and says in its
// last lines what failed, and what it could not run and why.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
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
/** What failed, said again at the end: in a long output it is what is looked for. @type {string[]} */
const failures = [];

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
  fail(error.message);
}

for (const failure of failures) console.log(`failed: ${failure}`);
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
  if (passed) total.passed += 1;
  else {
    console.log(output);
    fail(title);
  }
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

/** @param {string} what */
function fail(what) {
  total.failed += 1;
  failures.push(what);
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
    fail("the unit tests: they left no report");
    return;
  }
  total.passed += report.numPassedTests;
  const failedBefore = total.failed;
  for (const file of report.testResults) {
    const path = relative(ROOT, file.name);
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === "failed") fail(`${path} › ${fullName}: ${firstLine(failureMessages[0])}`);
      else if (status !== "passed") skip(fullName, 1);
    }
    // A file that does not even load has no tests that could be counted.
    if (file.status === "failed" && file.assertionResults.length === 0)
      fail(`${path}: ${firstLine(file.message)}`);
  }
  // An error outside of all tests, such as a promise that nobody handled, stands in no file's results.
  if (code !== 0 && total.failed === failedBefore) fail("the unit tests: an error outside of them");
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
    fail("the end-to-end tests: they left no report");
    return;
  }
  const failedBefore = total.failed;
  for (const { place, test } of endToEndTestsIn(report.suites)) {
    const project = `end to end, ${test.projectName}`;
    if (test.status === "expected") total.passed += 1;
    else if (test.status === "skipped") {
      const note = test.annotations.find(
        (/** @type {{ type: string }} */ { type }) => type === "skip",
      );
      skip(`${project}: ${note?.description ?? place}`, 1);
    } else fail(`${project}: ${place}: ${firstLine(test.results.at(-1)?.error?.message)}`);
  }
  if (code !== 0 && total.failed === failedBefore)
    fail("the end-to-end tests: an error outside of them");
}

/** @param {any[]} suites @returns {Generator<{ place: string; test: any }>} */
function* endToEndTestsIn(suites) {
  for (const suite of suites) {
    for (const { tests, title, file, line } of suite.specs ?? [])
      for (const test of tests) yield { place: `${file}:${line} › ${title}`, test };
    yield* endToEndTestsIn(suite.suites ?? []);
  }
}

/** The first line of a message, without the colours of a terminal. @param {string | undefined} message */
function firstLine(message = "") {
  return stripVTControlCharacters(message).split("\n", 1)[0];
}

/** @param {string} path @returns {any} null if there is none */
function reportIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
