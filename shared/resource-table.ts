import { ResourceKind, ResourceTotal, ResourceUse, WaitReason } from "./events";

/** Resources kept. Past it, the oldest that nobody holds or waits for are let go: a program may make a lock for each of its tasks. */
const MAX_RESOURCES = 4_096;
/** The most that a count can say. */
const MAX_COUNT = 0xffff_ffff;

/** Who holds a lock, or shares of a semaphore. */
interface Holding {
  /** In seconds: since the first of its shares. */
  readonly since: number;
  readonly shares: number;
}

/** A lock, a semaphore, a condition, an event, a barrier or a queue. */
export interface ResourceState {
  readonly resource: number;
  readonly kind: ResourceKind;
  /** Empty where it was not told. */
  readonly name: string;
  /** Items that a queue takes, 0 for any number; shares of a semaphore; tasks that open a barrier; a condition's lock. */
  readonly limit: number;
  /** Items in a queue; free shares of a semaphore; 1 for an event that is set. */
  readonly level: number;
  /** Items of a queue that are not worked off. */
  readonly unfinished: number;
  readonly isShutDown: boolean;
  /** By task, in the order in which they got it. 0 stands for whatever is no task. */
  readonly holders: ReadonlyMap<number, Holding>;
  /** The tasks that wait, in their order. */
  readonly waiters: ReadonlySet<number>;
}

interface Entry extends ResourceState {
  level: number;
  unfinished: number;
  isShutDown: boolean;
  holders: Map<number, Holding>;
  waiters: Set<number>;
}

/**
 * What tasks share, with who holds it and who waits for it: part of what a `TaskTable` holds, and
 * written by that alone.
 */
export class ResourceTable {
  readonly #entries = new Map<number, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  get(resource: number): ResourceState | undefined {
    return this.#entries.get(resource);
  }

  /** All of them, in the order in which they were told of. */
  values(): Iterable<ResourceState> {
    return this.#entries.values();
  }

  /** Those that `task` holds, in the order in which they were told of. */
  heldBy(task: number): ResourceState[] {
    const held: ResourceState[] = [];
    for (const entry of this.#entries.values()) if (entry.holders.has(task)) held.push(entry);
    return held;
  }

  create(resource: number, kind: ResourceKind, limit: number, name: string): void {
    const level = kind === ResourceKind.SEMAPHORE ? limit : 0;
    const rest = { level, unfinished: 0, isShutDown: false };
    const holders = new Map<number, Holding>();
    const entry = { resource, kind, name, limit, ...rest, holders, waiters: new Set<number>() };
    this.#entries.set(resource, entry);
    if (this.#entries.size > MAX_RESOURCES) this.#forgetIdle(resource);
  }

  use(resource: number, use: number, task: number, time: number): void {
    const entry = this.#entries.get(resource) ?? this.#unknown(resource, kindOfUse(use));
    switch (use) {
      case ResourceUse.ACQUIRED: {
        if (entry.level > 0) entry.level -= 1;
        const holding = entry.holders.get(task) ?? { since: time, shares: 0 };
        entry.holders.set(task, { since: holding.since, shares: holding.shares + 1 });
        break;
      }
      case ResourceUse.RELEASED:
        if (entry.kind === ResourceKind.SEMAPHORE && entry.level < MAX_COUNT) entry.level += 1;
        release(entry.holders, task);
        break;
      case ResourceUse.PUT:
        entry.level += 1;
        entry.unfinished += 1;
        break;
      case ResourceUse.TAKEN:
        if (entry.level > 0) entry.level -= 1;
        break;
      case ResourceUse.WORKED_OFF:
        if (entry.unfinished > 0) entry.unfinished -= 1;
        break;
      case ResourceUse.SHUT_DOWN:
        entry.isShutDown = true;
        break;
      case ResourceUse.SET:
        entry.level = 1;
        break;
      case ResourceUse.CLEARED:
        entry.level = 0;
        break;
    }
  }

  carry(resource: number, total: number, amount: number): void {
    const entry = this.#entries.get(resource);
    if (entry === undefined) return;
    switch (total) {
      case ResourceTotal.LEVEL:
        entry.level = amount;
        break;
      case ResourceTotal.UNFINISHED:
        entry.unfinished = amount;
        break;
      case ResourceTotal.SHUT_DOWN:
        entry.isShutDown = amount !== 0;
        break;
      case ResourceTotal.WAITER:
        // Whoever is named later came later.
        if (entry.waiters.delete(amount)) entry.waiters.add(amount);
        break;
    }
  }

  /** `task` waits. @param reason the `WaitReason`, which tells what a resource is of which nothing else was told */
  waits(resource: number, task: number, reason: number): void {
    const entry = this.#entries.get(resource) ?? this.#unknown(resource, kindOfWait(reason));
    entry.waiters.add(task);
  }

  leaves(resource: number, task: number): void {
    this.#entries.get(resource)?.waiters.delete(task);
  }

  /** Takes over all that `other` holds, which stays as it is. */
  copyFrom(other: ResourceTable): void {
    this.#entries.clear();
    for (const [resource, entry] of other.#entries) {
      const holders = new Map(entry.holders);
      this.#entries.set(resource, { ...entry, holders, waiters: new Set(entry.waiters) });
    }
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Its creation was let go of, or is told of by a later version only. */
  #unknown(resource: number, kind: ResourceKind): Entry {
    this.create(resource, kind, 0, "");
    return this.#entries.get(resource)!;
  }

  #forgetIdle(newest: number): void {
    const most = MAX_RESOURCES / 2;
    for (const { resource, holders, waiters } of this.#entries.values()) {
      if (this.#entries.size <= most) return;
      if (holders.size + waiters.size === 0 && resource !== newest) this.#entries.delete(resource);
    }
  }
}

/** A share is given back: one of the task's own, or, by whom holds none, the one that is held longest. */
function release(holders: Map<number, Holding>, task: number): void {
  const first = holders.keys().next();
  const holder = holders.has(task) ? task : first.done === true ? null : first.value;
  if (holder === null) return;
  const { since, shares } = holders.get(holder)!;
  if (shares === 1) holders.delete(holder);
  else holders.set(holder, { since, shares: shares - 1 });
}

function kindOfUse(use: number): ResourceKind {
  if (use === ResourceUse.ACQUIRED || use === ResourceUse.RELEASED) return ResourceKind.LOCK;
  return use === ResourceUse.SET || use === ResourceUse.CLEARED
    ? ResourceKind.EVENT
    : ResourceKind.QUEUE;
}

function kindOfWait(reason: number): ResourceKind {
  switch (reason) {
    case WaitReason.LOCK:
      return ResourceKind.LOCK;
    case WaitReason.EVENT:
      return ResourceKind.EVENT;
    case WaitReason.CONDITION:
      return ResourceKind.CONDITION;
    case WaitReason.SEMAPHORE:
      return ResourceKind.SEMAPHORE;
    case WaitReason.BARRIER:
      return ResourceKind.BARRIER;
    default:
      return ResourceKind.QUEUE;
  }
}
