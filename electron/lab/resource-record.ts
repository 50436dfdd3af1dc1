import { EventKind, ResourceTotal, ResourceUse } from "../../shared/events";
import { resourceFacts, ResourceKind } from "../scheduler";
import type { Resource, ResourceFacts } from "../scheduler";
import type { EventLog } from "./event-log";

/** What a column of whole numbers holds. */
const MAX_UINT32 = 0xffff_ffff;

/** What a recorder knows of a lock, a queue …: it stands at the resource itself. */
class Tag {
  readonly owner: ResourceRecord;
  readonly number: number;
  readonly kind: ResourceKind;
  readonly name: string;
  /** The task that holds it, for a lock; 0 for none. */
  holder = 0;

  constructor(owner: ResourceRecord, number: number, kind: ResourceKind, name: string) {
    this.owner = owner;
    this.number = number;
    this.kind = kind;
    this.name = name;
  }
}

/**
 * Writes down what is done with locks, queues and the like. Each has a number from 1 on, and a name, from
 * when it is used or waited for first: those of which nobody makes use cost nothing.
 */
export class ResourceRecord {
  readonly #log: EventLog;
  #last = 0;
  /** Whether a task has ever waited for a lock: until then, none can be held up by who holds one. */
  locksWereAwaited = false;
  /** How many there are of each class. */
  readonly #counts = new Map<string, number>();

  constructor(log: EventLog) {
    this.#log = log;
  }

  /**
   * A task waits for `resource`.
   * @param at the session's time, in seconds
   * @returns the resource's number
   */
  awaited(resource: Resource, at: number): number {
    const tag = this.#tagOf(resource, at);
    if (tag.kind === ResourceKind.LOCK) this.locksWereAwaited = true;
    return tag.number;
  }

  /** @param task the one that does it, 0 for none */
  used(resource: Resource, use: ResourceUse, task: number, at: number): void {
    const tag = this.#tagOf(resource, at);
    if (tag.kind === ResourceKind.LOCK) tag.holder = use === ResourceUse.ACQUIRED ? task : 0;
    this.#log.append(EventKind.RESOURCE_USED, at, task, use, tag.number, "");
  }

  /** The task that holds `resource`, if that is a lock; 0 for none. */
  holderOf(resource: Resource): number {
    const tag = resource.observerTag as Partial<Tag> | null;
    return tag !== null && tag.owner === this ? tag.holder! : 0;
  }

  /** "Lock 2", or the name that the program gave it. */
  nameOf(resource: Resource, at: number): string {
    return this.#tagOf(resource, at).name;
  }

  #tagOf(resource: Resource, at: number): Tag {
    // Whoever else put something there is no owner of that name.
    const tag = resource.observerTag as Partial<Tag> | null;
    // A lock of a module is there for one run after the other, each with a record of its own.
    return tag !== null && tag.owner === this ? (tag as Tag) : this.#add(resource, at);
  }

  #add(resource: Resource, at: number): Tag {
    const facts = resourceFacts(resource);
    const { kind, level, unfinished } = facts;
    const limit = facts.lock === null ? countOf(facts.limit) : this.#tagOf(facts.lock, at).number;
    const number = (this.#last += 1);
    const tag = new Tag(this, number, kind, this.#newName(resource, facts));
    resource.observerTag = tag;
    const { name } = tag;
    this.#log.append(EventKind.RESOURCE_CREATED, at, number, kind, limit, name);
    const carry = (total: ResourceTotal, amount: number) =>
      this.#log.append(EventKind.RESOURCE_CARRIED, at, number, total, countOf(amount), "");
    const assumed = kind === ResourceKind.SEMAPHORE ? limit : 0;
    if (level !== assumed) carry(ResourceTotal.LEVEL, level);
    if (unfinished > 0) carry(ResourceTotal.UNFINISHED, unfinished);
    return tag;
  }

  #newName(resource: Resource, { type }: ResourceFacts): string {
    const count = (this.#counts.get(type) ?? 0) + 1;
    this.#counts.set(type, count);
    const given = String(resource.name);
    return given === "" ? `${type} ${count}` : given;
  }
}

/** As many as a column can say; 0 for "any number", however that was written. */
function countOf(amount: number): number {
  return amount > 0 && amount < Infinity ? Math.min(Math.floor(amount), MAX_UINT32) : 0;
}
