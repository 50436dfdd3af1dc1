import type { EventBatch } from "../../shared/batch";
import { EventKind } from "../../shared/events";
import type { EventHistory } from "./event-history";

/** An event and the one before it, as far as they say whether a turn of the loop begins. */
interface Row {
  readonly kind: number;
  readonly time: number;
  readonly task: number;
  readonly a: number;
}

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
    let before: Row | null = null;
    /** The task whose step goes on, 0 for none. */
    let running = 0;
    for (let seq = from; seq < to; seq += 1) {
      const batch = this.#events.batchAt(seq);
      if (batch === null) return;
      const row = rowOf(batch, seq - batch.firstSeq);
      const begins =
        before === null ||
        row.kind === EventKind.STEP_STARTED ||
        (running === 0 && beginsOutside(row, before));
      if (begins && !visit(seq)) return;
      if (row.kind === EventKind.STEP_STARTED) running = row.task;
      else if (row.task === running && endsStep(row.kind)) running = 0;
      before = row;
    }
  }
}

function rowOf(batch: EventBatch, index: number): Row {
  return {
    kind: batch.kind[index]!,
    time: batch.time[index]!,
    task: batch.task[index]!,
    a: batch.a[index]!,
  };
}

function endsStep(kind: number): boolean {
  return (
    kind === EventKind.TASK_READY || kind === EventKind.TASK_WAITING || kind === EventKind.TASK_DONE
  );
}

/** Whether an event while no step goes on begins a turn, given the one before it. */
function beginsOutside(row: Row, before: Row): boolean {
  if (row.time > before.time) return true;
  switch (row.kind) {
    case EventKind.TASK_CREATED:
      return true;
    case EventKind.CANCEL_REQUESTED:
      return before.kind !== EventKind.CANCEL_REQUESTED;
    case EventKind.TASK_READY:
      // A new task and one that was cancelled become ready in the turn that did it.
      if (row.task === before.task && !endsStep(before.kind)) return false;
      // All who waited for the same task hear of its end in one turn; timers ring one by one.
      return row.a === 0 || before.kind !== EventKind.TASK_READY || before.a !== row.a;
    default:
      return false;
  }
}
