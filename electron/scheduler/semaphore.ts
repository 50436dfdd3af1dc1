import type { Coroutine, Suspension } from "./coroutine";
import { Holdable } from "./holdable";
import { ResourceKind, ResourceUse, WaitKind } from "./observer";
import { Operation } from "./operation";
import { noteUse } from "./resource";
import type { ResourceFacts } from "./resource";
import { finish } from "./traps";
import { Waiter, WaiterList } from "./waiter";

/**
 * A lock that several tasks may hold at a time. Tasks get it in the order in which they asked, and
 * nobody overtakes those who wait.
 *
 * Invariant: whoever was woken has its share already, so `_value` is what is left for others.
 *
 * @example
 * function* main() {
 *   const twoAtOnce = new Semaphore(2);
 *   function* job() {
 *     yield* twoAtOnce.with(() => sleep(1));
 *   }
 *   yield* gather([job(), job(), job(), job()]);
 *   print(getRunningLoop().time()); // 2
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Semaphore extends Holdable {
  /** @internal */
  _value: number;
  private readonly shares: number;
  /** @internal */
  readonly _waiters = new WaiterList();

  /**
   * @param value how many may hold it at a time
   * @throws RangeError if `value` is negative or no number
   */
  constructor(value = 1) {
    super();
    if (!(value >= 0)) throw new RangeError("Semaphore initial value must be >= 0");
    this._value = value;
    this.shares = value;
  }

  /** Whether `acquire` would wait: nothing is left, or others are first. */
  locked(): boolean {
    return this._value === 0 || !this._waiters.allCancelled();
  }

  /** Waits for one's turn, and takes a share. */
  acquire(): Coroutine<true> {
    return new Acquire(this);
  }

  /** Gives a share back, and wakes the task that waits longest for one. */
  release(): void {
    noteUse(this, ResourceUse.RELEASED);
    this._value++;
    this._wakeNext();
  }

  override toString(): string {
    const state = this.locked() ? "locked" : `unlocked, value:${this._value}`;
    const waiters = this._waiters.size > 0 ? `, waiters:${this._waiters.size}` : "";
    return `<${this.className()} [${state}${waiters}]>`;
  }

  override _facts(): ResourceFacts {
    const level = this._value;
    const rest = { limit: this.shares, level, unfinished: 0, lock: null };
    return { kind: ResourceKind.SEMAPHORE, type: this.className(), ...rest };
  }

  /** Gives a share to the first that waits for one. Returns whether there was anybody. */
  _wakeNext(): boolean {
    const waiter = this._waiters.firstPending();
    if (waiter === null) return false;
    this._value--;
    waiter.wake();
    return true;
  }

  /** @internal */
  _newWaiter(): Waiter {
    const waiter = new Waiter(this.requireLoop(), WaitKind.SEMAPHORE, this);
    this._waiters.add(waiter);
    return waiter;
  }

  protected className(): string {
    return "Semaphore";
  }
}

/**
 * A semaphore that refuses to be released more often than it was acquired.
 *
 * @example
 * const semaphore = new BoundedSemaphore(1);
 * try {
 *   semaphore.release();
 * } catch (error) {
 *   print(error.message); // BoundedSemaphore released too many times
 * }
 */
export class BoundedSemaphore extends Semaphore {
  private readonly bound: number;

  constructor(value = 1) {
    super(value);
    this.bound = value;
  }

  /** @throws RangeError if nobody holds it */
  override release(): void {
    if (this._value >= this.bound) {
      throw new RangeError("BoundedSemaphore released too many times");
    }
    super.release();
  }

  protected override className(): string {
    return "BoundedSemaphore";
  }
}

class Acquire extends Operation<true> {
  declare private readonly semaphore: Semaphore;

  constructor(semaphore: Semaphore) {
    super();
    this.semaphore = semaphore;
  }

  protected override begin(): IteratorResult<Suspension, true> {
    const semaphore = this.semaphore;
    if (semaphore.locked()) return this.wait(semaphore._newWaiter());
    noteUse(semaphore, ResourceUse.ACQUIRED);
    semaphore._value--;
    return finish(true);
  }

  protected override resume(waiter: Waiter): IteratorResult<Suspension, true> {
    noteUse(this.semaphore, ResourceUse.ACQUIRED);
    this.leave(waiter);
    return finish(true);
  }

  protected override abandon(waiter: Waiter): void {
    // The share that it was woken with goes back.
    if (waiter.isWoken()) this.semaphore._value++;
    this.leave(waiter);
  }

  /** Tasks that came while it stood in the way may have their turn now. */
  private leave(waiter: Waiter): void {
    const semaphore = this.semaphore;
    semaphore._waiters.remove(waiter);
    while (semaphore._value > 0 && semaphore._wakeNext());
  }

  override toString(): string {
    return "Semaphore.acquire()";
  }
}
