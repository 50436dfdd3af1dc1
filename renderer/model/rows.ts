import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskState } from "../../shared/task-state";

/** Which tasks are shown. */
export interface RowFilter {
  /** Part of a task's name or coroutine, in any case. Empty shows every task. */
  readonly text: string;
  /** The states that are shown; null shows all. */
  readonly states: ReadonlySet<TaskState> | null;
}

export const NO_FILTER: RowFilter = { text: "", states: null };

/** Deeper than this, rows are indented no further. */
export const MAX_DEPTH = 255;

/**
 * The order in which task list and timeline show tasks: children under the task that created them,
 * in creation order, those that the filter leaves out missing.
 *
 * Columns and not objects, so that a hundred thousand tasks are put in order within a frame.
 */
export class Rows {
  /** How many rows there are: valid indexes of the columns are below this. */
  length = 0;
  /** The task of each row. */
  tasks = new Uint32Array(0);
  /** The slot of each row's task in the table. */
  slots = new Uint32Array(0);
  /** How many of the tasks above it created it, directly or not: its indentation. */
  depths = new Uint8Array(0);

  readonly #table: TaskTable;
  #filter: RowFilter = NO_FILTER;
  #stale = true;
  #indexBySlot = new Int32Array(0);

  constructor(table: TaskTable) {
    this.#table = table;
  }

  get filter(): RowFilter {
    return this.#filter;
  }

  set filter(filter: RowFilter) {
    this.#filter = filter;
    this.#stale = true;
  }

  /** Says that tasks came or went, or, while a filter looks at states or names, that these changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** The row of a task, -1 if it is not shown. */
  indexOf(task: number): number {
    const slot = this.#table.slotOf(task);
    return slot === NO_SLOT ? -1 : (this.#indexBySlot[slot] ?? -1);
  }

  /** Puts the rows in order anew if something changed. Called once before a repaint. */
  refresh(): void {
    if (!this.#stale) return;
    this.#stale = false;
  }
}
