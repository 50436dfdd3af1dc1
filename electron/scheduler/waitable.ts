import { CancelledError } from "./errors";
import type { EventLoop } from "./event-loop";
import {
  CANCELLED,
  FAILED,
  PENDING,
  STATE_MASK,
  UNRETRIEVED,
  WAITER_LIST,
  WAITER_LISTENER,
  WAITER_MASK,
  WAITER_TASK,
} from "./flags";
import type { RETURNED } from "./flags";
import { Handle } from "./handle";
import type { Future } from "./future";
import type { Resource } from "./resource";
import type { Task } from "./task";

const NO_MEMBERS: readonly Waitable[] = [];

/** Hears that a future is done, in an iteration of its own: what `addDoneCallback` is made of. */
export interface Listener {
  /** Called by the loop, once. It must not throw. */
  _futureDone(future: Waitable): void;
  /** The task that waits by means of this listener, for the call graph. */
  _awaiter(): Task<unknown> | null;
}

/**
 * What a task can wait for: the part that futures, tasks and sleeps share. Members that begin with
 * an underscore are for this folder alone.
 *
 * Invariants. `_value` is the result, the error, or, once cancelled, the message until somebody
 * took the `CancelledError` that a coroutine ended with. `_waiter` is read by the kind in `_flags`.
 * It stays in place while the notification stands in the ready queue, unless it is a task, which
 * is its own entry there.
 */
export abstract class Waitable {
  // `declare` here and in the classes below: a field that is defined first and assigned by the
  // constructor later costs two stores, and its first value spoils what the engine learns of it.
  declare _flags: number;
  declare _value: unknown;
  declare _waiter: Listener | Listener[] | null;
  declare _loop: EventLoop;

  constructor(loop: EventLoop, flags: number, value: unknown) {
    this._flags = flags;
    this._value = value;
    this._waiter = null;
    this._loop = loop;
  }

  _isPending(): boolean {
    return (this._flags & STATE_MASK) === PENDING;
  }

  /** Ends the wait. The state must be pending. */
  _settle(state: typeof RETURNED | typeof FAILED | typeof CANCELLED, value: unknown): void {
    this._flags |= state;
    this._value = value;
    this._notifyWaiters();
  }

  /** Puts what waits for it into the ready queue. */
  _notifyWaiters(): void {
    const kind = this._flags & WAITER_MASK;
    if (kind === WAITER_TASK) {
      const task = this._waiter as Task<unknown>;
      this._flags &= ~WAITER_MASK;
      this._waiter = null;
      this._loop._scheduleStep(task);
    } else if (kind !== 0) {
      this._loop._scheduleListeners(this);
    }
  }

  /** Cancels without asking a subclass. Returns false if it is done already. */
  _cancelPlainly(message: string | undefined): boolean {
    this._flags &= ~UNRETRIEVED;
    if ((this._flags & STATE_MASK) !== PENDING) return false;
    this._settle(CANCELLED, message);
    return true;
  }

  /** Asks for the end of what this stands for. Returns whether the request was accepted. */
  _cancel(message: string | undefined): boolean {
    return this._cancelPlainly(message);
  }

  /** What observers are told that a task waits for: a future, a task, a lock, a queue …; null for what they cannot know. */
  _shown(): Future<unknown> | Resource | null {
    return null;
  }

  /** What has to end before this does, or may do so. */
  _members(): Iterable<Waitable> {
    return NO_MEMBERS;
  }

  /** When it is due by itself, in loop time; NaN if nobody knows. */
  _until(): number {
    return NaN;
  }

  /** The error of a cancelled future. A coroutine's own `CancelledError` is given out once. */
  _makeCancelledError(): CancelledError {
    // A gather that was cancelled asks its last child, whatever became of that.
    if ((this._flags & STATE_MASK) !== CANCELLED) return new CancelledError();
    const value = this._value;
    if (value instanceof CancelledError) {
      this._value = undefined;
      return value;
    }
    return new CancelledError(typeof value === "string" ? value : undefined);
  }

  /** What waiting for it throws, or null. The future must be done. Counts as looking at the error. */
  _takeError(): { readonly error: unknown } | null {
    const state = this._flags & STATE_MASK;
    if (state === CANCELLED) return { error: this._makeCancelledError() };
    this._flags &= ~UNRETRIEVED;
    return state === FAILED ? { error: this._value } : null;
  }

  /** The first waiter takes the field; a list is made only for the second. */
  _addTask(task: Task<unknown>): void {
    if ((this._flags & WAITER_MASK) === 0) {
      this._flags |= WAITER_TASK;
      this._waiter = task;
    } else {
      this._addToList(task);
    }
  }

  /** Calls `listener` in a later iteration, after those that were added before it. */
  _addListener(listener: Listener): void {
    if ((this._flags & STATE_MASK) !== PENDING) {
      this._loop._pushHandle(new Handle(this._loop, () => listener._futureDone(this), [], null));
    } else if ((this._flags & WAITER_MASK) === 0) {
      this._flags |= WAITER_LISTENER;
      this._waiter = listener;
    } else {
      this._addToList(listener);
    }
  }

  /** Whether `listener` was the last one to be added. */
  _hasNewestListener(listener: Listener): boolean {
    const waiter = this._waiter;
    return waiter === listener || (Array.isArray(waiter) && waiter.at(-1) === listener);
  }

  /** Removes every listener that `matches`, unless its call is already in the queue. Returns how many. */
  _removeListeners(matches: (listener: Listener) => boolean): number {
    if ((this._flags & STATE_MASK) !== PENDING || this._waiter === null) return 0;
    const before = this._listeners();
    const left = before.filter((listener) => !matches(listener));
    if (left.length === before.length) return 0;
    this._flags = (this._flags & ~WAITER_MASK) | (left.length === 0 ? 0 : WAITER_LIST);
    this._waiter = left.length === 0 ? null : left;
    return before.length - left.length;
  }

  _removeListener(listener: Listener): number {
    if (this._waiter === null) return 0;
    return this._removeListeners((other) => other === listener);
  }

  /** A copy, in the order in which they were added. */
  _listeners(): Listener[] {
    const waiter = this._waiter;
    if (waiter === null) return [];
    return Array.isArray(waiter) ? waiter.slice() : [waiter];
  }

  private _addToList(listener: Listener): void {
    const waiter = this._waiter;
    if (Array.isArray(waiter)) {
      waiter.push(listener);
    } else {
      this._flags = (this._flags & ~WAITER_MASK) | WAITER_LIST;
      this._waiter = [waiter as Listener, listener];
    }
  }
}
