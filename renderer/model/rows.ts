import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import { isFiltering, NO_FILTER, rowMatcher } from "./row-query";
import type { RowFilter } from "./row-query";

/** Deeper than this, rows are indented no further. */
const MAX_DEPTH = 255;

const NONE = -1;

/** Whether a row has children, and whether they are shown. */
export const Branch = {
  NONE: 0,
  OPEN: 1,
  /** Collapsed: its row stands for all that is under it. */
  CLOSED: 2,
} as const;
export type Branch = (typeof Branch)[keyof typeof Branch];

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
  /** How many of the rows above it created it, directly or not: its indentation. */
  depths = new Uint8Array(0);
  /** Each row's `Branch`; `NONE` while there is a filter. */
  branches = new Uint8Array(0);
  /** How many tasks are under each row and not shown, because it is collapsed. */
  hidden = new Uint32Array(0);

  readonly #table: TaskTable;
  /** Whose states the filter is about: those of now, or of an instant. */
  #states: TaskTable;
  #filter: RowFilter = NO_FILTER;
  readonly #collapsed = new Set<number>();
  #stale = true;
  #indexBySlot = new Int32Array(0);
  #firstChild = new Int32Array(0);
  #nextSibling = new Int32Array(0);
  #lastChild = new Int32Array(0);

  constructor(table: TaskTable) {
    this.#table = table;
    this.#states = table;
  }

  get filter(): RowFilter {
    return this.#filter;
  }

  set filter(filter: RowFilter) {
    this.#filter = filter;
    this.#stale = true;
  }

  /** Lets the filter look at the states that tasks have in another table; null for those of now. */
  filterByStatesOf(past: TaskTable | null): void {
    this.#states = past ?? this.#table;
    if (this.#filter.states !== null) this.#stale = true;
  }

  get isFiltered(): boolean {
    return isFiltering(this.#filter);
  }

  /** Shows or hides what is under a task. A filter looks into what is collapsed, too. */
  collapse(task: number, collapsed: boolean): void {
    if (collapsed) this.#collapsed.add(task);
    else this.#collapsed.delete(task);
    this.#stale = true;
  }

  /** Expands everything above a task, so that it has a row. */
  expandTo(task: number): void {
    const table = this.#table;
    let slot = table.slotOf(task);
    while (slot !== NO_SLOT) {
      const creator = table.creator[slot]!;
      if (this.#collapsed.delete(creator)) this.#stale = true;
      slot = creator === 0 ? NO_SLOT : table.slotOf(creator);
    }
  }

  /** The tasks that are collapsed, in no particular order. */
  get collapsed(): readonly number[] {
    return [...this.#collapsed];
  }

  expandAll(): void {
    this.#collapsed.clear();
    this.#stale = true;
  }

  /** A task and all that it created, directly or not, in the order of rows. */
  subtree(task: number): number[] {
    const root = this.#table.slotOf(task);
    if (root === NO_SLOT || root >= this.#firstChild.length) return [];
    const tasks = [task];
    const open = [this.#firstChild[root]!];
    while (open.length > 0) {
      const slot = open.pop()!;
      if (slot === NONE) continue;
      tasks.push(this.#table.id[slot]!);
      open.push(this.#nextSibling[slot]!, this.#firstChild[slot]!);
    }
    return tasks;
  }

  /** Says that tasks came or went, that their names changed, or, while they are filtered by it, their state. */
  invalidate(): void {
    this.#stale = true;
  }

  /** The row of a task, -1 if it is not shown. */
  indexOf(task: number): number {
    const slot = this.#table.slotOf(task);
    return slot === NO_SLOT ? NONE : (this.#indexBySlot[slot] ?? NONE);
  }

  /** Puts the rows in order anew if something changed. Called once before a repaint. */
  refresh(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.#reserve(this.#table.slots);
    const firstRoot = this.#link();
    this.#walk(firstRoot);
  }

  #reserve(slots: number): void {
    if (this.#indexBySlot.length < slots) {
      const capacity = Math.max(slots, this.#indexBySlot.length * 2);
      this.#indexBySlot = new Int32Array(capacity);
      this.#firstChild = new Int32Array(capacity);
      this.#nextSibling = new Int32Array(capacity);
      this.#lastChild = new Int32Array(capacity);
      this.tasks = new Uint32Array(capacity);
      this.slots = new Uint32Array(capacity);
      this.depths = new Uint8Array(capacity);
      this.branches = new Uint8Array(capacity);
      this.hidden = new Uint32Array(capacity);
    }
    this.#indexBySlot.fill(NONE);
    this.#firstChild.fill(NONE);
    this.#nextSibling.fill(NONE);
    this.#lastChild.fill(NONE);
  }

  /**
   * Chains every task to its elder sibling, by slot.
   * @returns the slot of the first task whose creator is not in the table
   */
  #link(): number {
    const table = this.#table;
    let firstRoot = NONE;
    let lastRoot = NONE;
    // Siblings mostly come in a row: one look-up serves them all.
    let creator = 0;
    let parent = NONE;
    for (const slot of this.#slotsByAge()) {
      if (table.creator[slot] !== creator) {
        creator = table.creator[slot]!;
        parent = creator === 0 ? NONE : table.slotOf(creator);
      }
      if (parent === NONE) {
        if (lastRoot === NONE) firstRoot = slot;
        else this.#nextSibling[lastRoot] = slot;
        lastRoot = slot;
      } else {
        const elder = this.#lastChild[parent]!;
        if (elder === NONE) this.#firstChild[parent] = slot;
        else this.#nextSibling[elder] = slot;
        this.#lastChild[parent] = slot;
      }
    }
    return firstRoot;
  }

  /** The slots that hold a task, in the order of creation. */
  #slotsByAge(): Uint32Array {
    const table = this.#table;
    const slots = new Uint32Array(table.size);
    let length = 0;
    let previous = 0;
    let inOrder = true;
    for (let slot = 0; slot < table.slots; slot += 1) {
      const id = table.id[slot]!;
      if (id === 0) continue;
      if (id < previous) inOrder = false;
      previous = id;
      slots[length] = slot;
      length += 1;
    }
    // Only after an eviction, when slots are used a second time.
    if (!inOrder) slots.sort((one, other) => table.id[one]! - table.id[other]!);
    return slots;
  }

  /** Writes the rows, parents before their children, without recursion: trees may be deep. */
  #walk(firstRoot: number): void {
    const shows = this.isFiltered ? rowMatcher(this.#table, this.#filter, this.#states) : null;
    this.length = 0;
    const ancestors: number[] = [];
    /** How many of `ancestors` up to each of them are shown. */
    const depths: number[] = [];
    let depth = 0;
    /** The collapsed row above, and how many ancestors it has itself. */
    let closed = NONE;
    let closedLevel = NONE;
    let slot = firstRoot;
    while (slot !== NONE) {
      if (closed !== NONE) this.hidden[closed]! += 1;
      const shown = closed === NONE && (shows === null || shows(slot));
      if (shown) this.#push(slot, depth);
      const child = this.#firstChild[slot]!;
      if (child !== NONE) {
        // What a filter leaves of a tree has no branches to collapse.
        const isBranch = shown && shows === null;
        if (isBranch && this.#collapsed.has(this.#table.id[slot]!)) {
          closed = this.length - 1;
          closedLevel = ancestors.length;
          this.branches[closed] = Branch.CLOSED;
        } else if (isBranch) this.branches[this.length - 1] = Branch.OPEN;
        ancestors.push(slot);
        depths.push(depth);
        if (shown) depth += 1;
        slot = child;
        continue;
      }
      let next = this.#nextSibling[slot]!;
      while (next === NONE && ancestors.length > 0) {
        next = this.#nextSibling[ancestors.pop()!]!;
        depth = depths.pop()!;
        if (ancestors.length <= closedLevel) {
          closed = NONE;
          closedLevel = NONE;
        }
      }
      slot = next;
    }
  }

  #push(slot: number, depth: number): void {
    const index = this.length;
    this.tasks[index] = this.#table.id[slot]!;
    this.slots[index] = slot;
    this.depths[index] = Math.min(depth, MAX_DEPTH);
    this.branches[index] = Branch.NONE;
    this.hidden[index] = 0;
    this.#indexBySlot[slot] = index;
    this.length = index + 1;
  }
}
