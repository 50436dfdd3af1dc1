import * as fc from "fast-check";
import { secondsToBits } from "../batch";
import { BatchBuilder } from "../batch-builder";
import { EventKind, isResourceWait, ResourceKind, ResourceUse, WaitReason } from "../events";
import { isDone, TaskState } from "../task-state";

const { SCHEDULED, READY, RUNNING, WAITING } = TaskState;

const USES = Object.values(ResourceUse).length;
const REASONS = [WaitReason.TASK, WaitReason.GATHER, WaitReason.SEMAPHORE, WaitReason.QUEUE_GET];
/** Of these only the first two are told of before they are used. */
const RESOURCES = 3;

/** One thing that happens to one of the tasks there are: which, is decided when it happens. */
const happening = fc.record({
  pause: fc.nat({ max: 1_000 }),
  pick: fc.nat(),
  choice: fc.nat({ max: 14 }),
  text: fc.string({ maxLength: 5 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Tasks as a scheduler has them: only what can follow on a task's state happens to it. */
export function recordingOf(happenings: readonly Happening[]): BatchBuilder {
  const events = new BatchBuilder(0, 1);
  const states: TaskState[] = [];
  let time = 0;
  let requests = 0;
  let ended = 0;
  events.append(EventKind.RESOURCE_CREATED, 0, 1, ResourceKind.SEMAPHORE, 2, "Semaphore 1");
  events.append(EventKind.RESOURCE_CREATED, 0, 2, ResourceKind.QUEUE, 0, "Queue 1");
  for (const { pause, pick, choice, text } of happenings) {
    time += pause / 1_000;
    const index = choice === 9 ? states.length : pick % (states.length + 1);
    const task = index + 1;
    const other = (pick % (states.length + 1)) + 1;
    const append = (kind: number, detail = 0, a = 0, words = "") =>
      events.append(kind, time, task, detail, a, words);
    const state = states[index];
    if (state === undefined) {
      append(EventKind.TASK_CREATED, 0, choice, `task ${text}`);
      if (choice % 2 === 0) append(EventKind.TASK_COROUTINE, 0, 0, text);
      if (pick % 3 === 0) append(EventKind.TASK_SITE, 0, 1 + (pick % 40), "run.ts");
      append(EventKind.TASK_READY);
      states.push(SCHEDULED);
    } else if (choice === 8) append(EventKind.TASK_RENAMED, 0, 0, text);
    else if (choice === 7) append(EventKind.PRINTED, 0, pick % 8, text);
    else if (choice === 10) append(EventKind.REQUEST_STARTED, 0, (requests += 1), text);
    else if (choice === 11 && ended < requests) {
      append(EventKind.REQUEST_ENDED, pick % 3, (ended += 1), text);
    } else if (choice === 14) {
      append(EventKind.RESOURCE_USED, pick % USES, 1 + ((pick >>> 3) % RESOURCES));
    } else if (isDone(state)) continue;
    else if (choice === 6 && state === RUNNING && pick % 2 === 0) {
      append(EventKind.CANCEL_WITHDRAWN, 0, pick % 3);
    } else if (choice === 6) append(EventKind.CANCEL_REQUESTED, 0, other, text);
    else if (state === WAITING) {
      append(EventKind.TASK_READY, 0, other);
      states[index] = READY;
    } else if (state === SCHEDULED || state === READY) {
      append(EventKind.STEP_STARTED);
      states[index] = RUNNING;
    } else if (choice === 0) {
      append(EventKind.TASK_DONE, pick % 3, 0, text);
      states[index] = ([TaskState.FINISHED, TaskState.FAILED, TaskState.CANCELLED] as const)[
        pick % 3
      ]!;
    } else if (choice === 12) append(EventKind.CANCEL_DELIVERED);
    else if (choice === 13) append(EventKind.CANCEL_WITHDRAWN, 0, 0);
    else if (choice === 1) {
      append(EventKind.TASK_READY, 0, task);
      states[index] = READY;
    } else {
      const asleep = choice < 4;
      if (pick % 3 === 0) append(EventKind.TASK_LINE, 0, 1 + (pick % 40), "run.ts");
      const reason = asleep ? WaitReason.SLEEP : REASONS[pick % REASONS.length]!;
      const waitedFor = isResourceWait(reason) ? 1 + (pick % RESOURCES) : other;
      const a = asleep ? secondsToBits((pick % 10_000) / 100) : waitedFor;
      append(EventKind.TASK_WAITING, reason, reason === WaitReason.GATHER ? 0 : a, text);
      if (reason === WaitReason.GATHER) {
        append(EventKind.WAIT_MEMBERS, 255, other);
        append(EventKind.WAIT_MEMBERS, 1 + (pick % 255), other + (pick % 2) * 255);
        if (pick % 5 === 0) append(EventKind.WAIT_MEMBERS, pick % 255, 0);
      }
      states[index] = WAITING;
    }
  }
  return events;
}

/** What happens in a run, for `recordingOf`. */
export const happenings = fc.array(happening, { maxLength: 200 });
