import { notifyUsed } from "./notify";
import type { ResourceKind, ResourceUse } from "./observer";
import { running } from "./running";
import type { Waitable } from "./waitable";

/** For observers: what a lock, a queue … is, and what is in it. */
export interface ResourceFacts {
  readonly kind: ResourceKind;
  /** Its class: "Lock", "PriorityQueue". */
  readonly type: string;
  /** How many items a queue takes, 0 for any number; a semaphore's shares; how many tasks open a barrier. */
  readonly limit: number;
  /** Items in a queue; shares of a semaphore that are left; 1 for an event that is set. */
  readonly level: number;
  /** Items of a queue for which `taskDone` was not called. */
  readonly unfinished: number;
  /** What a condition holds. */
  readonly lock: Resource | null;
}

const NO_MEMBERS: readonly Waitable[] = [];

/**
 * What tasks share and wait for: a lock, a semaphore, a condition, an event, a barrier, a queue.
 *
 * @example
 * const printer = new Lock();
 * printer.name = "the printer";
 * print(printer instanceof Resource, printer.name); // true the printer
 */
export abstract class Resource {
  /**
   * What people call it, such as "the printer"; where it is empty, observers make up a name. asyncio
   * has none, but takes the same assignment. To be set before anybody uses it.
   */
  name = "";
  /** For the loop's observer, which may keep something of its own here. The scheduler never reads it. */
  observerTag: object | null = null;
  /** What observers are told of: itself; the whole, for a part of something; null for what concerns nobody. */
  _shownAs: Resource | null = this;

  /** For observers. */
  abstract _facts(): ResourceFacts;

  /** What a task that waits here waits for to end. */
  _members(): Iterable<Waitable> {
    return NO_MEMBERS;
  }
}

/**
 * Tells the observer what is about to happen to `resource`. So short that compilers put it into its
 * callers whatever their size: without an observer, it is one comparison.
 */
export function noteUse(resource: Resource, use: ResourceUse): void {
  if (running.observed !== null) notifyUsed(resource, use);
}

/**
 * For observers: what `resource` is, and what is in it.
 *
 * @example
 * const queue = new Queue(3);
 * queue.putNowait("a");
 * const { type, level, limit } = resourceFacts(queue);
 * print(type, level, limit); // Queue 1 3
 */
export function resourceFacts(resource: Resource): ResourceFacts {
  return resource._facts();
}
