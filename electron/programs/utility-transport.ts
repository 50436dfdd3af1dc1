import { join } from "node:path";
import type { FromHost } from "./protocol";
import { hostEnvironment, HOST_FILE } from "./transport";
import type { Transport } from "./transport";

/** What is used of a process that Electron started. */
interface UtilityProcess {
  readonly pid?: number | undefined;
  postMessage(message: unknown): void;
  on(event: "message" | "error", listener: (message: unknown) => void): unknown;
  once(event: "spawn" | "exit", listener: () => void): unknown;
}

/** `utilityProcess.fork` of Electron. */
export type ForkUtility = (
  module: string,
  args: string[],
  options: {
    cwd: string;
    env: Record<string, string>;
    stdio: ("ignore" | "inherit")[];
    serviceName: string;
  },
) => UtilityProcess;

/**
 * Starts the host as one of Electron's utility processes. A packaged app has no other way to Node:
 * its executable is not allowed to run as one.
 *
 * Electron takes none of the arguments with which `forkTransport` holds the process in; the host
 * gives them to the thread in which the program runs.
 *
 * @param fork may be called once the app is ready
 * @param folder where `buildPrograms` put the host, outside of any archive
 */
export function utilityTransport(fork: ForkUtility, folder: string): Transport {
  const child = fork(join(folder, HOST_FILE), [], {
    cwd: folder,
    env: hostEnvironment(),
    stdio: ["ignore", "ignore", "inherit"],
    serviceName: "Tasklab programs",
  });
  // A fault of the engine. Nobody listening would be an error of the app's own; the exit follows.
  child.on("error", () => undefined);
  let hasExited = false;
  child.once("exit", () => (hasExited = true));
  const kill = (): void => {
    if (hasExited || child.pid === undefined) return;
    try {
      // Not `child.kill()`: it only asks, and whoever is asked may not listen.
      process.kill(child.pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  };
  return {
    send: (message) => {
      if (!hasExited) child.postMessage(message);
    },
    onMessage: (listener) => void child.on("message", (data) => listener(data as FromHost)),
    onExit: (listener) => void child.once("exit", listener),
    kill: () => {
      // Electron starts it in its own time.
      if (child.pid === undefined) child.once("spawn", kill);
      else kill();
    },
  };
}

/** `folder` as a packaged app has it: what a process of its own reads lies beside the archive. */
export function outsideArchive(folder: string): string {
  return folder.replace(/\.asar(?=[\\/]|$)/, ".asar.unpacked");
}
