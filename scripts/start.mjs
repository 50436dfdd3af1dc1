// `npm start`: installs, builds and opens the lab: the desktop app, or, where Electron cannot be had
// or does not start, the same lab in the browser. `npm run web` (`--browser`) chooses the browser.
import { join } from "node:path";
import { obtainElectron } from "./electron.mjs";
import { ROOT, runInForeground } from "./process.mjs";
import { ensureBuilt, ensureInstalled, SetupError } from "./setup.mjs";

/** An Electron that ends with an error this soon, in milliseconds, never opened its window. */
const FAILED_START_MS = 10_000;

const args = process.argv.slice(2);
const inBrowser = args.includes("--browser");
const rest = args.filter((arg) => arg !== "--browser");

try {
  await ensureInstalled();
  await ensureBuilt();
  process.exitCode = inBrowser ? await openInBrowser() : await openOnDesktop();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function openOnDesktop() {
  const electron = await obtainElectron();
  if ("reason" in electron) {
    console.log(`Electron ${electron.reason}, so Tasklab opens in your browser instead.`);
    return openInBrowser();
  }
  const env = { ...process.env };
  // Set by some editors' terminals, it would turn Electron into a plain Node.
  delete env["ELECTRON_RUN_AS_NODE"];
  // Chromium refuses its sandbox to root on Linux, and does not start without being told so.
  const asRoot = process.platform === "linux" && process.getuid?.() === 0;
  const started = Date.now();
  const code = await runInForeground(
    electron.path,
    [ROOT, ...(asRoot ? ["--no-sandbox"] : []), ...rest],
    env,
  );
  if (code === 0 || Date.now() - started > FAILED_START_MS) return code;
  console.log("Electron did not start here, so Tasklab opens in your browser instead.");
  return openInBrowser();
}

function openInBrowser() {
  return runInForeground(process.execPath, [join(ROOT, "out/web/server.js"), ...rest]);
}
