import type { EventLoop } from "./event-loop";
import { TimerHandle } from "./handle";
import type { Handle } from "./handle";
import { OP_HANDLE, OP_NOTIFY, OP_STEP } from "./ready-queue";
import { Task } from "./task";
import type { Listener, Waitable } from "./waitable";

/**
 * What the next turn of an entry does:
 * - `step`: resumes a task
 * - `wake`: ends a sleep that is due, which schedules the step of its task
 * - `notify`: tells those who wait for a future or a task that it is done
 * - `callback`: calls what somebody gave to `callSoon`, `callLater` or `callAt`
 */
export type EntryKind = "step" | "wake" | "notify" | "callback";

/** An entry of the ready queue, as far as it can be told. */
export interface ReadyEntry {
  readonly kind: EntryKind;
  /** The tasks that it is about; empty for callbacks and for what no task waits for directly. */
  readonly tasks: readonly Task<unknown>[];
  /** The callback's name; empty for the others. */
  readonly callback: string;
}

/** A timer that is not due yet, or due and not in the ready queue yet. */
export interface PendingTimer {
  /** When it is due, in loop time. */
  readonly when: number;
  readonly entry: ReadyEntry;
}

/** What a loop has before it. */
export interface LoopView {
  /** In the order in which they will run. */
  readonly ready: readonly ReadyEntry[];
  /** How many entries are ready, those beyond the limit included. */
  readonly readyCount: number;
  /** How many of them belong to the present iteration; the others run in the next one. */
  readonly inIteration: number;
  /** In the order in which they will fire. */
  readonly timers: readonly PendingTimer[];
  readonly timerCount: number;
}

/**
 * Looks at what `loop` will do next, and changes nothing.
 * @param limit how many entries and how many timers are listed at most
 *
 * @example
 * function* main() {
 *   const loop = getRunningLoop();
 *   createTask(sleep(5), { name: "a" });
 *   print(lookAtLoop(loop, 10).ready[0]?.tasks[0]?.getName()); // a
 *   yield* sleep(0);
 *   print(lookAtLoop(loop, 10).timers[0]?.when); // 5
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function lookAtLoop(loop: EventLoop, limit: number): LoopView {
  const { _ready: queue, _timers: timers } = loop;
  return {
    ready: Array.from(queue.first(limit), ({ operation, subject }) => entryOf(operation, subject)),
    readyCount: queue.length,
    inIteration: loop._remaining + loop._setAside,
    timers: Array.from(timers.first(limit), ({ when, timer }) => ({
      when,
      entry: timer instanceof TimerHandle ? callbackEntry(timer) : waitersEntry("wake", timer),
    })),
    timerCount: timers.waiting,
  };
}

function entryOf(operation: number, subject: unknown): ReadyEntry {
  if (operation === OP_STEP) {
    return { kind: "step", tasks: [subject as Task<unknown>], callback: "" };
  }
  if (operation === OP_HANDLE) return callbackEntry(subject as Handle);
  return waitersEntry(operation === OP_NOTIFY ? "notify" : "wake", subject as Waitable);
}

function callbackEntry(handle: Handle): ReadyEntry {
  return { kind: "callback", tasks: [], callback: handle._name() };
}

function waitersEntry(kind: EntryKind, waitable: Waitable): ReadyEntry {
  const tasks = waitable._listeners().filter(isTask);
  return { kind, tasks, callback: "" };
}

function isTask(listener: Listener): listener is Task<unknown> {
  return listener instanceof Task;
}
