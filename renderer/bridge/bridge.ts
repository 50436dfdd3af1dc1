import type { Bridge } from "../../shared/bridge";
import { BrowserBridge } from "./browser";
import { takeToken } from "./browser-token";
import { DesktopBridge } from "./desktop";
import { inUserLanguage } from "./in-user-language";

/** The way to the lab that this page has: the desktop app's, or the web host's. */
export function chooseBridge(): Bridge {
  const desktop = window.tasklab;
  return inUserLanguage(
    desktop === undefined ? new BrowserBridge(takeToken()) : new DesktopBridge(desktop),
  );
}
