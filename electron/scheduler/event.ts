import type { Coroutine, Suspension } from "./coroutine";
import { LoopBound } from "./loop-bound";
import { ResourceKind, ResourceUse, WaitKind } from "./observer";
import { Operation } from "./operation";
import { noteUse } from "./resource";
import type { ResourceFacts } from "./resource";
import { finish } from "./traps";
import { Waiter, WaiterList } from "./waiter";

/**
 * A flag that tasks can wait for. Setting it wakes all of them.
 *
 * @example
 * function* main() {
 *   const ready = new Event();
 *   function* reader(name: string) {
 *     yield* ready.wait();
 *     print(`${name} reads`); // a reads, then: b reads
 *   }
 *   const readers = [createTask(reader("a")), createTask(reader("b"))];
 *   yield* sleep(1);
 *   ready.set();
 *   yield* gather(readers);
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Event extends LoopBound {
  private value = false;
  private readonly waiters = new WaiterList();

  isSet(): boolean {
    return this.value;
  }

  /** Sets the flag, and wakes every task that waits for it. */
  set(): void {
    if (this.value) return;
    noteUse(this, ResourceUse.SET);
    this.value = true;
    this.waiters.wake(Infinity);
  }

  /** Who waits from now on waits for the next `set`. Who was woken already stays awake. */
  clear(): void {
    if (!this.value) return;
    noteUse(this, ResourceUse.CLEARED);
    this.value = false;
  }

  /** Waits until the flag is set; not at all if it is. */
  wait(): Coroutine<true> {
    return new Wait(this, WaitKind.EVENT, true);
  }

  override toString(): string {
    const waiters = this.waiters.size > 0 ? `, waiters:${this.waiters.size}` : "";
    return `<Event [${this.value ? "set" : "unset"}${waiters}]>`;
  }

  override _facts(): ResourceFacts {
    const level = this.value ? 1 : 0;
    return { kind: ResourceKind.EVENT, type: "Event", limit: 0, level, unfinished: 0, lock: null };
  }

  /** @internal */
  _newWaiter(kind: WaitKind): Waiter {
    const waiter = new Waiter(this.requireLoop(), kind, this);
    this.waiters.add(waiter);
    return waiter;
  }

  /** @internal */
  _removeWaiter(waiter: Waiter): void {
    this.waiters.remove(waiter);
  }
}

/** Waits for an event, on behalf of whatever has an event inside, and gives `value`. */
export class Wait<T> extends Operation<T> {
  declare private readonly event: Event;
  declare private readonly kind: WaitKind;
  declare private readonly value: T;

  constructor(event: Event, kind: WaitKind, value: T) {
    super();
    this.event = event;
    this.kind = kind;
    this.value = value;
  }

  protected override begin(): IteratorResult<Suspension, T> {
    if (this.event.isSet()) return finish(this.value);
    return this.wait(this.event._newWaiter(this.kind));
  }

  protected override resume(waiter: Waiter): IteratorResult<Suspension, T> {
    this.event._removeWaiter(waiter);
    return finish(this.value);
  }

  protected override abandon(waiter: Waiter): void {
    this.event._removeWaiter(waiter);
  }

  override toString(): string {
    return this.kind === WaitKind.EVENT ? "Event.wait()" : "Queue.join()";
  }
}
