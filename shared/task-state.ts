/** Where a task is in its life. The first four are pending, as asyncio says it; the last three are done. */
export const TaskState = {
  /** Created; none of it has run yet. */
  SCHEDULED: 0,
  /** Woken; waits for its turn on the loop. */
  READY: 1,
  RUNNING: 2,
  WAITING: 3,
  /** Done, with a result. */
  FINISHED: 4,
  /** Done, with an error. */
  FAILED: 5,
  CANCELLED: 6,
} as const;
export type TaskState = (typeof TaskState)[keyof typeof TaskState];

/** What `task.done()` says in this state. */
export const isDone = (state: TaskState): boolean => state >= TaskState.FINISHED;
