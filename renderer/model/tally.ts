import { TaskState } from "../../shared/task-state";
import type { SessionModel } from "./session-model";

/** How many tasks a run has had, and how those stand that are still known. */
export interface Tally {
  readonly epoch: number;
  /** Those that the log has let go of included. */
  readonly created: number;
  readonly pending: number;
  /** Those with a result, with an error, and cancelled, that the log has not let go of. */
  readonly finished: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly evicted: number;
}

export function tallyOf({ table, epoch, evicted }: SessionModel): Tally {
  const { countByState, size } = table;
  const finished = countByState[TaskState.FINISHED]!;
  const failed = countByState[TaskState.FAILED]!;
  const cancelled = countByState[TaskState.CANCELLED]!;
  return {
    epoch,
    created: size + evicted.tasks,
    pending: size - finished - failed - cancelled,
    finished,
    failed,
    cancelled,
    evicted: evicted.tasks,
  };
}

/** What came about between two tallies. */
export interface TallyChange {
  readonly created: number;
  /** How tasks ended; null where the log let go of some meanwhile, of which only that they ended is known. */
  readonly outcomes: Pick<Tally, "finished" | "failed" | "cancelled"> | null;
  readonly ended: number;
}

/** @param before of the same run, or of the one before: then everything is new */
export function changeBetween(before: Tally, after: Tally): TallyChange {
  const from =
    before.epoch === after.epoch
      ? before
      : { created: 0, pending: 0, finished: 0, failed: 0, cancelled: 0, evicted: 0 };
  const created = after.created - from.created;
  return {
    created,
    ended: created - (after.pending - from.pending),
    outcomes:
      after.evicted === from.evicted
        ? {
            finished: after.finished - from.finished,
            failed: after.failed - from.failed,
            cancelled: after.cancelled - from.cancelled,
          }
        : null,
  };
}
