import type { Advice } from "../../shared/events";

/** A warning: something that was likely not meant. */
export interface WarningEntry {
  /** The number of the event: unique within its run. */
  readonly seq: number;
  /** Seconds since the session began. */
  readonly time: number;
  /** Whom it is about, 0 for no task. */
  readonly task: number;
  /** The task's name then: the task may be gone when the warning is read. */
  readonly name: string;
  readonly advice: Advice;
  /** What happened, and what to do. */
  readonly text: string;
}

/** Warnings kept. More remembers longer; a program that warns more often repeats itself. */
export const MAX_WARNINGS = 2_000;
/** Warnings let go together, so that a full list does not move all of them for each new one. */
const TRIM = 200;

/** The last warnings of a session, the oldest first, and how many there were of each task. */
export class WarningLog {
  /** How many there were, those let go included. */
  total = 0;
  #entries: WarningEntry[] = [];
  readonly #byTask = new Map<number, number>();

  get entries(): readonly WarningEntry[] {
    return this.#entries;
  }

  /** How many warnings are about `task`, those let go included. */
  countOf(task: number): number {
    return this.#byTask.get(task) ?? 0;
  }

  /** The warnings about `task` that are kept. */
  of(task: number): WarningEntry[] {
    return this.countOf(task) === 0 ? [] : this.#entries.filter((entry) => entry.task === task);
  }

  /** How many of them came with event `from` or later; with `task`, of those about it. */
  countFrom(from: number, task?: number): number {
    let count = 0;
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      const entry = this.#entries[index]!;
      if (entry.seq < from) break;
      if (task === undefined || entry.task === task) count += 1;
    }
    return count;
  }

  append(entry: WarningEntry): void {
    this.total += 1;
    this.#entries.push(entry);
    if (entry.task !== 0) this.#byTask.set(entry.task, this.countOf(entry.task) + 1);
    if (this.#entries.length >= MAX_WARNINGS + TRIM) this.#entries = this.#entries.slice(TRIM);
  }

  /** Tasks that are gone have no rows to count in. Their warnings stay. */
  evict(tasks: readonly number[]): void {
    for (const task of tasks) this.#byTask.delete(task);
  }

  reset(): void {
    this.total = 0;
    this.#entries = [];
    this.#byTask.clear();
  }
}
