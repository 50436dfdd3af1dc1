import { setImmediate as turn } from "node:timers/promises";
import type { ExportFormat } from "../../../shared/library";
import { writeRecording } from "../../../shared/recording/json-lines";
import type { RecordedRun } from "../../../shared/recording/recording";
import { writeSpans } from "../../../shared/recording/spans";
import type { WriteOptions } from "../../../shared/recording/text-stream";
import { writeTraceEvents } from "../../../shared/recording/trace-events";
import { RECORDING_SUFFIX } from "./file-name";
import type { Job } from "./jobs";

/** A format that runs are exported in. */
export interface FileFormat {
  /** For people. */
  readonly title: string;
  /** What its files end in. */
  readonly suffix: string;
  readonly mediaType: string;
  write(run: RecordedRun, options: WriteOptions): AsyncGenerator<string, void, undefined>;
}

export const FILE_FORMATS: Readonly<Record<ExportFormat, FileFormat>> = {
  "json-lines": {
    title: "Tasklab recording",
    suffix: RECORDING_SUFFIX,
    mediaType: "application/jsonl; charset=utf-8",
    write: writeRecording,
  },
  "trace-events": {
    title: "Trace events",
    suffix: ".trace.json",
    mediaType: "application/json; charset=utf-8",
    write: writeTraceEvents,
  },
  spans: {
    title: "OpenTelemetry spans",
    suffix: ".otlp.json",
    mediaType: "application/json; charset=utf-8",
    write: writeSpans,
  },
};

/** `run` in `format`, in chunks, with turns for everybody else in between: what `job` does. */
export function writeAsJob(
  run: RecordedRun,
  format: FileFormat,
  job: Job,
): AsyncGenerator<string, void, undefined> {
  return format.write(run, {
    signal: job.signal,
    onProgress: ({ events, total }) => job.report(events, total, "events"),
    turn: () => turn(),
  });
}
