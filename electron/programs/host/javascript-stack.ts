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

const FRAME = /^(?:at )?(?<name>.*?) ?\((?<file>.*):(?<line>\d+):\d+\)$/;

/**
 * Where in `file` a thread of this process stands. Node interrupts the thread for its diagnostic
 * report, so it works while that thread spins; the debugger's protocol could say the same, but the
 * permission model switches it off.
 */
export function whereThreadStands(file: string): {
  line: number | null;
  functionName: string | null;
} {
  // A host may have been built without it.
  const report = process.report as (typeof process.report & ReportSettings) | undefined;
  if (report === undefined) return { line: null, functionName: null };
  report.excludeNetwork = true;
  const { workers = [] } = report.getReport() as Report;
  for (const { javascriptStack } of workers) {
    for (const text of javascriptStack?.stack ?? []) {
      const frame = FRAME.exec(text)?.groups;
      if (frame === undefined || frame["file"] !== file) continue;
      return { line: Number(frame["line"]), functionName: frame["name"]?.trim() || null };
    }
  }
  return { line: null, functionName: null };
}
