import { EventKind } from "../../shared/events";
import { MAX_MEMBERS_A_ROW } from "../../shared/wait-members";
import { forEachMember } from "../scheduler";
import type { Task } from "../scheduler";
import type { EventLog } from "./event-log";
import { MAX_MEMBER_RANGES } from "./limits";

/**
 * Writes down for whose ends a task waits by way of a gather, a task group and so on: a row for up to 255
 * tasks with consecutive numbers, so that a gather of a hundred thousand new tasks takes four hundred.
 */
export class MemberRecord {
  readonly #log: EventLog;
  readonly #take = (member: Task<unknown>) => this.#add(member.observerTag);
  #task = 0;
  #at = 0;
  /** The range that is not written yet. */
  #first = 0;
  #count = 0;
  #ranges = 0;
  #untold = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** @param at the session's time, in seconds */
  write(task: Task<unknown>, id: number, at: number): void {
    this.#task = id;
    this.#at = at;
    this.#count = 0;
    this.#ranges = 0;
    this.#untold = 0;
    forEachMember(task, this.#take);
    this.#flush();
    // What stands in one row must do: it is not told how many they are if they are more.
    if (this.#untold > 0) this.#append(0, Math.min(this.#untold, MAX_MEMBERS_A_ROW));
  }

  /** `member` joined those for which task `id` waits. */
  writeOne(id: number, member: number, at: number): void {
    this.#log.append(EventKind.WAIT_MEMBERS, at, id, 1, member, "");
  }

  #add(member: number): void {
    const isNext = this.#count > 0 && member === this.#first + this.#count;
    if (isNext && this.#count < MAX_MEMBERS_A_ROW) {
      this.#count += 1;
      return;
    }
    // Named twice, as in `gather([a, a])`.
    if (this.#count > 0 && member >= this.#first && member < this.#first + this.#count) return;
    this.#flush();
    if (!isNext) this.#ranges += 1;
    if (this.#ranges > MAX_MEMBER_RANGES) {
      this.#untold += 1;
      return;
    }
    this.#first = member;
    this.#count = 1;
  }

  #flush(): void {
    if (this.#count > 0) this.#append(this.#first, this.#count);
    this.#count = 0;
  }

  #append(first: number, count: number): void {
    this.#log.append(EventKind.WAIT_MEMBERS, this.#at, this.#task, count, first, "");
  }
}
