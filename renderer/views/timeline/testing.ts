import { BatchBuilder } from "../../../shared/batch-builder";
import { EventKind } from "../../../shared/events";
import { LaneReader } from "../../model/lane-reader";
import { Lanes } from "../../model/lanes";
import { SessionModel } from "../../model/session-model";

/** An event for tests: what `BatchBuilder.append` takes, the last three optional. */
export type TestEvent = readonly [
  kind: number,
  time: number,
  task: number,
  detail?: number,
  a?: number,
  text?: string,
];

function batchOf(events: readonly TestEvent[], firstSeq = 0) {
  const builder = new BatchBuilder(firstSeq);
  for (const [kind, time, task, detail = 0, a = 0, text = ""] of events) {
    builder.append(kind, time, task, detail, a, text);
  }
  return builder.slice();
}

/** Lanes with one task, 1, created at the first of `times`; at each further one it changes its state: runs, waits, is ready, in turn. */
export function oneLane(times: readonly number[], endsAt: number | null) {
  const changes = [EventKind.STEP_STARTED, EventKind.TASK_WAITING, EventKind.TASK_READY];
  const events: TestEvent[] = times.map((time, index) =>
    index === 0
      ? [EventKind.TASK_CREATED, time, 1]
      : [changes[(index - 1) % changes.length]!, time, 1],
  );
  if (endsAt !== null) events.push([EventKind.TASK_DONE, endsAt, 1]);
  const lanes = new Lanes();
  lanes.apply(batchOf(events));
  const reader = new LaneReader();
  lanes.read(lanes.laneOf(1), reader);
  return { lanes, reader };
}

/** A session in which `events` happened, and it is `now` seconds since. */
export function modelOf(events: readonly TestEvent[], now = 1): SessionModel {
  const model = new SessionModel("playground");
  const batch = batchOf(events);
  model.take({
    type: "snapshot",
    session: "playground",
    epoch: 0,
    seq: batch.length,
    now,
    firstRetained: 0,
    evicted: { events: 0, tasks: 0 },
    dropped: 0,
    batch,
  });
  model.changed();
  return model;
}

/** As `modelOf`, but followed from its beginning on, so that every instant can be gone back to. */
export function followedModelOf(events: readonly TestEvent[], now = 1): SessionModel {
  const model = modelOf([], now);
  model.take({
    type: "delta",
    session: "playground",
    epoch: 0,
    seq: events.length,
    now,
    firstRetained: 0,
    evicted: { events: 0, tasks: 0 },
    dropped: 0,
    batch: batchOf(events),
  });
  model.changed();
  return model;
}
