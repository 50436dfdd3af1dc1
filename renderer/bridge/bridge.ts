import type { Bridge } from "../../shared/bridge";
import { BrowserBridge } from "./browser";
import { takeToken } from "./browser-token";
import { DesktopBridge } from "./desktop";

/** The way to the lab that this page has: the desktop app's, or the web host's. */
export function chooseBridge(): Bridge {
  const desktop = window.tasklab;
  if (desktop !== undefined) return new DesktopBridge(desktop);
  return new BrowserBridge(takeToken());
}
