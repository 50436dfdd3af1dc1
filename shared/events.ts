/**
 * What can happen in a session, as small integers: an event is one row of an `EventBatch`.
 *
 * The numbers are part of the recording format. Add at the end, never renumber.
 */
export const EventKind = {
  /** A task exists. `a`: its creator's id, 0 for none. `text`: its name. */
  TASK_CREATED: 1,
  /** What the task runs. `text`: the coroutine as a reader would write the call. */
  TASK_COROUTINE: 2,
  /** The task entered the ready queue. `a`: the id of the task that put it there, 0 for a timer, the host or the user. */
  TASK_READY: 3,
  /** The task's coroutine is resumed. The step ends with the task's next READY, WAITING or DONE. */
  STEP_STARTED: 4,
  /** The task is suspended. `detail`: a `WaitReason`. `a`: the id of the awaited task; asleep, how long (float32 bits, seconds); for a lock, a queue … (`isResourceWait`) its number. `text`: what for. */
  TASK_WAITING: 5,
  /** A cancel was accepted. `detail`: a `CancelOrigin`. `a`: the id of the task that asked or passed it on, 0 for none. `text`: its message. */
  CANCEL_REQUESTED: 6,
  /** `CancelledError` is thrown into the coroutine in the step that just started. */
  CANCEL_DELIVERED: 7,
  /** The task is over. `detail`: an `Outcome`. `text`: the result or the error, as a reader would write it. */
  TASK_DONE: 8,
  /** `text`: the task's new name. */
  TASK_RENAMED: 9,
  /** A line for the console. `detail`: a `Channel`. `a`: an `Advice`. `task`: who printed it or whom it is about, 0 for the lab. */
  PRINTED: 10,
  /** An HTTP request left. `a`: its number in this session. `text`: method and path. */
  REQUEST_STARTED: 11,
  /** An HTTP request is over. `a`: its number. `detail`: a `RequestOutcome`. `text`: status or error. */
  REQUEST_ENDED: 12,
  /**
   * Only in snapshots: totals of a task whose earlier events were evicted. `time` holds seconds,
   * `detail` a `Total`, `a` the number of steps (with `Total.RAN`) or of cancels.
   */
  TASK_CARRIED: 13,
  /** In the step that runs, `task.uncancel()` took cancels back, as a timeout does that has passed. `a`: what `cancelling()` says now. */
  CANCEL_WITHDRAWN: 14,
  /**
   * Tasks for whose ends the suspended task waits, by way of a gather, a task group …: `detail` of them,
   * from id `a` on. Follows the `TASK_WAITING` at once, or later, when a task joins. `a` 0: so many more,
   * or even more where it says 255, are not told one by one.
   */
  WAIT_MEMBERS: 15,
  /** There is a lock, a queue …: told before it is used or waited for first. `task` is its number, and no task. `detail`: a `ResourceKind`. `a`: its limit, or a condition's lock. `text`: its name. */
  RESOURCE_CREATED: 16,
  /** Something is done with a lock, a queue … `task`: who did it, 0 for no task. `detail`: a `ResourceUse`. `a`: its number. */
  RESOURCE_USED: 17,
  /** What a lock, a queue … has behind it when it is told of. `task` is its number, and no task. `detail`: a `ResourceTotal`. `a`: how many, or a task. */
  RESOURCE_CARRIED: 18,
  /**
   * Where the task stands in its source, which from here on holds until the next one: written when it
   * is suspended, and only where that differs from its last. `a`: the line, from 1 on. `text`: the file.
   */
  TASK_LINE: 19,
  /** Where the task was created, in the source of whoever did. `a`: the line, from 1 on. `text`: the file. */
  TASK_SITE: 20,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** What a suspended task waits for. The same numbers as the scheduler's `WaitKind`, which a test holds together. */
export const WaitReason = {
  FUTURE: 0,
  SLEEP: 1,
  TASK: 2,
  GATHER: 3,
  WAIT: 4,
  SHIELD: 5,
  PROMISE: 6,
  LOCK: 7,
  EVENT: 8,
  CONDITION: 9,
  SEMAPHORE: 10,
  BARRIER: 11,
  QUEUE_GET: 12,
  QUEUE_PUT: 13,
  QUEUE_JOIN: 14,
  GROUP: 15,
  AS_COMPLETED: 16,
} as const;
export type WaitReason = (typeof WaitReason)[keyof typeof WaitReason];

/** Whether a task that waits for this waits for a lock, a queue …: something with a number. */
export function isResourceWait(reason: number): boolean {
  return reason >= WaitReason.LOCK && reason <= WaitReason.QUEUE_JOIN;
}

/** What tasks share. The same numbers as the scheduler's `ResourceKind`, which a test holds together. */
export const ResourceKind = {
  LOCK: 0,
  SEMAPHORE: 1,
  CONDITION: 2,
  EVENT: 3,
  BARRIER: 4,
  QUEUE: 5,
} as const;
export type ResourceKind = (typeof ResourceKind)[keyof typeof ResourceKind];

/** Whether events of this kind have the number of a lock, a queue … in the column of tasks. */
export function isAboutResource(kind: number): boolean {
  return kind === EventKind.RESOURCE_CREATED || kind === EventKind.RESOURCE_CARRIED;
}

/** What is done with it. The same numbers as the scheduler's `ResourceUse`, which a test holds together. */
export const ResourceUse = {
  /** The task holds it, or a share of it, from here on. */
  ACQUIRED: 0,
  RELEASED: 1,
  PUT: 2,
  TAKEN: 3,
  /** The work on an item of a queue is done. */
  WORKED_OFF: 4,
  SHUT_DOWN: 5,
  SET: 6,
  CLEARED: 7,
} as const;
export type ResourceUse = (typeof ResourceUse)[keyof typeof ResourceUse];

export const ResourceTotal = {
  /** Items in a queue; free shares of a semaphore; 1 for an event that is set. */
  LEVEL: 0,
  /** Items of a queue that are not worked off. */
  UNFINISHED: 1,
  /** 1 for a queue that is shut down. */
  SHUT_DOWN: 2,
  /** A task that waits for it; those that are named later came later. */
  WAITER: 3,
} as const;
export type ResourceTotal = (typeof ResourceTotal)[keyof typeof ResourceTotal];

export const Outcome = { RESULT: 0, ERROR: 1, CANCELLED: 2 } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

export const Channel = {
  /** What a program prints. */
  OUTPUT: 0,
  /** What awaiting gave, when the user awaited. */
  RESULT: 1,
  /** What the lab's posts server saw. */
  SERVER: 2,
  /** An error that nobody handled. */
  ERROR: 3,
  /** A diagnostic with advice. */
  WARNING: 4,
  /** The lab's own remarks: a run started, was stopped. */
  LAB: 5,
} as const;
export type Channel = (typeof Channel)[keyof typeof Channel];

/** Who asked for a cancel. */
export const CancelOrigin = {
  /** The task in column `a`; not known where that is 0. */
  TASK: 0,
  /** The user: one task's Cancel, all of them, or Stop. */
  USER: 1,
  /** The end of the program: what is left over is cancelled. */
  END: 2,
  /** A callback of the loop: a timeout that passed, or a task group one of whose tasks failed. */
  LOOP: 3,
  /** The task in column `a` was cancelled while it awaited this one, and handed the cancel down. */
  PASSED_ON: 4,
} as const;
export type CancelOrigin = (typeof CancelOrigin)[keyof typeof CancelOrigin];

/** What a line of the console warns of: something that was likely not meant. */
export const Advice = {
  /** It warns of nothing. */
  NONE: 0,
  NEVER_AWAITED: 1,
  UNSEEN_ERROR: 2,
  SWALLOWED_CANCEL: 3,
  /** A task is pending when the program that made it ends. */
  OUTLIVING: 4,
  CIRCLE: 5,
  SLOW_STEP: 6,
  /** A task is awaited in the step that created it: no concurrency was gained. */
  AWAITED_AT_ONCE: 7,
} as const;
export type Advice = (typeof Advice)[keyof typeof Advice];

export const RequestOutcome = { ANSWERED: 0, FAILED: 1, ABORTED: 2 } as const;
export type RequestOutcome = (typeof RequestOutcome)[keyof typeof RequestOutcome];

export const Total = { RAN: 0, READY: 1, WAITED: 2, CANCELS: 3 } as const;
export type Total = (typeof Total)[keyof typeof Total];

/** An event as an object: for tests, exports and places where there are few. In bulk, events stay in columns. */
export type TaskEvent = { seq: number; time: number } & (
  | { kind: "task-created"; task: number; creator: number; name: string }
  | { kind: "task-coroutine"; task: number; coroutine: string }
  | { kind: "task-ready"; task: number; wokenBy: number }
  | { kind: "step-started"; task: number }
  | {
      kind: "task-waiting";
      task: number;
      reason: WaitReason;
      /** What for, in words. Empty where the reason says it all. */
      label: string;
      /** The awaited task, 0 for none. */
      awaited: number;
      /** The number of the lock, queue … that is waited for, 0 for none. */
      resource: number;
      /** When a sleep is due, in session time; null otherwise. */
      until: number | null;
    }
  | {
      kind: "cancel-requested";
      task: number;
      origin: CancelOrigin;
      by: number;
      message: string;
    }
  | { kind: "cancel-withdrawn"; task: number; cancelling: number }
  | { kind: "cancel-delivered"; task: number }
  | { kind: "task-done"; task: number; outcome: Outcome; text: string }
  | { kind: "task-renamed"; task: number; name: string }
  | { kind: "printed"; task: number; channel: Channel; advice: Advice; text: string }
  | { kind: "request-started"; task: number; request: number; text: string }
  | {
      kind: "request-ended";
      task: number;
      request: number;
      outcome: RequestOutcome;
      text: string;
    }
  | { kind: "task-carried"; task: number; total: Total; amount: number; count: number }
  | { kind: "wait-members"; task: number; first: number; count: number }
  | {
      kind: "resource-created";
      task: 0;
      resource: number;
      is: ResourceKind;
      limit: number;
      name: string;
    }
  | { kind: "resource-used"; task: number; use: ResourceUse; resource: number }
  | { kind: "resource-carried"; task: 0; resource: number; total: ResourceTotal; amount: number }
  | { kind: "task-line"; task: number; line: number; file: string }
  | { kind: "task-site"; task: number; line: number; file: string }
);
