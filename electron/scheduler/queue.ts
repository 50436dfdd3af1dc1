import type { Coroutine, Suspension } from "./coroutine";
import { QueueEmpty, QueueFull, QueueShutDown } from "./errors";
import { Event, Wait } from "./event";
import { ItemRing } from "./item-ring";
import { LoopBound } from "./loop-bound";
import { ResourceKind, ResourceUse, WaitKind } from "./observer";
import { Operation } from "./operation";
import { noteUse } from "./resource";
import type { ResourceFacts } from "./resource";
import { finish } from "./traps";
import { Waiter, WaiterList } from "./waiter";

/** Where a queue keeps its items, and so which of them comes out first. */
export interface ItemStore<T> {
  readonly size: number;
  add(item: T): void;
  /** Takes the item that is next. Called only when there is one. */
  take(): T;
}

/**
 * Items on their way from some tasks to others, first in, first out. With a `maxsize`, who puts
 * waits while the queue is full.
 *
 * Invariants. Waiters leave `getters` and `putters` when they are woken, so that those inside are
 * pending or cancelled. A woken task looks again: somebody may have been faster. `finished` is set
 * exactly while `unfinished` is zero.
 *
 * @example
 * function* main() {
 *   const queue = new Queue<string>(2);
 *   function* produce() {
 *     for (const item of ["a", "b", "c"]) yield* queue.put(item);
 *     queue.shutdown();
 *   }
 *   createTask(produce());
 *   try {
 *     for (;;) print(yield* queue.get()); // a, then: b, then: c
 *   } catch (error) {
 *     print(error.name); // QueueShutDown
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Queue<T> extends LoopBound {
  /** How many items it takes before `put` waits. Zero or less: any number. */
  readonly maxsize: number;
  private readonly items: ItemStore<T>;
  private readonly getters = new WaiterList();
  private readonly putters = new WaiterList();
  private readonly finished = new Event();
  private unfinished = 0;
  private isShutdown = false;

  /**
   * @param maxsize how many items it takes before `put` waits; zero or less for any number
   * @param items where the items are kept; for queues with an order of their own
   */
  constructor(maxsize = 0, items: ItemStore<T> = new ItemRing<T>()) {
    super();
    this.maxsize = maxsize;
    this.items = items;
    this.finished._shownAs = this;
    this.finished.set();
  }

  /** How many items are in it. */
  qsize(): number {
    return this.items.size;
  }

  empty(): boolean {
    return this.items.size === 0;
  }

  full(): boolean {
    return this.maxsize > 0 && this.items.size >= this.maxsize;
  }

  /**
   * Adds an item; waits while the queue is full.
   * @throws QueueShutDown if the queue is shut down, or is while this waits
   */
  put(item: T): Coroutine<void> {
    return new Put(this, item);
  }

  /**
   * Adds an item at once.
   * @throws QueueFull if there is no room
   * @throws QueueShutDown if the queue is shut down
   */
  putNowait(item: T): void {
    if (this.isShutdown) throw new QueueShutDown();
    if (this.full()) throw new QueueFull();
    noteUse(this, ResourceUse.PUT);
    this.items.add(item);
    this.unfinished++;
    this.finished.clear();
    this.getters.wakeNext();
  }

  /**
   * Takes the next item; waits while there is none. An item is never lost to a task that was
   * cancelled while it waited.
   * @throws QueueShutDown if the queue is shut down and empty, or is while this waits
   */
  get(): Coroutine<T> {
    return new Get(this);
  }

  /**
   * Takes the next item at once.
   * @throws QueueEmpty if there is none
   * @throws QueueShutDown if there is none, and the queue is shut down
   */
  getNowait(): T {
    if (this.items.size === 0) {
      if (this.isShutdown) throw new QueueShutDown();
      throw new QueueEmpty();
    }
    noteUse(this, ResourceUse.TAKEN);
    const item = this.items.take();
    this.putters.wakeNext();
    return item;
  }

  /**
   * Says that the work on an item that somebody took is done; see `join`.
   * @throws RangeError if called more often than items were put
   */
  taskDone(): void {
    if (this.unfinished <= 0) throw new RangeError("task_done() called too many times");
    noteUse(this, ResourceUse.WORKED_OFF);
    this.unfinished--;
    if (this.unfinished === 0) this.finished.set();
  }

  /** Waits until `taskDone` was called for every item that was put. */
  join(): Coroutine<void> {
    return new Wait(this.finished, WaitKind.QUEUE_JOIN, undefined);
  }

  /**
   * Ends the queue: nothing can be put any more, and `get` throws once the items are gone. Whoever
   * waits is woken.
   * @param immediate also drops the items, and counts them as done
   */
  shutdown(immediate = false): void {
    noteUse(this, ResourceUse.SHUT_DOWN);
    this.isShutdown = true;
    if (immediate) {
      while (this.items.size > 0) {
        noteUse(this, ResourceUse.TAKEN);
        this.items.take();
        if (this.unfinished === 0) continue;
        noteUse(this, ResourceUse.WORKED_OFF);
        this.unfinished--;
      }
      if (this.unfinished === 0) this.finished.set();
    }
    while (this.getters.wakeNext());
    while (this.putters.wakeNext());
  }

  override toString(): string {
    const info = [`<${this.className()} maxsize=${this.maxsize}`];
    if (this.items.size > 0) info.push(`items=${this.items.size}`);
    if (this.getters.size > 0) info.push(`getters=${this.getters.size}`);
    if (this.putters.size > 0) info.push(`putters=${this.putters.size}`);
    if (this.unfinished > 0) info.push(`tasks=${this.unfinished}`);
    if (this.isShutdown) info.push("shutdown");
    return `${info.join(" ")}>`;
  }

  override _facts(): ResourceFacts {
    const { unfinished } = this;
    const counts = { limit: this.maxsize, level: this.items.size, unfinished };
    return { kind: ResourceKind.QUEUE, type: this.className(), ...counts, lock: null };
  }

  protected className(): string {
    return "Queue";
  }

  /** What a task in `get` is said to wait for. */
  protected getKind(): WaitKind {
    return WaitKind.QUEUE_GET;
  }

  /** @internal */
  _waitToGet(): Waiter {
    return this.waitIn(this.getters, this.getKind());
  }

  /** @internal */
  _waitToPut(): Waiter {
    return this.waitIn(this.putters, WaitKind.QUEUE_PUT);
  }

  /** A task that was to take an item does not. */
  _abandonGet(waiter: Waiter): void {
    this.getters.remove(waiter);
    if (waiter.isWoken() && !this.empty()) this.getters.wakeNext();
  }

  /** A task that was to put an item does not. */
  _abandonPut(waiter: Waiter): void {
    this.putters.remove(waiter);
    if (waiter.isWoken() && !this.full()) this.putters.wakeNext();
  }

  private waitIn(list: WaiterList, kind: WaitKind): Waiter {
    if (this.isShutdown) throw new QueueShutDown();
    const waiter = new Waiter(this.requireLoop(), kind, this);
    list.add(waiter);
    return waiter;
  }
}

class Get<T> extends Operation<T> {
  declare private readonly queue: Queue<T>;

  constructor(queue: Queue<T>) {
    super();
    this.queue = queue;
  }

  protected override begin(): IteratorResult<Suspension, T> {
    const queue = this.queue;
    return queue.empty() ? this.wait(queue._waitToGet()) : finish(queue.getNowait());
  }

  protected override resume(): IteratorResult<Suspension, T> {
    return this.begin();
  }

  protected override abandon(waiter: Waiter): void {
    this.queue._abandonGet(waiter);
  }

  override toString(): string {
    return "Queue.get()";
  }
}

class Put<T> extends Operation<void> {
  declare private readonly queue: Queue<T>;
  declare private readonly item: T;

  constructor(queue: Queue<T>, item: T) {
    super();
    this.queue = queue;
    this.item = item;
  }

  protected override begin(): IteratorResult<Suspension, void> {
    const queue = this.queue;
    return queue.full() ? this.wait(queue._waitToPut()) : finish(queue.putNowait(this.item));
  }

  protected override resume(): IteratorResult<Suspension, void> {
    return this.begin();
  }

  protected override abandon(waiter: Waiter): void {
    this.queue._abandonPut(waiter);
  }

  override toString(): string {
    return "Queue.put()";
  }
}
