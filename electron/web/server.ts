/**
 * The lab in a browser, without Electron: `node out/web/server.js [--port N] [--no-open]`.
 *
 * Prints the address with its token, opens it, and runs until it is interrupted.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import envPaths from "env-paths";
import packageJson from "../../package.json";
import { ProfileLock } from "../lab/files/profile-lock";
import { createLab } from "../lab/lab";
import { openLog, startOf } from "../log";
import { LogFile } from "../log-file";
import { forkTransport } from "../programs/transport";
import { serveWeb } from "./serve";

const MAX_PORT = 65_535;
/** What shells expect of a command that was called wrongly. */
const WRONG_USAGE = 2;

const { port, opens } = readArguments();
const profile = process.env["TASKLAB_PROFILE"] ?? envPaths("tasklab", { suffix: "" }).config;
const logFile = new LogFile(profile);
const log = openLog(logFile);
const runtime = `Node ${process.versions.node}`;
await ProfileLock.take(profile, log.warn).catch((error: unknown) => {
  fail("Tasklab could not start", error);
});
logFile.append("info", startOf(packageJson.version, runtime));
const lab = await createLab({
  host: "browser",
  version: packageJson.version,
  runtime,
  profile,
  log,
  facts: { runtimes: [{ name: "Node", version: process.versions.node }], logs: logFile },
  lessons: join(import.meta.dirname, "../lessons"),
  openProgramHost: () => forkTransport(join(import.meta.dirname, "../programs")),
}).catch((error: unknown) => fail("Tasklab could not start", error));
const host = await serveWeb({
  lab,
  folder: join(import.meta.dirname, "../renderer"),
  port,
  log,
}).catch((error: unknown) => fail("Tasklab could not be opened", error));

logFile.conceal(new URL(host.address).hash.slice("#token=".length));

let closing = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, close);

console.log(`Tasklab is open at ${host.address}`);
console.log(`Its log is kept in ${logFile.path}`);
console.log("Press Ctrl+C to end it.");
if (opens) await openInBrowser(host.newOpeningAddress());

function readArguments(): { port: number; opens: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "0" },
        open: { type: "boolean", default: true },
      },
      allowNegative: true,
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > MAX_PORT) {
      throw new RangeError(`--port takes a whole number up to ${MAX_PORT}, not "${values.port}".`);
    }
    return { port: Number(values.port), opens: values.open };
  } catch (error) {
    console.error((error as Error).message);
    process.exit(WRONG_USAGE);
  }
}

function fail(what: string, error: unknown): never {
  const message = `${what}: ${error instanceof Error ? error.message : String(error)}`;
  console.error(message);
  logFile.append("error", message);
  process.exit(1);
}

function close(): void {
  // A second Ctrl+C does not wait for anybody's clean-up.
  if (closing) process.exit(1);
  closing = true;
  lab
    .close()
    .then(() => host.close())
    .then(
      () => process.exit(0),
      (error: unknown) => fail("Tasklab did not end well", error),
    );
}

/** Where there is no browser to open, the printed address is enough. */
async function openInBrowser(address: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    await open(address);
  } catch {
    console.log("No browser could be opened: open the address yourself.");
  }
}
