import type { DesktopApi } from "./bridge/desktop";

declare global {
  interface Window {
    /** There on the desktop alone. */
    readonly tasklab?: DesktopApi;
  }
}
