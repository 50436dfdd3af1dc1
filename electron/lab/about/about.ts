import { homedir, release, tmpdir } from "node:os";
import type { About, Version } from "../../../shared/about";
import type { Handlers } from "../../../shared/contract";
import { LabError } from "../../../shared/result";
import type { Settings } from "../../../shared/settings";
import { diagnostics } from "./diagnostics";

/** The most of the log that diagnostics hold, in bytes: some two hundred lines. */
export const TOLD_LOG_BYTES = 20_000;

/** What a host says of itself. */
export interface HostFacts {
  /** What it runs on, each with its version. */
  readonly runtimes: readonly Version[];
  readonly logs: {
    /** The file that is written to. */
    readonly path: string;
    /** Its end, from the beginning of a line on; empty if there is none. */
    end(bytes: number): string;
  };
  /** Shows the log's files where they are; only a desktop can. */
  readonly showLogs?: () => void;
}

interface AboutOptions extends HostFacts {
  readonly host: "desktop" | "browser";
  readonly version: string;
  readonly profile: string;
  readonly settings: () => Settings;
}

/** What the lab tells of itself: for who wants to know, and for who reports a fault. */
export function aboutHandlers(
  options: AboutOptions,
): Pick<Handlers, "about.describe" | "about.showLogs"> {
  const { host, version, runtimes, logs, showLogs, profile, settings } = options;
  const versions = [{ name: "Tasklab", version }, ...runtimes];
  const platform = `${process.platform} ${process.arch}, ${release()}`;
  const folders = [
    { path: profile, name: "<profile>" },
    { path: homedir(), name: "~" },
    { path: tmpdir(), name: "<temporary files>" },
  ];
  return {
    "about.describe": ({ page }): About => ({
      versions,
      platform,
      logFile: logs.path,
      canShowLogs: showLogs !== undefined,
      diagnostics: diagnostics({
        host,
        versions,
        platform,
        settings: settings(),
        page,
        log: logs.end(TOLD_LOG_BYTES),
        folders,
      }),
    }),
    "about.showLogs": () => {
      if (showLogs === undefined) {
        throw new LabError(
          "conflict",
          `A browser can show no files: the log is kept in ${logs.path}.`,
        );
      }
      showLogs();
      return {};
    },
  };
}
