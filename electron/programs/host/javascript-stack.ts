import type { Blocking } from "../protocol";

/** A setting that the types do not know. Without it, a report looks up the machine's networks first. */
interface ReportSettings {
  excludeNetwork: boolean;
}

/** What is read of a diagnostic report. */
interface Report {
  readonly workers?: readonly {
    readonly javascriptStack?: { readonly stack?: readonly string[] };
  }[];
}

/** Null for what could not be found out. */
export type Place = Pick<Blocking, "line" | "functionName">;

export const NOWHERE: Place = { line: null, functionName: null };

const FRAME = /^(?:at )?(?<name>.*?) ?\((?<file>.*):(?<line>\d+):\d+\)$/;

/**
 * Where in `file` a thread of this process stands. Node interrupts the thread for its diagnostic
 * report, so it works while that thread spins; the debugger's protocol could say the same, but the
 * permission model switches it off.
 */
export function whereThreadStands(file: string): Place {
  try {
    return placeIn(
      reportOf(process.report as (typeof process.report & ReportSettings) | undefined),
      file,
    );
  } catch {
    // Where it cannot be had, the program is still told as blocking.
    return NOWHERE;
  }
}

/** @param report a host may have been built without it */
function reportOf(report: (typeof process.report & ReportSettings) | undefined): Report {
  if (report === undefined) return {};
  report.excludeNetwork = true;
  return report.getReport() as Report;
}

function placeIn({ workers = [] }: Report, file: string): Place {
  for (const { javascriptStack } of workers) {
    for (const text of javascriptStack?.stack ?? []) {
      const frame = FRAME.exec(text)?.groups;
      if (frame === undefined || frame["file"] !== file) continue;
      return { line: Number(frame["line"]), functionName: frame["name"]?.trim() || null };
    }
  }
  return NOWHERE;
}
