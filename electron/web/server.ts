/**
 * The lab in a browser, without Electron: `node out/web/server.js [--port N] [--no-open]`.
 *
 * Prints the address with its token, opens it, and runs until it is interrupted.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import envPaths from "env-paths";
import open from "open";
import packageJson from "../../package.json";
import { createLab } from "../lab/lab";
import { consoleLog } from "../log";
import { serveWeb } from "./serve";

const MAX_PORT = 65_535;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    open: { type: "boolean", default: true },
  },
  allowNegative: true,
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > MAX_PORT) {
  console.error(`--port takes a whole number from 0 to ${MAX_PORT}, not "${values.port}".`);
  process.exit(2);
}

const lab = await createLab({
  host: "browser",
  version: packageJson.version,
  runtime: `Node ${process.versions.node}`,
  profile: process.env["TASKLAB_PROFILE"] ?? envPaths("tasklab", { suffix: "" }).config,
  log: consoleLog,
});
const host = await serveWeb({
  lab,
  folder: join(import.meta.dirname, "../renderer"),
  port,
  log: consoleLog,
}).catch((error: unknown) => {
  console.error(`Tasklab could not listen on port ${port}: ${String(error)}`);
  process.exit(1);
});

console.log(`Tasklab is open at ${host.address}`);
console.log("Press Ctrl+C to end it.");
if (values.open) await openInBrowser(host.address);

let closing = false;
const close = () => {
  // A second Ctrl+C does not wait for anybody's clean-up.
  if (closing) process.exit(1);
  closing = true;
  void lab
    .close()
    .then(() => host.close())
    .then(() => process.exit(0));
};
process.on("SIGINT", close);
process.on("SIGTERM", close);

/** Where there is no browser to open, the printed address is enough. */
async function openInBrowser(address: string): Promise<void> {
  const opener = await open(address).catch(() => null);
  opener?.once("error", () => console.log("No browser could be opened: open the address yourself."));
}
