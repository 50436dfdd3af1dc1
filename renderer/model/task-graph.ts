import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";

/** Tasks shown in each direction: more are counted, and can be gone to one by one. */
const MAX_NODES = 60;
const NONE = -1;

/** A task in the tree of who awaits whom. */
export interface AwaitNode {
  readonly task: number;
  /** How many awaits lie between it and the task that was asked about; 1 for those beside it. */
  readonly depth: number;
  /**
   * - `circle`: it stands above itself, so none of the tasks between can end
   * - `above`: it is shown elsewhere already, with what follows it
   */
  readonly repeats: "circle" | "above" | null;
}

/** Who awaits a task, and whom it awaits, each directly or through others; in the order of a tree's lines. */
export interface AwaitTree {
  readonly awaits: readonly AwaitNode[];
  readonly awaitedBy: readonly AwaitNode[];
  /** How many tasks are left out. */
  readonly more: number;
  /** Whether the task waits for itself, by way of others. */
  readonly isInCircle: boolean;
}

/** The tree of who awaits whom around `task`, at the instant that `table` holds. */
export function awaitTreeOf(table: TaskTable, task: number): AwaitTree {
  const down = walk(task, (current) => awaitedBy(table, current));
  const awaiters = new Awaiters(table);
  const up = walk(task, (current) => awaiters.of(current));
  return {
    awaits: down.nodes,
    awaitedBy: up.nodes,
    more: down.more + up.more,
    isInCircle: down.nodes.some((node) => node.task === task),
  };
}

function awaitedBy(table: TaskTable, task: number): readonly number[] {
  const slot = table.slotOf(task);
  const awaited = slot === NO_SLOT ? 0 : table.awaited[slot]!;
  return awaited === 0 ? [] : [awaited];
}

function walk(
  root: number,
  next: (task: number) => readonly number[],
): { nodes: AwaitNode[]; more: number } {
  const nodes: AwaitNode[] = [];
  const seen = new Set([root]);
  let more = 0;
  /** Tasks to be shown, the next one last; a circle is a task that is among its own path. */
  const open = [...next(root)].reverse().map((task) => ({ task, path: [root] }));
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { task, path } = entry;
    if (nodes.length === MAX_NODES) {
      more += 1;
      continue;
    }
    const repeats = path.includes(task) ? "circle" : seen.has(task) ? "above" : null;
    nodes.push({ task, depth: path.length, repeats });
    if (repeats !== null) continue;
    seen.add(task);
    const below = [...path, task];
    for (const other of [...next(task)].reverse()) open.push({ task: other, path: below });
  }
  return { nodes, more };
}

/** The tasks that await each task, found in one look at the table. */
class Awaiters {
  readonly #table: TaskTable;
  /** By the slot of the awaited task, the slot of one that awaits it. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor(table: TaskTable) {
    this.#table = table;
    this.#first = new Int32Array(table.slots).fill(NONE);
    this.#next = new Int32Array(table.slots).fill(NONE);
    // Backwards, so that each list is in the order of slots.
    for (let slot = table.slots - 1; slot >= 0; slot -= 1) {
      if (table.id[slot] === 0 || table.awaited[slot] === 0) continue;
      const awaited = table.slotOf(table.awaited[slot]!);
      if (awaited === NO_SLOT) continue;
      this.#next[slot] = this.#first[awaited]!;
      this.#first[awaited] = slot;
    }
  }

  of(task: number): readonly number[] {
    const tasks: number[] = [];
    const slot = this.#table.slotOf(task);
    let at = slot === NO_SLOT ? NONE : this.#first[slot]!;
    for (; at !== NONE; at = this.#next[at]!) tasks.push(this.#table.id[at]!);
    return tasks;
  }
}
