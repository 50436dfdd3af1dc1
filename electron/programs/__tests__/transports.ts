import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { forkTransport } from "../transport";
import type { Transport } from "../transport";
import { utilityTransport } from "../utility-transport";

/** Runs in the place of Electron's own beginning of a utility process: gives it its `parentPort`. */
const PARENT_PORT = `
  process.parentPort = {
    postMessage: (message) => process.send(message),
    on: (event, listener) => process.on(event, (data) => listener({ data })),
  };
  process.once("disconnect", () => process.exit());
`;

/**
 * A process as Electron's `utilityProcess` gives it, over plain Node: it has no number until it runs,
 * and is not held in as a whole.
 */
class FakeUtilityProcess {
  pid: number | undefined;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.once("spawn", () => (this.pid = child.pid));
  }

  postMessage(message: unknown): void {
    this.#child.send(message as object);
  }

  on(event: "message" | "error", listener: (message: unknown) => void): void {
    this.#child.on(event, listener);
  }

  once(event: "spawn" | "exit", listener: () => void): void {
    this.#child.once(event, listener);
  }
}

function fakeUtilityTransport(folder: string): Transport {
  const begin = `data:text/javascript,${encodeURIComponent(PARENT_PORT)}`;
  return utilityTransport(
    (module, args, { cwd, env }) =>
      new FakeUtilityProcess(
        fork(module, args, {
          cwd,
          // As Electron has it.
          env: Object.keys(env).length === 0 ? process.env : env,
          execArgv: ["--import", begin],
          serialization: "advanced",
          stdio: ["ignore", "ignore", "inherit", "ipc"],
        }),
      ),
    folder,
  );
}

/** The hosts of programs, by name: each starts one with the folder that `buildPrograms` filled. */
export const TRANSPORTS: readonly (readonly [string, (folder: string) => Transport])[] = [
  ["a child process", forkTransport],
  ["a utility process", fakeUtilityTransport],
];
