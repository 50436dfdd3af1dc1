import { release } from "node:os";
import { inspect } from "node:util";
import type { Log } from "./lab/dispatch";
import type { LogFile } from "./log-file";

/**
 * The host's own log: on the error stream, so that the output stays the program's, and in a file, which is
 * there when somebody asks what happened. What ends the process is in the file, too.
 */
export function openLog(file: LogFile): Log {
  process.on("uncaughtExceptionMonitor", (error) => file.append("error", inspect(error)));
  return {
    warn: (message) => {
      console.warn(`tasklab: ${message}`);
      file.append("warn", message);
    },
    error: (message, error) => {
      console.error(`tasklab: ${message}`, error);
      file.append("error", `${message}\n${inspect(error)}`);
    },
  };
}

/** What the log begins a start with. */
export function startOf(version: string, runtime: string): string {
  return `Tasklab ${version} starts: ${runtime}, ${process.platform} ${process.arch}, ${release()}.`;
}
