import { NOT_INDEXED, TaskIndex } from "../../shared/task-index";
import { forEachMember, Resource, Task, waitSubject } from "../scheduler";

/** Tasks looked at to find a circle. One that lies behind more of them is not found. */
const MAX_LOOKED_AT = 1_000;

/** A task of a circle. */
export interface CircleLink {
  readonly task: Task<unknown>;
  /** The lock for which it waits, and which the next one holds; null if it waits for the end of the next one. */
  readonly lock: Resource | null;
}

/** The task that holds a lock, null for none. */
type HolderOf = (lock: Resource) => Task<unknown> | null;

/**
 * The tasks that wait for each other in a circle now that `task` waits, `task` first and each
 * before the one that it waits for; null if there is none.
 */
export function circleOf(task: Task<unknown>, holderOf: HolderOf): CircleLink[] | null {
  // Nearly always the way is straight, and short.
  let last = task;
  for (let looked = 0; looked < MAX_LOOKED_AT; looked += 1) {
    const next = followed(last, holderOf);
    if (next === task) return searchFrom(task, holderOf);
    if (next === null) break;
    last = next;
  }
  return hasMembers(last) ? searchFrom(task, holderOf) : null;
}

/** Whom `task` waits for, if that is one task alone. */
function followed(task: Task<unknown>, holderOf: HolderOf): Task<unknown> | null {
  const subject = waitSubject(task);
  if (subject instanceof Task) return subject;
  return subject instanceof Resource ? holderOf(subject) : null;
}

function hasMembers(task: Task<unknown>): boolean {
  let has = false;
  forEachMember(task, () => {
    has = true;
  });
  return has;
}

function searchFrom(task: Task<unknown>, holderOf: HolderOf): CircleLink[] | null {
  /** How each task was reached. */
  const above = new Map<Task<unknown>, CircleLink>();
  const open = [task];
  let closing: CircleLink | null = null;
  for (let at = 0; at < open.length && closing === null; at += 1) {
    const reached = open[at]!;
    const subject = waitSubject(reached);
    const lock = subject instanceof Resource ? subject : null;
    const visit = (next: Task<unknown>) => {
      if (next === task) closing ??= { task: reached, lock };
      else if (!above.has(next) && open.length < MAX_LOOKED_AT) {
        above.set(next, { task: reached, lock });
        open.push(next);
      }
    };
    const next = followed(reached, holderOf);
    if (next === null) forEachMember(reached, visit);
    else visit(next);
  }
  const circle: CircleLink[] = [];
  for (let link = closing as CircleLink | null; link !== null;) {
    circle.unshift(link);
    link = link.task === task ? null : above.get(link.task)!;
  }
  return circle.length === 0 ? null : circle;
}

/** Whose children are pending: what it takes to see that a task was created for nothing. */
export class Family {
  /** The creator of every pending task that has one. */
  readonly #creators = new TaskIndex();
  /** How many pending tasks each task created. */
  readonly #pending = new TaskIndex();
  /** Tasks of which it was told that they created one for nothing: once is enough, a loop may do it a million times. */
  readonly #told = new Set<number>();

  created(task: number, creator: number): void {
    if (creator === 0) return;
    this.#creators.set(task, creator);
    const pending = this.#pending.get(creator);
    this.#pending.set(creator, pending === NOT_INDEXED ? 1 : pending + 1);
  }

  ended(task: number): void {
    this.#told.delete(task);
    const creator = this.#creators.get(task);
    if (creator === NOT_INDEXED) return;
    this.#creators.delete(task);
    const left = this.#pending.get(creator) - 1;
    if (left === 0) this.#pending.delete(creator);
    else this.#pending.set(creator, left);
  }

  /** Whether `task` is the only pending one that `creator` created, asked for the first time of this creator. */
  isFirstOnlyChild(task: number, creator: number): boolean {
    if (this.#creators.get(task) !== creator || this.#pending.get(creator) !== 1) return false;
    if (this.#told.has(creator)) return false;
    this.#told.add(creator);
    return true;
  }
}
