import { CancelledError } from "./errors";
import type { EventLoop } from "./event-loop";
import { CANCELLED, kindOf, STATE_MASK } from "./flags";
import type { Observer, ResourceUse } from "./observer";
import type { Resource } from "./resource";
import { running } from "./running";
import type { Task } from "./task";
import type { Waitable } from "./waitable";

/*
 * Calls to a loop's observer. Callers ask `loop._observer !== null` first, so that a loop without
 * one pays a comparison. An observer that throws is removed and reported.
 */

export function notifyCreated(loop: EventLoop, task: Task<unknown>): void {
  const observer = loop._observer;
  if (observer?.taskCreated === undefined) return;
  try {
    observer.taskCreated(task, loop._current, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyReady(loop: EventLoop, task: Task<unknown>): void {
  const observer = loop._observer;
  if (observer?.taskReady === undefined) return;
  try {
    observer.taskReady(task, loop._current, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

/** Also tells that a `CancelledError` is about to be thrown into it. Called while `_waitingFor` still says what it waited for. */
export function notifyStepStarted(
  loop: EventLoop,
  task: Task<unknown>,
  throwing: boolean,
  error: unknown,
): void {
  const observer = loop._observer;
  if (observer === null) return;
  try {
    observer.stepStarted?.(task, loop._now);
    if (observer.cancelDelivered === undefined) return;
    const isCancellation = throwing
      ? error instanceof CancelledError
      : endsInCancellation(task._waitingFor);
    if (isCancellation) observer.cancelDelivered(task, loop._now);
  } catch (thrown) {
    dropObserver(loop, observer, thrown);
  }
}

/** Reads the clock: the end of one step is the beginning of the next. */
export function notifyStepEnded(loop: EventLoop, task: Task<unknown>): void {
  const observer = loop._observer;
  if (observer === null) return;
  loop._now = loop.clock.time();
  if (observer.stepEnded === undefined) return;
  try {
    observer.stepEnded(task, loop._now);
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyWaiting(loop: EventLoop, task: Task<unknown>, waitable: Waitable): void {
  const observer = loop._observer;
  if (observer?.taskWaiting === undefined) return;
  try {
    const kind = kindOf(waitable._flags);
    observer.taskWaiting(task, kind, waitable._shown(), waitable._until(), loop._now);
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyJoined(loop: EventLoop, task: Task<unknown>, member: Task<unknown>): void {
  const observer = loop._observer;
  if (observer?.memberJoined === undefined) return;
  try {
    observer.memberJoined(task, member, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

/** For the running loop; callers ask `running.observed !== null` first. */
export function notifyUsed(resource: Resource, use: ResourceUse): void {
  const loop = running.observed;
  if (loop === null || resource._shownAs !== resource) return;
  const observer = loop._observer;
  if (observer?.resourceUsed === undefined) return;
  try {
    observer.resourceUsed(resource, use, loop._current, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyCancelRequested(
  loop: EventLoop,
  task: Task<unknown>,
  message: string | undefined,
): void {
  const observer = loop._observer;
  if (observer?.cancelRequested === undefined) return;
  try {
    observer.cancelRequested(task, loop._current, message, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyDone(loop: EventLoop, task: Task<unknown>): void {
  const observer = loop._observer;
  if (observer?.taskDone === undefined) return;
  try {
    observer.taskDone(task, loop._now);
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

export function notifyRenamed(loop: EventLoop, task: Task<unknown>): void {
  const observer = loop._observer;
  if (observer?.taskRenamed === undefined) return;
  try {
    observer.taskRenamed(task, timeOf(loop));
  } catch (error) {
    dropObserver(loop, observer, error);
  }
}

/** Inside of a step its one reading; from outside a fresh one. */
function timeOf(loop: EventLoop): number {
  if (running.loop !== loop) loop._now = loop.clock.time();
  return loop._now;
}

function endsInCancellation(waitable: Waitable | null): boolean {
  if (waitable === null) return false;
  return (waitable._flags & STATE_MASK) === CANCELLED || waitable._value instanceof CancelledError;
}

function dropObserver(loop: EventLoop, observer: Observer, exception: unknown): void {
  if (loop._observer === observer) loop._observer = null;
  if (running.observed === loop) running.observed = null;
  loop.callExceptionHandler({ message: "An observer threw and was removed", exception });
}
