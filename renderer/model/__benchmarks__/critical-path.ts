/**
 * How long it takes to find the critical path of a run, and to put two runs' tasks beside each other:
 *
 *     npx tsx renderer/model/__benchmarks__/critical-path.ts
 *
 * - `wide`: a hundred thousand tasks, one after the other, a million events; the path is short
 * - `chained`: two tasks that wake each other in turns, a million events; the path is all of it
 */
import type { EventBatch } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import { EventKind, Outcome, WaitReason } from "../../../shared/events";
import { roundRobin } from "../../views/timeline/__benchmarks__/sessions";
import { criticalPathOf } from "../critical-path";
import { SessionModel } from "../session-model";
import { pairTasks } from "../task-pairs";

const EVENTS = 1_000_000;
const TIMES = 9;

function modelOf(batches: readonly EventBatch[]): SessionModel {
  const model = new SessionModel("recording");
  const header = {
    session: "recording",
    epoch: 1,
    firstRetained: 0,
    evicted: { events: 0, tasks: 0 },
    dropped: 0,
  } as const;
  const empty = new BatchBuilder(0).slice();
  model.take({ ...header, type: "snapshot", seq: 0, now: 0, batch: empty });
  for (const batch of batches) {
    const now = batch.time[batch.length - 1]!;
    model.take({ ...header, type: "delta", seq: batch.firstSeq + batch.length, now, batch });
  }
  model.changed();
  return model;
}

function chained(): EventBatch[] {
  const events = new BatchBuilder(0, EVENTS);
  let time = 0;
  const add = (kind: number, task: number, detail = 0, a = 0, text = "") =>
    events.append(kind, (time += 1e-6), task, detail, a, text);
  add(EventKind.TASK_CREATED, 1, 0, 0, "ping");
  add(EventKind.TASK_CREATED, 2, 0, 1, "pong");
  for (let turn = 0; turn < EVENTS / 3; turn += 1) {
    const task = 1 + (turn % 2);
    add(EventKind.TASK_READY, task, 0, 3 - task);
    add(EventKind.STEP_STARTED, task);
    if (turn + 2 > EVENTS / 3) add(EventKind.TASK_DONE, task, Outcome.RESULT);
    else add(EventKind.TASK_WAITING, task, WaitReason.EVENT);
  }
  return [events.slice()];
}

function median(work: () => unknown): number {
  const times = Array.from({ length: TIMES }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((one, other) => one - other);
  return times[Math.floor(TIMES / 2)]!;
}

for (const [title, batches] of [
  ["wide", roundRobin(100_000, 3)],
  ["chained", chained()],
] as const) {
  const model = modelOf(batches);
  const find = () => criticalPathOf(model.lanes, model.now());
  const { legs, isCut } = find();
  const path = median(find).toFixed(1);
  const pairs = median(() => pairTasks(model, model)).toFixed(1);
  const cut = isCut ? ", cut" : "";
  console.log(
    `${title}: path of ${legs.length} legs${cut} in ${path} ms, tasks paired in ${pairs} ms`,
  );
}
