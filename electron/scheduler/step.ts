import { active } from "./context";
import type { ContextSource } from "./context";
import { CancelledError, RuntimeError } from "./errors";
import { isCoroutine } from "./coroutine";
import {
  CANCELLED,
  MUST_CANCEL,
  RETURNED,
  STARTED,
  THROW_NEXT,
  WAITER_MASK,
  WAITER_TASK,
} from "./flags";
import { Future } from "./future";
import { notifyStepEnded, notifyStepStarted, notifyWaiting } from "./notify";
import type { Task } from "./task";
import { RESUMED, SUSPENDED, trap, TRAP_CALL, TRAP_YIELD } from "./traps";
import type { Waitable } from "./waitable";

/**
 * Runs `task` until it suspends or ends. Called by the loop alone, for a task whose step stood in
 * the ready queue, and by an eager start.
 */
export function step(task: Task<unknown>): void {
  const loop = task._loop;
  const outerTask = loop._current;
  const outerContext = active.context;
  const flags = task._flags;
  let throwing = false;
  let error: unknown;
  let resumption: unknown = (flags & STARTED) === 0 ? undefined : RESUMED;

  if ((flags & (MUST_CANCEL | THROW_NEXT)) !== 0) {
    error = takePendingError(task);
    throwing = true;
  }
  if (loop._observer !== null) notifyStepStarted(loop, task, throwing, error);
  task._waitingFor = null;
  task._flags |= STARTED;
  loop._current = task;
  active.context = task._context;

  // One turn for each frame that begins or ends; exactly one where there are none.
  for (;;) {
    let result: IteratorResult<unknown, unknown>;
    try {
      if (throwing) {
        throwing = false;
        result = task._generator.throw(error);
      } else {
        result = task._generator.next(resumption);
      }
    } catch (thrown) {
      const frame = task._frame;
      if (frame !== null) {
        frame._threw(thrown);
        if (frame._callerGenerator !== null) {
          task._generator = frame._callerGenerator;
          task._frame = frame._callerFrame;
          resumption = RESUMED;
          continue;
        }
      }
      leave(task, outerContext);
      fail(task, thrown);
      break;
    }
    if (result === SUSPENDED) {
      if (trap.op === TRAP_CALL) {
        const frame = trap.frame as NonNullable<typeof trap.frame>;
        frame._callerGenerator = task._generator;
        frame._callerFrame = task._frame;
        task._generator = frame._generator;
        task._frame = frame;
        resumption = undefined;
        continue;
      }
      leave(task, outerContext);
      if (trap.op === TRAP_YIELD) loop._scheduleStep(task);
      else suspend(task, trap.waitable as Waitable);
      break;
    }
    if (result.done === true) {
      const frame = task._frame;
      if (frame !== null) {
        frame._returned(result.value);
        if (frame._callerGenerator !== null) {
          task._generator = frame._callerGenerator;
          task._frame = frame._callerFrame;
          resumption = RESUMED;
          continue;
        }
      }
      const { value } = result;
      leave(task, outerContext);
      succeed(task, value);
      break;
    }
    leave(task, outerContext);
    if (result.value === undefined) loop._scheduleStep(task);
    else throwNext(task, badYield(task, result.value));
    break;
  }
  loop._current = outerTask;
}

/** The step is over; what follows is the loop's work, but still the task's doing. */
function leave(task: Task<unknown>, outerContext: ContextSource): void {
  active.context = outerContext;
  if (task._loop._observer !== null) notifyStepEnded(task._loop, task);
}

function suspend(task: Task<unknown>, waitable: Waitable): void {
  const loop = task._loop;
  if (waitable._loop !== loop) {
    const text = `Task ${String(task)} got Future ${String(waitable)} attached to a different loop`;
    throwNext(task, new RuntimeError(text));
    return;
  }
  if (waitable === task) {
    throwNext(task, new RuntimeError(`Task cannot await on itself: ${String(task)}`));
    return;
  }
  if ((waitable._flags & WAITER_MASK) === 0) {
    waitable._flags |= WAITER_TASK;
    waitable._waiter = task;
  } else {
    waitable._addTask(task);
  }
  task._waitingFor = waitable;
  if (loop._observer !== null) notifyWaiting(loop, task, waitable);
  if ((task._flags & MUST_CANCEL) !== 0 && waitable._cancel(task._cancelMessage)) {
    task._flags &= ~MUST_CANCEL;
  }
}

function succeed(task: Task<unknown>, value: unknown): void {
  if ((task._flags & MUST_CANCEL) !== 0) {
    // Cancelled by itself, right before it ended.
    task._flags &= ~MUST_CANCEL;
    task._settle(CANCELLED, task._cancelMessage);
  } else {
    task._settle(RETURNED, value);
  }
}

function fail(task: Task<unknown>, error: unknown): void {
  if (error instanceof CancelledError) task._settle(CANCELLED, error);
  else task._fail(isStackOverflow(error) ? stackOverflow(task, error) : error);
}

/** Throws `error` into the coroutine in the next iteration. */
function throwNext(task: Task<unknown>, error: Error): void {
  task._flags |= THROW_NEXT;
  task._value = error;
  task._loop._scheduleStep(task);
}

/** What the step has to throw. A cancellation takes the place of any other error. */
function takePendingError(task: Task<unknown>): unknown {
  let error: unknown;
  if ((task._flags & THROW_NEXT) !== 0) {
    error = task._value;
    task._value = undefined;
  } else if (task._waitingFor !== null) {
    error = task._waitingFor._takeError()?.error;
  }
  if ((task._flags & MUST_CANCEL) !== 0 && !(error instanceof CancelledError)) {
    error = task._makeCancelledError();
  }
  task._flags &= ~(MUST_CANCEL | THROW_NEXT);
  return error;
}

function badYield(task: Task<unknown>, value: unknown): RuntimeError {
  if (value instanceof Future) {
    return new RuntimeError(
      `yield was used instead of yield* in task ${String(task)} with ${String(value)}`,
    );
  }
  if (isCoroutine(value)) {
    return new RuntimeError(
      `yield was used instead of yield* for generator in task ${String(task)} with ${String(value)}`,
    );
  }
  return new RuntimeError(`Task got bad yield: ${String(value)}`);
}

/** V8 and WebKit throw a RangeError, Gecko an InternalError. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof Error && /call stack|too much recursion/.test(error.message);
}

function stackOverflow(task: Task<unknown>, cause: unknown): RuntimeError {
  return new RuntimeError(
    `The native stack overflowed in task ${task.getName()}. If its coroutines await each other ` +
      "thousands of levels deep, wrap the function that awaits itself in coroutine(fn): then depth has no limit.",
    { cause },
  );
}
