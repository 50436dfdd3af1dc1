import { EventKind, isResourceWait, WaitReason } from "./events";
import type {
  Advice,
  CancelOrigin,
  Channel,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  TaskEvent,
  Total,
} from "./events";

/**
 * Consecutive events in columns: row `i` has the number `firstSeq + i`.
 *
 * Columns and not objects, because recording, sending and drawing them cost a tenth that way. What
 * the columns `detail`, `a` and `text` mean depends on the kind: see `EventKind`.
 */
export interface EventBatch {
  readonly firstSeq: number;
  readonly length: number;
  /** Seconds since the session began. */
  readonly time: Float64Array;
  readonly task: Uint32Array;
  readonly a: Uint32Array;
  /** Index into `texts` plus one; 0 for no text. */
  readonly text: Uint32Array;
  readonly kind: Uint8Array;
  readonly detail: Uint8Array;
  /** The strings that the rows of this batch use. Every batch carries its own: any batch can be dropped alone. */
  readonly texts: readonly string[];
}

/** Bytes a row takes in its columns, texts not counted. */
export const BYTES_PER_EVENT = 8 + 4 + 4 + 4 + 1 + 1;

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The bits of `seconds` as a float32: how a sleep's length is put into the integer column `a`. */
export function secondsToBits(seconds: number): number {
  float[0] = seconds;
  return bits[0]!;
}

/** The inverse of `secondsToBits`, exact to about a ten-millionth of the value. */
export function bitsToSeconds(value: number): number {
  bits[0] = value;
  return float[0]!;
}

/** The text of row `index`, or the empty string. */
export function textAt(batch: EventBatch, index: number): string {
  const reference = batch.text[index]!;
  return reference === 0 ? "" : (batch.texts[reference - 1] ?? "");
}

/** Row `index` of `batch` as an object. Throws a RangeError for a kind that this version does not know. */
export function eventAt(batch: EventBatch, index: number): TaskEvent {
  const seq = batch.firstSeq + index;
  const time = batch.time[index]!;
  const task = batch.task[index]!;
  const a = batch.a[index]!;
  const detail = batch.detail[index]!;
  const text = textAt(batch, index);
  switch (batch.kind[index]) {
    case EventKind.TASK_CREATED:
      return { seq, time, kind: "task-created", task, creator: a, name: text };
    case EventKind.TASK_COROUTINE:
      return { seq, time, kind: "task-coroutine", task, coroutine: text };
    case EventKind.TASK_READY:
      return { seq, time, kind: "task-ready", task, wokenBy: a };
    case EventKind.STEP_STARTED:
      return { seq, time, kind: "step-started", task };
    case EventKind.TASK_WAITING: {
      const asleep = detail === WaitReason.SLEEP;
      const isShared = isResourceWait(detail);
      return {
        seq,
        time,
        kind: "task-waiting",
        task,
        reason: detail as WaitReason,
        label: text,
        awaited: asleep || isShared ? 0 : a,
        resource: isShared ? a : 0,
        until: asleep ? time + bitsToSeconds(a) : null,
      };
    }
    case EventKind.CANCEL_REQUESTED:
      return {
        seq,
        time,
        kind: "cancel-requested",
        task,
        origin: detail as CancelOrigin,
        by: a,
        message: text,
      };
    case EventKind.CANCEL_WITHDRAWN:
      return { seq, time, kind: "cancel-withdrawn", task, cancelling: a };
    case EventKind.CANCEL_DELIVERED:
      return { seq, time, kind: "cancel-delivered", task };
    case EventKind.TASK_DONE:
      return { seq, time, kind: "task-done", task, outcome: detail as Outcome, text };
    case EventKind.TASK_RENAMED:
      return { seq, time, kind: "task-renamed", task, name: text };
    case EventKind.PRINTED:
      return {
        seq,
        time,
        kind: "printed",
        task,
        channel: detail as Channel,
        advice: a as Advice,
        text,
      };
    case EventKind.REQUEST_STARTED:
      return { seq, time, kind: "request-started", task, request: a, text };
    case EventKind.REQUEST_ENDED:
      return {
        seq,
        time,
        kind: "request-ended",
        task,
        request: a,
        outcome: detail as RequestOutcome,
        text,
      };
    case EventKind.TASK_CARRIED:
      return {
        seq,
        time,
        kind: "task-carried",
        task,
        total: detail as Total,
        amount: time,
        count: a,
      };
    case EventKind.WAIT_MEMBERS:
      return { seq, time, kind: "wait-members", task, first: a, count: detail };
    case EventKind.RESOURCE_CREATED: {
      const is = detail as ResourceKind;
      const about = { task: 0, resource: task } as const;
      return { seq, time, kind: "resource-created", ...about, is, limit: a, name: text };
    }
    case EventKind.RESOURCE_USED:
      return { seq, time, kind: "resource-used", task, use: detail as ResourceUse, resource: a };
    case EventKind.RESOURCE_CARRIED: {
      const total = detail as ResourceTotal;
      const about = { task: 0, resource: task } as const;
      return { seq, time, kind: "resource-carried", ...about, total, amount: a };
    }
    case EventKind.TASK_LINE:
      return { seq, time, kind: "task-line", task, line: a, file: text };
    case EventKind.TASK_SITE:
      return { seq, time, kind: "task-site", task, line: a, file: text };
    default:
      throw new RangeError(`Event ${seq} has the unknown kind ${batch.kind[index]}.`);
  }
}

/** All rows of `batch` as objects. */
export function* eventsOf(batch: EventBatch): Generator<TaskEvent> {
  for (let index = 0; index < batch.length; index += 1) yield eventAt(batch, index);
}
