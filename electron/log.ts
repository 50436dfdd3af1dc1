import type { Log } from "./lab/dispatch";

/** The host's own log: one line an entry, on the error stream, so that the output stays the program's. */
export const consoleLog: Log = {
  warn: (message) => console.warn(`tasklab: ${message}`),
  error: (message, error) => console.error(`tasklab: ${message}`, error),
};
