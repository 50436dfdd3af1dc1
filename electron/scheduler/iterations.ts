import { deadlockError } from "./deadlock";
import type { EventLoop } from "./event-loop";
import { WAITER_MASK } from "./flags";
import { TimerHandle } from "./handle";
import type { Handle } from "./handle";
import { host } from "./host";
import { OP_HANDLE, OP_NOTIFY, OP_STEP, OP_WAKE_SLEEP } from "./ready-queue";
import type { Sleep } from "./sleep";
import { step } from "./step";
import { Task } from "./task";
import type { Waitable } from "./waitable";

/** For how long a loop runs before the host gets its turn, in seconds of the host. */
const SLICE_SECONDS = 0.001;
/** A clock reading costs as much as a step: it is shared by this many. */
const ENTRIES_PER_READING = 64;
/** Timers less than this apart, in seconds, are due together: asyncio's clock resolution. */
const CLOCK_RESOLUTION = 1e-9;

/** Why a loop gave control back to the host: it has more to do … */
export const BUSY = 0;
/** … its run is over … */
export const STOPPED = 1;
/** … it waits for a timer, or for something from outside … */
const ASLEEP = 2;
/** … or somebody holds it. */
const PAUSED = 3;

export type SliceEnd = typeof BUSY | typeof STOPPED | typeof ASLEEP | typeof PAUSED;

/**
 * Runs what is ready, one iteration after the other, for about a millisecond.
 *
 * An iteration moves the timers that are due into the ready queue, then runs what was ready when it
 * began; what that adds runs in the next one.
 * @throws DeadlockError if nothing can happen any more, and the loop was to say so
 */
export function runIterations(loop: EventLoop): SliceEnd {
  const { _ready: ready, clock } = loop;
  const sliceEnd = host.now() + SLICE_SECONDS;
  let untilReading = ENTRIES_PER_READING;
  loop._now = clock.time();
  for (;;) {
    if (loop._remaining === 0) {
      if (ready.length === 0 && !loop._stopping && !awaitTimer(loop)) return ASLEEP;
      beginIteration(loop);
    }
    while (loop._remaining > 0) {
      loop._remaining--;
      const operation = ready.peekOperation();
      const subject = ready.shift();
      if (loop._debug) runTimed(loop, operation, subject);
      else if (operation === OP_STEP) step(subject as Task<unknown>);
      else runEntry(operation, subject);
      if (--untilReading === 0) {
        untilReading = ENTRIES_PER_READING;
        loop._now = clock.time();
        if (host.now() >= sliceEnd && (loop._remaining > 0 || !loop._stopping)) return BUSY;
      }
    }
    if (loop._isInterrupted) return loop._stopping && loop._setAside === 0 ? STOPPED : PAUSED;
  }
}

/** Runs one entry of the present iteration, in which there must be one. */
export function runNextEntry(loop: EventLoop): SliceEnd {
  const { _ready: ready } = loop;
  loop._now = loop.clock.time();
  loop._remaining--;
  const operation = ready.peekOperation();
  const subject = ready.shift();
  if (loop._debug) runTimed(loop, operation, subject);
  else if (operation === OP_STEP) step(subject as Task<unknown>);
  else runEntry(operation, subject);
  if (loop._stopping && loop._remaining === 0) return STOPPED;
  return loop._paused ? PAUSED : BUSY;
}

/** Moves the timers that are due at the loop's last reading of its clock; then, what is ready is the iteration. */
export function beginIteration(loop: EventLoop): void {
  const { _ready: ready, _timers: timers } = loop;
  for (;;) {
    const timer = timers.takeBefore(loop._now + CLOCK_RESOLUTION);
    if (timer === null) break;
    ready.push(timer instanceof TimerHandle ? OP_HANDLE : OP_WAKE_SLEEP, timer);
  }
  loop._remaining = ready.length;
}

/** Nothing is ready. Returns whether the first timer is due now; if not, the loop sleeps. */
function awaitTimer(loop: EventLoop): boolean {
  const when = loop._timers.nextTime();
  const { clock } = loop;
  const hasHostWork = loop._hostWork > 0;
  if (when === Infinity && loop._endsInDeadlock && clock.isVirtual && !hasHostWork) {
    throw deadlockError(loop._tasks.toArray());
  }
  const seconds = clock.wait(when, hasHostWork);
  if (seconds === 0) {
    loop._now = clock.time();
    return true;
  }
  loop._fallAsleep(seconds);
  return false;
}

/** In debug mode: also reports an entry that takes long. */
function runTimed(loop: EventLoop, operation: number, subject: unknown): void {
  const before = host.now();
  if (operation === OP_STEP) step(subject as Task<unknown>);
  else runEntry(operation, subject);
  const seconds = host.now() - before;
  if (seconds < loop.slowCallbackDuration) return;
  const message = `Executing ${String(subject)} took ${seconds.toFixed(3)} seconds`;
  loop.callExceptionHandler(subject instanceof Task ? { message, task: subject } : { message });
}

function runEntry(operation: number, subject: unknown): void {
  if (operation === OP_NOTIFY) notifyListeners(subject as Waitable);
  else if (operation === OP_WAKE_SLEEP) (subject as Sleep<unknown>)._wake();
  else (subject as Handle)._run();
}

function notifyListeners(future: Waitable): void {
  const waiter = future._waiter;
  future._waiter = null;
  future._flags &= ~WAITER_MASK;
  if (Array.isArray(waiter)) {
    for (const listener of waiter) listener._futureDone(future);
  } else {
    waiter?._futureDone(future);
  }
}
