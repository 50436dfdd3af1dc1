import type { Coroutine, Suspension } from "./coroutine";
import { RuntimeError } from "./errors";
import { Holdable } from "./holdable";
import { ResourceKind, ResourceUse, WaitKind } from "./observer";
import { Operation } from "./operation";
import { noteUse } from "./resource";
import type { ResourceFacts } from "./resource";
import { finish } from "./traps";
import { Waiter, WaiterList } from "./waiter";

/**
 * A lock that one task holds at a time. Tasks get it in the order in which they asked; one that asks
 * while others wait does not overtake them. It does not remember who holds it.
 *
 * @example
 * function* main() {
 *   const lock = new Lock();
 *   function* write(name: string) {
 *     yield* lock.with(function* () {
 *       print(`${name} writes`); // a writes, then: b writes
 *       yield* sleep(1);
 *     });
 *   }
 *   yield* gather([write("a"), write("b")]);
 *   print(getRunningLoop().time()); // 2
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Lock extends Holdable {
  /** @internal */
  _locked = false;
  /** @internal */
  readonly _waiters = new WaiterList();

  /** Whether somebody holds it. */
  locked(): boolean {
    return this._locked;
  }

  /** Waits until nobody holds the lock, and takes it. */
  acquire(): Coroutine<true> {
    return new Acquire(this);
  }

  /**
   * Lets go of the lock, and wakes the task that waits longest for it.
   * @throws RuntimeError if nobody holds it
   */
  release(): void {
    if (!this._locked) throw new RuntimeError("Lock is not acquired.");
    noteUse(this, ResourceUse.RELEASED);
    this._locked = false;
    this._wakeFirst();
  }

  override toString(): string {
    const waiters = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : "";
    return `<Lock [${this._locked ? "locked" : "unlocked"}${waiters}]>`;
  }

  override _facts(): ResourceFacts {
    return { kind: ResourceKind.LOCK, type: "Lock", limit: 0, level: 0, unfinished: 0, lock: null };
  }

  /** Only ever the first: if that one is woken already, it will take the lock when it runs. */
  _wakeFirst(): void {
    const first = this._waiters.first;
    if (first?.isPending()) first.wake();
  }

  /** @internal */
  _newWaiter(): Waiter {
    const waiter = new Waiter(this.requireLoop(), WaitKind.LOCK, this);
    this._waiters.add(waiter);
    return waiter;
  }
}

class Acquire extends Operation<true> {
  declare private readonly lock: Lock;

  constructor(lock: Lock) {
    super();
    this.lock = lock;
  }

  protected override begin(): IteratorResult<Suspension, true> {
    const lock = this.lock;
    if (lock._locked || !lock._waiters.allCancelled()) return this.wait(lock._newWaiter());
    noteUse(lock, ResourceUse.ACQUIRED);
    lock._locked = true;
    return finish(true);
  }

  protected override resume(waiter: Waiter): IteratorResult<Suspension, true> {
    const lock = this.lock;
    lock._waiters.remove(waiter);
    noteUse(lock, ResourceUse.ACQUIRED);
    lock._locked = true;
    return finish(true);
  }

  protected override abandon(waiter: Waiter): void {
    const lock = this.lock;
    lock._waiters.remove(waiter);
    // It may have been woken before the cancel reached it: then it is the next one's turn.
    if (!lock._locked) lock._wakeFirst();
  }

  override toString(): string {
    return "Lock.acquire()";
  }
}
