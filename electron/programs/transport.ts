import { fork } from "node:child_process";
import { join } from "node:path";
import { isolationArguments } from "./isolation";
import type { FromHost, ToHost } from "./protocol";

/** A process that holds a program, as the lab sees it. */
export interface Transport {
  send(message: ToHost): void;
  onMessage(listener: (message: FromHost) => void): void;
  /** It ended, by itself or killed. */
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

/** In the folder that `buildPrograms` fills. */
export const HOST_FILE = "host.mjs";

/**
 * Nothing of the lab's own, such as tokens; Windows cannot start a process without its root. Never empty:
 * Electron would give a utility process all that the app has.
 */
export function hostEnvironment(): Record<string, string> {
  const { SystemRoot: root } = process.env;
  return { LANG: "C.UTF-8", ...(root === undefined ? {} : { SystemRoot: root }) };
}

/**
 * Starts the host as a child process of Node.
 * @param folder where `buildPrograms` put it
 */
export function forkTransport(folder: string): Transport {
  const child = fork(join(folder, HOST_FILE), [], {
    cwd: folder,
    env: hostEnvironment(),
    execArgv: [...isolationArguments(folder), "--allow-worker"],
    serialization: "advanced",
    // Whatever a program prints comes as events.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  let exited = false;
  const listeners: (() => void)[] = [];
  const exit = (): void => {
    if (exited) return;
    exited = true;
    for (const listener of listeners) listener();
  };
  child.once("exit", exit);
  child.once("error", exit);
  return {
    // A message to a process that just ended is no news to anybody.
    send: (message) => void child.send(message, () => undefined),
    onMessage: (listener) => void child.on("message", (data) => listener(data as FromHost)),
    onExit: (listener) => void listeners.push(listener),
    kill: () => void child.kill("SIGKILL"),
  };
}
