/** What the lab tells of itself. */
export interface About {
  /** The lab first, then what it runs on. */
  readonly versions: readonly Version[];
  /** "linux x64, 6.1.0": the system, the processor's kind, the system's version. */
  readonly platform: string;
  /** The log that is written to. */
  readonly logFile: string;
  /** Whether the lab can show where that is. */
  readonly canShowLogs: boolean;
  /** What a report of a fault needs, as text to be copied; see `electron/lab/about/diagnostics.ts`. */
  readonly diagnostics: string;
}

export interface Version {
  readonly name: string;
  readonly version: string;
}
