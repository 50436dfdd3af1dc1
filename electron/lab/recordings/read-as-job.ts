import { setImmediate as turn } from "node:timers/promises";
import { readRecording } from "../../../shared/recording/read-recording";
import type { Recording } from "../../../shared/recording/recording";
import { RecordingError } from "../../../shared/recording/recording-error";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import { diskFailure } from "../files/disk";
import type { Job } from "./jobs";

/**
 * Reads a recording as `job` does: with progress, and turns for everybody else in between.
 * @param bytes how many there are; null if that is not known
 * @throws LabError: "bad-input" with the format's own sentence, "storage", or "cancelled"
 */
export async function readAsJob(
  source: AsyncIterable<Uint8Array>,
  bytes: number | null,
  job: Job,
): Promise<Recording> {
  try {
    return await readRecording(source, {
      signal: job.signal,
      onProgress: ({ read }) => job.report(read, bytes, "bytes"),
      turn: () => turn(),
    });
  } catch (error) {
    if (error instanceof RecordingError) throw new LabError("bad-input", error.message);
    throw diskFailure(refusal("disk.recordingReadNow"), error);
  }
}
