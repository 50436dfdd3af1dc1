import type { EventBatch } from "../../shared/batch";
import { EventKind } from "../../shared/events";
import type { EventHistory } from "./event-history";

/**
 * Turns of the loop, as far as events tell them apart: a step of a task with all that it did, a wake-up,
 * something that the user or the host did. A turn is known by its first event; between two turns is
 * where a paused loop stands.
 */
export class Turns {
  readonly #events: EventHistory;

  constructor(events: EventHistory) {
    this.#events = events;
  }

  /** The first event of the last turn that began before event `seq`; null if none is held. */
  before(seq: number): number | null {
    let last: number | null = null;
    this.#walk(this.#lastStepBefore(seq), seq, (begin) => {
      last = begin;
      return true;
    });
    return last;
  }

  /** The first event of the next turn that begins after event `seq`; the events' end if none does. */
  after(seq: number): number {
    let next = this.#events.end;
    this.#walk(this.#lastStepBefore(seq + 1), next, (begin) => {
      if (begin <= seq) return true;
      next = begin;
      return false;
    });
    return next;
  }

  /** The last event below `seq` with which a step began, where a turn surely does; the first event that is held if there is none. */
  #lastStepBefore(seq: number): number {
    const { start } = this.#events;
    let at = Math.min(seq, this.#events.end) - 1;
    while (at > start) {
      const batch = this.#events.batchAt(at)!;
      for (; at > start && at >= batch.firstSeq; at -= 1) {
        if (batch.kind[at - batch.firstSeq] === EventKind.STEP_STARTED) return at;
      }
    }
    return start;
  }

  /** Calls `visit` with the first event of each turn from `from`, where one begins, up to `to`, as long as it says so. */
  #walk(from: number, to: number, visit: (begin: number) => boolean): void {
    let before: EventBatch | null = null;
    let beforeAt = 0;
    /** The task whose step goes on, 0 for none. */
    let running = 0;
    let seq = from;
    // A step may create a hundred thousand tasks: what lies within it is passed over without a call.
    for (let batch = this.#events.batchAt(seq); batch !== null; batch = this.#events.batchAt(seq)) {
      const end = Math.min(batch.length, to - batch.firstSeq);
      for (let index = seq - batch.firstSeq; index < end; index += 1) {
        const kind = batch.kind[index]!;
        const begins =
          before === null ||
          kind === EventKind.STEP_STARTED ||
          (running === 0 && beginsOutside(batch, index, before, beforeAt));
        if (begins && !visit(batch.firstSeq + index)) return;
        if (kind === EventKind.STEP_STARTED) running = batch.task[index]!;
        else if (batch.task[index] === running && endsStep(kind)) running = 0;
        before = batch;
        beforeAt = index;
      }
      seq = batch.firstSeq + end;
      if (seq >= to) return;
    }
  }
}

function endsStep(kind: number): boolean {
  return (
    kind === EventKind.TASK_READY || kind === EventKind.TASK_WAITING || kind === EventKind.TASK_DONE
  );
}

/** Whether an event while no step goes on, row `index` of `batch`, begins a turn, given the one before it. */
function beginsOutside(
  batch: EventBatch,
  index: number,
  before: EventBatch,
  beforeAt: number,
): boolean {
  if (batch.time[index]! > before.time[beforeAt]!) return true;
  const kindBefore = before.kind[beforeAt]!;
  switch (batch.kind[index]) {
    case EventKind.TASK_CREATED:
      return true;
    case EventKind.CANCEL_REQUESTED:
      return kindBefore !== EventKind.CANCEL_REQUESTED;
    case EventKind.TASK_READY: {
      // A new task and one that was cancelled become ready in the turn that did it.
      if (batch.task[index] === before.task[beforeAt] && !endsStep(kindBefore)) return false;
      // All who waited for the same task hear of its end in one turn; timers ring one by one.
      const by = batch.a[index]!;
      return by === 0 || kindBefore !== EventKind.TASK_READY || before.a[beforeAt] !== by;
    }
    default:
      return false;
  }
}
