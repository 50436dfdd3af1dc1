import type { Coroutine } from "./coroutine";
import { CancelledError, RuntimeError } from "./errors";
import { Holdable } from "./holdable";
import { Lock } from "./lock";
import { ResourceKind, WaitKind } from "./observer";
import type { ResourceFacts } from "./resource";
import { Waiter, WaiterList } from "./waiter";

/**
 * A lock, and tasks that wait for a change of what it protects. Who waits lets go of the lock; who
 * changes something notifies; who is notified takes the lock again and looks whether it was the
 * right change.
 *
 * @example
 * function* main() {
 *   const stock: string[] = [];
 *   const changed = new Condition();
 *   function* buy() {
 *     return yield* changed.with(function* () {
 *       yield* changed.waitFor(() => stock.length > 0);
 *       return stock.pop();
 *     });
 *   }
 *   const bought = createTask(buy());
 *   yield* sleep(1);
 *   yield* changed.with(function* () {
 *     stock.push("apple");
 *     changed.notify();
 *   });
 *   print(yield* bought); // apple
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Condition extends Holdable {
  private readonly lock: Lock;
  private readonly kind: WaitKind;
  private readonly waiters = new WaiterList();

  /**
   * @param lock what to hold; several conditions may share one
   * @param kind what a task in `wait` is said to wait for; for observers
   */
  constructor(lock: Lock = new Lock(), kind: WaitKind = WaitKind.CONDITION) {
    super();
    this.lock = lock;
    this.kind = kind;
  }

  /** Whether somebody holds the lock. */
  locked(): boolean {
    return this.lock.locked();
  }

  /** Waits for the lock, and takes it. */
  acquire(): Coroutine<true> {
    return this.lock.acquire();
  }

  /**
   * Lets go of the lock.
   * @throws RuntimeError if nobody holds it
   */
  release(): void {
    this.lock.release();
  }

  /**
   * Lets go of the lock, waits to be notified, and takes the lock again; also when it is cancelled.
   * It may return without a reason, so ask again what was waited for, or use `waitFor`.
   *
   * @throws RuntimeError if nobody holds the lock
   */
  *wait(): Coroutine<true> {
    if (!this.locked()) throw new RuntimeError("cannot wait on un-acquired lock");
    const waiter = new Waiter(this.requireLoop(), this.kind, this);
    this.release();
    let returns = false;
    try {
      try {
        this.waiters.add(waiter);
        yield* waiter;
      } finally {
        this.waiters.remove(waiter);
        yield* this.reacquire();
      }
      returns = true;
      return true;
    } finally {
      // It may have been the one that was notified, and somebody must make use of that.
      if (!returns) this.waiters.wake(1);
    }
  }

  /**
   * Waits, as often as needed, until `predicate` gives something truthy, and returns that.
   *
   * @throws RuntimeError if it has to wait, and nobody holds the lock
   */
  *waitFor<T>(predicate: () => T): Coroutine<T> {
    let result = predicate();
    while (!result) {
      yield* this.wait();
      result = predicate();
    }
    return result;
  }

  /**
   * Wakes up to `count` tasks that wait. They go on once they have the lock again.
   * @throws RuntimeError if nobody holds the lock
   */
  notify(count = 1): void {
    if (!this.locked()) throw new RuntimeError("cannot notify on un-acquired lock");
    this.waiters.wake(count);
  }

  /**
   * Wakes every task that waits.
   * @throws RuntimeError if nobody holds the lock
   */
  notifyAll(): void {
    this.notify(this.waiters.size);
  }

  override toString(): string {
    const waiters = this.waiters.size > 0 ? `, waiters:${this.waiters.size}` : "";
    return `<Condition [${this.locked() ? "locked" : "unlocked"}${waiters}]>`;
  }

  override _facts(): ResourceFacts {
    const lock = this.lock;
    return {
      kind: ResourceKind.CONDITION,
      type: "Condition",
      limit: 0,
      level: 0,
      unfinished: 0,
      lock,
    };
  }

  /** However often it is cancelled: the lock is held when it ends. The last cancellation goes on. */
  private *reacquire(): Coroutine<void> {
    let cancellation: CancelledError | null = null;
    for (;;) {
      try {
        yield* this.acquire();
        break;
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        cancellation = error;
      }
    }
    if (cancellation !== null) throw cancellation;
  }
}
