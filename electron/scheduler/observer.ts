import type { Future } from "./future";
import type { Resource } from "./resource";
import type { Task } from "./task";

/**
 * What a suspended task waits for, as a small integer: a recorder stores it in one byte.
 *
 * The numbers are part of the recording format. Add at the end, never renumber.
 *
 * @example
 * const observer = {
 *   taskWaiting(task, kind, subject, until) {
 *     print(kind === WaitKind.SLEEP, until); // true 2
 *   },
 * };
 * await run(sleep(2), { clock: virtualClock(), observer });
 */
export const WaitKind = {
  /** A bare future. */
  FUTURE: 0,
  /** `sleep(seconds)`: a timer of the loop. */
  SLEEP: 1,
  /** Another task, awaited directly. */
  TASK: 2,
  GATHER: 3,
  WAIT: 4,
  SHIELD: 5,
  /** A host promise, through `fromPromise`. */
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

export type WaitKind = (typeof WaitKind)[keyof typeof WaitKind];

/**
 * What a resource is, as a small integer. The numbers are part of the recording format.
 *
 * @example
 * print(resourceFacts(new Semaphore(2)).kind === ResourceKind.SEMAPHORE); // true
 */
export const ResourceKind = {
  LOCK: 0,
  SEMAPHORE: 1,
  CONDITION: 2,
  EVENT: 3,
  BARRIER: 4,
  QUEUE: 5,
} as const;

export type ResourceKind = (typeof ResourceKind)[keyof typeof ResourceKind];

/**
 * What is done with a resource, as a small integer. The numbers are part of the recording format.
 *
 * @example
 * const observer = {
 *   resourceUsed(lock, use, task) {
 *     print(task?.getName(), use === ResourceUse.ACQUIRED); // Task-1 true, then: Task-1 false
 *   },
 * };
 * await run(new Lock().with(() => sleep(1)), { clock: virtualClock(), observer });
 */
export const ResourceUse = {
  /** The task holds the lock, or a share of the semaphore, from here on. */
  ACQUIRED: 0,
  /** A lock, or a share of a semaphore, is given back, by whomever. */
  RELEASED: 1,
  /** An item is put into a queue. */
  PUT: 2,
  /** An item is taken from a queue. */
  TAKEN: 3,
  /** `taskDone`: the work on an item is done. */
  WORKED_OFF: 4,
  /** A queue is shut down. */
  SHUT_DOWN: 5,
  /** An event is set. */
  SET: 6,
  /** An event is cleared. */
  CLEARED: 7,
} as const;

export type ResourceUse = (typeof ResourceUse)[keyof typeof ResourceUse];

/**
 * Sees what happens to the tasks of one loop. Every hook is optional; a loop without an observer
 * pays nothing measurable for them.
 *
 * Hooks run inside the loop: they must be quick, must not suspend, and must not call back into the
 * loop. An observer that throws is removed, and its error goes to the loop's exception handler; the
 * program that it watched goes on.
 *
 * `time` is the loop's own time in seconds. The loop reads its clock once a step, so several hooks
 * of one step carry the same time.
 */
export interface Observer {
  /** `task` exists. Its first step is queued, or, if it is eager, about to run. `creator` is the task whose step created it; null outside of any task. */
  taskCreated?(task: Task<unknown>, creator: Task<unknown> | null, time: number): void;
  /** `task` entered the ready queue. `wokenBy` is the task whose step put it there; null when a timer, the host or code outside of any task did. Called for the first step also. */
  taskReady?(task: Task<unknown>, wokenBy: Task<unknown> | null, time: number): void;
  /** The coroutine of `task` is about to be resumed. */
  stepStarted?(task: Task<unknown>, time: number): void;
  /** The coroutine of `task` gave control back. What follows is one of `taskWaiting`, `taskReady` (it yielded once) and `taskDone`. */
  stepEnded?(task: Task<unknown>, time: number): void;
  /**
   * `task` is suspended.
   * @param kind what it waits for
   * @param subject the future, the task, the lock, the queue … that it waits for; null while it sleeps.
   *   For the members of a gather, a task group and so on see `forEachMember`
   * @param until when a sleep is due, in loop time; NaN otherwise
   */
  taskWaiting?(
    task: Task<unknown>,
    kind: WaitKind,
    subject: Future<unknown> | Resource | null,
    until: number,
    time: number,
  ): void;
  /** While `task` waits for its task group, `member` joins that. */
  memberJoined?(task: Task<unknown>, member: Task<unknown>, time: number): void;
  /** Something is about to be done with `resource`, and will be. `task` is the one whose step does it; null outside of any task. */
  resourceUsed?(
    resource: Resource,
    use: ResourceUse,
    task: Task<unknown> | null,
    time: number,
  ): void;
  /** Somebody called `task.cancel(message)` and it was accepted (it returned true). `requestedBy` is the task whose step did; null outside of any task. */
  cancelRequested?(
    task: Task<unknown>,
    requestedBy: Task<unknown> | null,
    message: unknown,
    time: number,
  ): void;
  /** `CancelledError` is being thrown into the coroutine of `task`, in the step that just started. */
  cancelDelivered?(task: Task<unknown>, time: number): void;
  /** `task` has its result, its error, or is cancelled. */
  taskDone?(task: Task<unknown>, time: number): void;
  /** `task.setName` changed the name. */
  taskRenamed?(task: Task<unknown>, time: number): void;
}
