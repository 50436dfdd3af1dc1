import { setImmediate as turn } from "node:timers/promises";
import type { EventBatch } from "../../../shared/batch";
import type { RecordedRun, Recording, RecordingInfo } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import type { LogCapture } from "../event-log";
import type { LiveSession } from "../live-session";

/**
 * What a recording of `session` says about it.
 * @param lab the version of the lab
 */
export function infoOf(session: LiveSession, lab: string): RecordingInfo {
  const { id, program, clock, log, files } = session;
  return {
    lab,
    session: id,
    program: program?.id ?? null,
    source: program?.source ?? null,
    ...(program === null ? {} : { file: program.file }),
    ...(files.length === 0 ? {} : { files }),
    startedAt: new Date(session.startedAt ?? Date.now()).toISOString(),
    clock,
    first: log.start,
    evictedTasks: log.evicted.tasks,
    events: null,
  };
}

/**
 * What `session` holds now. It can be written while the session goes on, and while its log lets go
 * of the events.
 * @throws LabError ("conflict") if nothing has happened in it
 */
export async function runOfSession(session: LiveSession, lab: string): Promise<RecordedRun> {
  const { log } = session;
  if (log.end === 0) {
    throw new LabError("conflict", refusal("recording.nothingToSave"), "session");
  }
  const info = infoOf(session, lab);
  const endedAt = session.now();
  const { snapshot, events, batches } = log.capture();
  // From here on the session may go on.
  const before = await makeSnapshot(snapshot);
  return {
    info: { ...info, events },
    snapshot: before.length === 0 ? null : before,
    batches,
    endedAt,
  };
}

/** Makes a captured log's snapshot, with turns for everybody else in between. */
export async function makeSnapshot(steps: LogCapture["snapshot"]): Promise<EventBatch> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

/** A recording that was read, to be written again. */
export function runOfRecording(recording: Recording): RecordedRun {
  const { info, snapshot, batches, events, endedAt } = recording;
  return { info: { ...info, events }, snapshot, batches, endedAt };
}
