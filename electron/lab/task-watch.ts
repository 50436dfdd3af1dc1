import { NOT_INDEXED, TaskIndex } from "../../shared/task-index";
import type { Task } from "../scheduler";

/** Tasks of a circle that are looked for. A longer circle is not found; each task on the way up costs a look. */
const MAX_CIRCLE = 100;

/**
 * The tasks that wait for each other in a circle now that `task` waits, `task` first and each
 * before the one that it waits for; null if there is none.
 */
export function circleOf(task: Task<unknown>): Task<unknown>[] | null {
  /** Each task that was reached, and the one below it, which it waits for. */
  const below = new Map<Task<unknown>, Task<unknown>>();
  const open = [task];
  for (let at = 0; at < open.length; at += 1) {
    const reached = open[at]!;
    for (const awaiter of reached.awaitedBy) {
      if (awaiter === task) return pathDown(task, reached, below);
      if (below.has(awaiter) || open.length === MAX_CIRCLE) continue;
      below.set(awaiter, reached);
      open.push(awaiter);
    }
  }
  return null;
}

function pathDown(
  task: Task<unknown>,
  first: Task<unknown>,
  below: ReadonlyMap<Task<unknown>, Task<unknown>>,
): Task<unknown>[] {
  const circle = [task];
  for (let next = first; next !== task; next = below.get(next)!) circle.push(next);
  return circle;
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
