import { ipcMain, MessageChannelMain } from "electron";
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from "electron";
import { parseMenuState } from "../../shared/menu";
import type { MenuState } from "../../shared/menu";
import { failure, LabError } from "../../shared/result";
import { dispatch } from "../lab/dispatch";
import type { Log } from "../lab/dispatch";
import type { Lab } from "../lab/lab";
import { CALL_CHANNEL, MENU_STATE_CHANNEL, STREAM_CHANNEL } from "./channels";
import { isOwnPage } from "./sender";

/**
 * Serves the lab to the app's own windows: commands over `ipcMain`, events over a MessagePort a
 * page. The only user of `ipcMain`.
 * @param page the app's page: nobody else is answered
 * @param onMenuState told what the menu has to follow
 */
export function serveIpc(
  lab: Lab,
  page: string,
  log: Log,
  onMenuState: (state: MenuState) => void,
): void {
  const refuses = ({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    if (isOwnPage(senderFrame, page)) return false;
    log.warn(`A message of a foreign page was refused: ${senderFrame?.url ?? "the page is gone"}.`);
    return true;
  };

  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    refuses(event)
      ? failure("forbidden", "Only Tasklab's own window may ask.")
      : dispatch(lab.handlers, name, input, log),
  );

  ipcMain.on(MENU_STATE_CHANNEL, (event, told: unknown) => {
    if (refuses(event)) return;
    const state = parseMenuState(told);
    if (state === null) log.warn("What a page told of the menu was refused: it is no such thing.");
    else onMenuState(state);
  });

  /** The stream of each window's page: a page that was reloaded leaves its old one behind. */
  const streams = new Map<WebContents, () => void>();
  ipcMain.on(STREAM_CHANNEL, (event) => {
    if (refuses(event)) return;
    const { sender } = event;
    const close = streams.get(sender);
    if (close === undefined) {
      sender.once("destroyed", () => {
        streams.get(sender)?.();
        streams.delete(sender);
      });
    } else close();
    streams.set(sender, openStream(lab, sender, log));
  });
}

/** @returns closes the stream */
function openStream(lab: Lab, page: WebContents, log: Log): () => void {
  const { port1: port, port2: pagePort } = new MessageChannelMain();
  const subscription = lab.publisher.subscribe({ send: (data) => port.postMessage(data) });
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
  // The page closed it, was reloaded, crashed, or is gone.
  port.on("close", () => subscription.close());
  port.start();
  page.postMessage(STREAM_CHANNEL, null, [pagePort]);
  return close;
}
