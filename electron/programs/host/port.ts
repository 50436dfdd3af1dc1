import type { FromHost, ToHost } from "../protocol";

/** The way to the lab, as the process that holds a program sees it. */
export interface LabPort {
  send(message: FromHost): void;
  onMessage(listener: (message: ToHost) => void): void;
  /** The lab is gone: nobody is left to run a program for. */
  onClose(listener: () => void): void;
}

/** What Electron gives a utility process; plain Node has `process.send` in its place. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { data: unknown }) => void): void;
}

/** The port of whichever host started this process. */
export function openLabPort(): LabPort {
  const { parentPort } = process as { parentPort?: UtilityPort };
  if (parentPort !== undefined) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on("message", ({ data }) => listener(data as ToHost)),
      // Electron ends its utility processes itself.
      onClose: () => undefined,
    };
  }
  return {
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on("message", (data) => listener(data as ToHost)),
    onClose: (listener) => void process.on("disconnect", listener),
  };
}
