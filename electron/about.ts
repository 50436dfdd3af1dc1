import type { AboutPanelOptionsOptions } from "electron";

/** What the about panel knows. */
export interface Versions {
  readonly app: string;
  readonly electron: string;
  readonly chrome: string;
  readonly node: string;
}

/**
 * What the system's about panel shows: the versions that a report of a fault needs, on every platform. Linux
 * shows no credits: there they stand below the version.
 */
export function aboutPanel(
  platform: NodeJS.Platform,
  { app, electron, chrome, node }: Versions,
): AboutPanelOptionsOptions {
  const runtime = `Electron ${electron}, Chromium ${chrome}, Node ${node}`;
  return {
    applicationName: "Tasklab",
    copyright: "Copyright © the Tasklab contributors",
    ...(platform === "linux"
      ? { applicationVersion: `${app}\n${runtime}` }
      : { applicationVersion: app, credits: runtime }),
    // A Mac would put the bundle's number behind the version, which is the same.
    ...(platform === "darwin" ? { version: "" } : {}),
  };
}
