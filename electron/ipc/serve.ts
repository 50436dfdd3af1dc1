import { ipcMain, MessageChannelMain } from "electron";
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from "electron";
import { failure, LabError } from "../../shared/result";
import { dispatch } from "../lab/dispatch";
import type { Log } from "../lab/dispatch";
import type { Lab } from "../lab/lab";
import type { Subscription } from "../lab/publisher";
import { CALL_CHANNEL, STREAM_CHANNEL } from "./channels";

/**
 * Serves the lab to the app's own windows: commands over `ipcMain`, events over a MessagePort a
 * page. The only user of `ipcMain`.
 * @param isOurs whether a frame's origin is the app's own; nobody else is answered
 */
export function serveIpc(lab: Lab, isOurs: (url: string) => boolean, log: Log): void {
  const refuses = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const frame = event.senderFrame;
    // Only the page itself may ask, never a frame inside of it; a frame that is gone has no URL.
    if (frame !== null && frame.parent === null && isOurs(frame.url)) return false;
    log.warn(`A message of a foreign page was refused: ${frame?.url ?? "the page is gone"}.`);
    return true;
  };

  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    refuses(event)
      ? failure("forbidden", "Only Tasklab's own window may ask.")
      : dispatch(lab.handlers, name, input, log),
  );

  const streams = new Map<WebContents, () => void>();
  ipcMain.on(STREAM_CHANNEL, (event) => {
    if (refuses(event)) return;
    const page = event.sender;
    // A page has one stream: one that was reloaded leaves its old one behind.
    streams.get(page)?.();
    const close = openStream(lab, page, log);
    streams.set(page, close);
    page.once("destroyed", () => {
      close();
      if (streams.get(page) === close) streams.delete(page);
    });
  });
}

/** @returns closes the stream */
function openStream(lab: Lab, page: WebContents, log: Log): () => void {
  const { port1: port, port2: pagePort } = new MessageChannelMain();
  const subscription: Subscription = lab.publisher.subscribe({
    send: (data) => port.postMessage(data),
  });
  const close = () => {
    subscription.close();
    port.close();
  };
  port.on("message", ({ data }) => {
    try {
      subscription.receive(String(data));
    } catch (error) {
      log.warn(error instanceof LabError ? error.message : `The stream failed: ${String(error)}`);
      close();
    }
  });
  port.on("close", () => subscription.close());
  port.start();
  page.postMessage(STREAM_CHANNEL, null, [pagePort]);
  return close;
}
