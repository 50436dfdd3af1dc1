import type { Awaitable, Suspension } from "./coroutine";
import type { EventLoop } from "./event-loop";
import { CANCELLED, kindFlags, kindOf, PENDING, RETURNED, STATE_MASK } from "./flags";
import { WaitKind } from "./observer";
import type { Resource } from "./resource";
import { finish, suspendOn } from "./traps";
import { Waitable } from "./waitable";

/** What each wait is for, as a deadlock's message says it after "waits for". */
const WORDS: Partial<Record<WaitKind, string>> = {
  [WaitKind.LOCK]: "a lock",
  [WaitKind.EVENT]: "an event",
  [WaitKind.CONDITION]: "a condition's notification",
  [WaitKind.SEMAPHORE]: "a semaphore",
  [WaitKind.BARRIER]: "the others at a barrier",
  [WaitKind.QUEUE_GET]: "an item of a queue",
  [WaitKind.QUEUE_PUT]: "room in a queue",
  [WaitKind.QUEUE_JOIN]: "the end of the work on a queue's items",
  [WaitKind.GROUP]: "the tasks of its group",
  [WaitKind.AS_COMPLETED]: "whichever is done next",
};

/** What a waiter stands in the list of. */
export interface WaitSubject {
  /** What observers are told of in its place; null for nothing. */
  readonly _shownAs: Resource | null;
  /** What a task that waits here waits for to end. */
  _members(): Iterable<Waitable>;
}

/** One wait for a lock, an item, a notification: a future without value, and a link of a list. */
export class Waiter extends Waitable implements Awaitable<void> {
  /** @internal */
  declare _list: WaiterList | null;
  /** @internal */
  declare _previous: Waiter | null;
  /** @internal */
  declare _next: Waiter | null;
  declare private readonly subject: WaitSubject;

  constructor(loop: EventLoop, kind: WaitKind, subject: WaitSubject) {
    super(loop, kindFlags(kind), undefined);
    this.subject = subject;
    this._list = null;
    this._previous = null;
    this._next = null;
  }

  isPending(): boolean {
    return (this._flags & STATE_MASK) === PENDING;
  }

  isCancelled(): boolean {
    return (this._flags & STATE_MASK) === CANCELLED;
  }

  isWoken(): boolean {
    return (this._flags & STATE_MASK) === RETURNED;
  }

  /** Lets the task that waits run in the next iteration. The waiter must be pending. */
  wake(): void {
    this._settle(RETURNED, undefined);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    if (this.isPending()) return suspendOn(this);
    if (this.isCancelled()) throw this._makeCancelledError();
    return finish(undefined);
  }

  throw(error: unknown): IteratorResult<Suspension, void> {
    throw error;
  }

  override _shown(): Resource | null {
    return this.subject._shownAs;
  }

  override _members(): Iterable<Waitable> {
    return this.subject._members();
  }

  override toString(): string {
    return WORDS[kindOf(this._flags)] ?? "something";
  }
}

/**
 * Waiters in the order in which they came. Linked, so that one in the middle, whose task was
 * cancelled, leaves as fast as the first one: a list of many thousands can be cancelled at once.
 */
export class WaiterList {
  first: Waiter | null = null;
  private last: Waiter | null = null;
  /** How many there are, woken and cancelled ones included until they leave. */
  size = 0;

  add(waiter: Waiter): void {
    const last = this.last;
    waiter._list = this;
    waiter._previous = last;
    if (last === null) this.first = waiter;
    else last._next = waiter;
    this.last = waiter;
    this.size++;
  }

  /** Takes `waiter` out. Nothing happens if somebody has taken it out before. */
  remove(waiter: Waiter): void {
    if (waiter._list !== this) return;
    const { _previous: previous, _next: next } = waiter;
    if (previous === null) this.first = next;
    else previous._next = next;
    if (next === null) this.last = previous;
    else next._previous = previous;
    waiter._list = null;
    waiter._previous = null;
    waiter._next = null;
    this.size--;
  }

  /** Whether nobody in the list can still be given anything. Stops at the first who can. */
  allCancelled(): boolean {
    for (let waiter = this.first; waiter !== null; waiter = waiter._next) {
      if (!waiter.isCancelled()) return false;
    }
    return true;
  }

  /** The first waiter that is neither woken nor cancelled. */
  firstPending(): Waiter | null {
    let waiter = this.first;
    while (waiter !== null && !waiter.isPending()) waiter = waiter._next;
    return waiter;
  }

  /** Takes out waiters up to the first that is pending, and wakes that one. Returns whether there was one. */
  wakeNext(): boolean {
    for (let waiter = this.first; waiter !== null; waiter = this.first) {
      this.remove(waiter);
      if (!waiter.isPending()) continue;
      waiter.wake();
      return true;
    }
    return false;
  }

  /** Wakes up to `count` waiters that are pending. They stay in the list until they run. */
  wake(count: number): void {
    let left = count;
    for (let waiter = this.first; waiter !== null && left > 0; waiter = waiter._next) {
      if (!waiter.isPending()) continue;
      waiter.wake();
      left--;
    }
  }
}
