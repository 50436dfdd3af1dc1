import { fork } from "node:child_process";
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

/** What Node calls the permission model here; null where it has none. */
function permissionFlag(): string | null {
  const flags = process.allowedNodeEnvironmentFlags;
  return ["--permission", "--experimental-permission"].find((flag) => flags.has(flag)) ?? null;
}

/**
 * The arguments with which Node holds a program in. See `host/main.ts` for what each is worth.
 * @param folder the folder of the built host: all that it may read
 */
function isolationArguments(folder: string): string[] {
  const permission = permissionFlag();
  return [
    "--no-warnings",
    "--experimental-vm-modules",
    "--disallow-code-generation-from-strings",
    ...(permission === null ? [] : [permission, "--allow-worker", `--allow-fs-read=${folder}`]),
  ];
}

/**
 * Starts the host as a child process of Node.
 * @param folder where `buildPrograms` put it
 */
export function forkTransport(folder: string): Transport {
  const child = fork(`${folder}/host.mjs`, [], {
    cwd: folder,
    // Nothing of the lab's own, such as tokens; Windows cannot start a process without its root.
    env: { SystemRoot: process.env["SystemRoot"] },
    execArgv: isolationArguments(folder),
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
