/**
 * The bridge between the page and the main process: three functions, a port, and what was
 * chosen in the menu; nothing else.
 *
 * Runs sandboxed, in a world of its own. The page's half is `renderer/bridge/desktop.ts`.
 */
import { contextBridge, ipcRenderer } from "electron";
import type { MenuMessage, MenuState } from "../shared/menu";
import { CALL_CHANNEL, MENU_CHANNEL, MENU_STATE_CHANNEL, STREAM_CHANNEL } from "./ipc/channels";

contextBridge.exposeInMainWorld("tasklab", {
  call: (name: string, input: unknown): Promise<unknown> =>
    ipcRenderer.invoke(CALL_CHANNEL, name, input),
  /** The port comes as a window message, since `contextBridge` copies what it hands over and a port cannot be copied. */
  requestStream: (): void => ipcRenderer.send(STREAM_CHANNEL),
  tellMenu: (state: MenuState): void => ipcRenderer.send(MENU_STATE_CHANNEL, state),
});

ipcRenderer.on(STREAM_CHANNEL, (event) => {
  window.postMessage(STREAM_CHANNEL, location.origin, [...event.ports]);
});

ipcRenderer.on(MENU_CHANNEL, (_event, action: MenuMessage["action"]) => {
  const message: MenuMessage = { type: MENU_CHANNEL, action };
  window.postMessage(message, location.origin);
});
