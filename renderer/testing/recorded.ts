import { BatchBuilder } from "../../shared/batch-builder";
import { RecordingReader } from "../../shared/recording/recording-reader";
import { SessionModel } from "../model/session-model";

/** The session that a recording holds, read from its text. */
export function modelOfRecording(text: string): SessionModel {
  const reader = new RecordingReader();
  const full = reader.push(text);
  const { info, batches, end } = reader.finish();
  const model = new SessionModel("recording");
  const header = {
    session: "recording",
    epoch: 1,
    now: end.endedAt,
    firstRetained: info.first,
    evicted: { events: info.first, tasks: info.evictedTasks },
    dropped: 0,
  } as const;
  const snapshot = reader.snapshot ?? new BatchBuilder(info.first).slice();
  model.take({ ...header, type: "snapshot", seq: info.first, batch: snapshot });
  for (const batch of [...full, ...batches]) {
    model.take({ ...header, type: "delta", seq: batch.firstSeq + batch.length, batch });
  }
  model.changed();
  return model;
}
