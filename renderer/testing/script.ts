import type { EventBatch } from "../../shared/batch";
import { secondsToBits } from "../../shared/batch";
import { BatchBuilder } from "../../shared/batch-builder";
import type {
  Channel,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceUse,
} from "../../shared/events";
import { Advice, CancelOrigin, EventKind, Total, WaitReason } from "../../shared/events";
import type { SessionId } from "../../shared/session";
import type { FrameHeader, StreamFrame } from "../../shared/stream";

/** Writes events for a test, one method a kind. */
export class Script {
  readonly #events: BatchBuilder;
  #time = 0;

  constructor(firstSeq = 0) {
    this.#events = new BatchBuilder(firstSeq);
  }

  /** What follows happens at this session time, in seconds. */
  at(seconds: number): this {
    this.#time = seconds;
    return this;
  }

  created(task: number, name: string, creator = 0, coroutine = ""): this {
    this.#add(EventKind.TASK_CREATED, task, 0, creator, name);
    return coroutine === "" ? this : this.#add(EventKind.TASK_COROUTINE, task, 0, 0, coroutine);
  }

  ready(task: number): this {
    return this.#add(EventKind.TASK_READY, task, 0, 0, "");
  }

  wokenBy(task: number, waker: number): this {
    return this.#add(EventKind.TASK_READY, task, 0, waker, "");
  }

  started(task: number): this {
    return this.#add(EventKind.STEP_STARTED, task, 0, 0, "");
  }

  sleeps(task: number, seconds: number): this {
    return this.#add(EventKind.TASK_WAITING, task, WaitReason.SLEEP, secondsToBits(seconds), "");
  }

  awaits(task: number, awaited: number, label = ""): this {
    return this.#add(EventKind.TASK_WAITING, task, WaitReason.TASK, awaited, label);
  }

  waits(task: number, reason: WaitReason, label = ""): this {
    return this.#add(EventKind.TASK_WAITING, task, reason, 0, label);
  }

  /** `task` waits for a lock, a queue … */
  waitsAt(task: number, reason: WaitReason, resource: number): this {
    return this.#add(EventKind.TASK_WAITING, task, reason, resource, "");
  }

  /** `task` waits for the ends of `count` tasks with consecutive numbers, by way of what it waits for. */
  members(task: number, first: number, count = 1): this {
    return this.#add(EventKind.WAIT_MEMBERS, task, count, first, "");
  }

  resource(resource: number, kind: ResourceKind, name: string, limit = 0): this {
    return this.#add(EventKind.RESOURCE_CREATED, resource, kind, limit, name);
  }

  uses(task: number, use: ResourceUse, resource: number): this {
    return this.#add(EventKind.RESOURCE_USED, task, use, resource, "");
  }

  cancelRequested(
    task: number,
    message = "",
    origin: CancelOrigin = CancelOrigin.TASK,
    by = 0,
  ): this {
    return this.#add(EventKind.CANCEL_REQUESTED, task, origin, by, message);
  }

  cancelDelivered(task: number): this {
    return this.#add(EventKind.CANCEL_DELIVERED, task, 0, 0, "");
  }

  cancelWithdrawn(task: number, cancelling: number): this {
    return this.#add(EventKind.CANCEL_WITHDRAWN, task, 0, cancelling, "");
  }

  done(task: number, outcome: Outcome, text = ""): this {
    return this.#add(EventKind.TASK_DONE, task, outcome, 0, text);
  }

  printed(task: number, channel: Channel, text: string, advice: Advice = Advice.NONE): this {
    return this.#add(EventKind.PRINTED, task, channel, advice, text);
  }

  requested(task: number, request: number, text: string): this {
    return this.#add(EventKind.REQUEST_STARTED, task, 0, request, text);
  }

  answered(task: number, request: number, outcome: RequestOutcome, text: string): this {
    return this.#add(EventKind.REQUEST_ENDED, task, outcome, request, text);
  }

  /** What a task has behind it that was evicted: for snapshots. */
  carried(task: number, steps: number): this {
    return this.#add(EventKind.TASK_CARRIED, task, Total.RAN, steps, "");
  }

  batch(): EventBatch {
    return this.#events.slice();
  }

  /** The events as a frame that goes on from where they begin. */
  frame(header: Partial<FrameHeader> & { session?: SessionId } = {}): StreamFrame {
    const batch = this.batch();
    return {
      type: "delta",
      session: "playground",
      epoch: 0,
      seq: batch.firstSeq + batch.length,
      now: this.#time,
      firstRetained: 0,
      evicted: { events: 0, tasks: 0 },
      dropped: 0,
      batch,
      ...header,
    };
  }

  #add(kind: number, task: number, detail: number, a: number, text: string): this {
    this.#events.append(kind, this.#time, task, detail, a, text);
    return this;
  }
}
