import { isResourceWait, ResourceKind, WaitReason } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import type { ResourceState } from "../../shared/resource-table";
import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import { t } from "../texts";
import { resourceName } from "./resource-words";

/** Tasks shown in each direction: more are counted, and can be gone to one by one. */
const MAX_NODES = 60;
/** Members of one wait that are looked at one by one: a gather may have a hundred thousand. */
const MAX_MEMBERS_LOOKED_AT = 2_000;
const NONE = -1;

/** A task that another one waits for, or that waits for another one. */
export interface AwaitEdge {
  readonly task: number;
  /** By way of what, in words: "gather of 3", "holds Lock 1". Empty where it is awaited directly. */
  readonly via: string;
}

/** A task in the tree of who awaits whom. */
export interface AwaitNode extends AwaitEdge {
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

/** What follows a task in one direction, in order, and how many are not told one by one. */
interface Neighbours {
  readonly edges: readonly AwaitEdge[];
  readonly more: number;
}

const NOBODY: Neighbours = { edges: [], more: 0 };

/** The tree of who awaits whom around `task`, at the instant that `table` holds. */
export function awaitTreeOf(table: TaskTable, task: number): AwaitTree {
  const down = walk(task, (current) => awaitedOf(table, current));
  const awaiters = new Awaiters(table);
  const up = walk(task, (current) => {
    const { edges, more } = awaiters.forLocksOf(current);
    return { edges: [...awaiters.of(current), ...edges], more };
  });
  return {
    awaits: down.nodes,
    awaitedBy: up.nodes,
    more: down.more + up.more,
    isInCircle: down.nodes.some((node) => node.task === task),
  };
}

/** Whom `task` waits for: whose end, or who holds the lock that it waits for. */
function awaitedOf(table: TaskTable, task: number): Neighbours {
  const slot = table.slotOf(task);
  if (slot === NO_SLOT) return NOBODY;
  const awaited = table.awaited[slot]!;
  if (awaited !== 0) return { edges: [{ task: awaited, via: "" }], more: 0 };
  if (table.hasMembers[slot] !== 0) return membersOf(table, slot);
  if (!isResourceWait(table.waitReason[slot]!)) return NOBODY;
  const resource = table.resources.get(table.resource[slot]!);
  if (resource === undefined || !isHeld(resource)) return NOBODY;
  const via = t("story.via.holds", { resource: resourceName(resource) });
  const holders = [...resource.holders.keys()].filter((holder) => holder !== 0);
  return { edges: holders.map((holder) => ({ task: holder, via })), more: 0 };
}

/** Those that are not done: the others hold nobody up. Once there are enough, the rest is counted. */
function membersOf(table: TaskTable, slot: number): Neighbours {
  const via = viaMembers(table, slot);
  const found = new Set<number>();
  let more = table.members.untoldOf(slot);
  let looked = 0;
  for (const { first, count } of table.members.rangesOf(slot)) {
    let member = first;
    const end = first + count;
    for (; member < end && looked < MAX_MEMBERS_LOOKED_AT && found.size < MAX_NODES; looked += 1) {
      if (isPending(table, member)) found.add(member);
      member += 1;
    }
    more += end - member;
  }
  return { edges: Array.from(found, (task) => ({ task, via })), more };
}

function isPending(table: TaskTable, task: number): boolean {
  const slot = table.slotOf(task);
  return slot !== NO_SLOT && !isDone(table.state[slot] as TaskState);
}

/** "gather of 3", "task group of 2", "shield". */
function viaMembers(table: TaskTable, slot: number): string {
  const reason = table.waitReason[slot]!;
  if (reason === WaitReason.SHIELD) return t("story.via.shield");
  let count = table.members.untoldOf(slot);
  for (const range of table.members.rangesOf(slot)) count += range.count;
  return t(`story.via.${MEMBER_WORDS.get(reason) ?? "wait"}`, { number: count });
}

const MEMBER_WORDS: ReadonlyMap<number, "gather" | "wait" | "group" | "asCompleted"> = new Map([
  [WaitReason.GATHER, "gather"],
  [WaitReason.WAIT, "wait"],
  [WaitReason.GROUP, "group"],
  [WaitReason.AS_COMPLETED, "asCompleted"],
]);

/** Whether it is something that one task holds while others wait. */
function isHeld({ kind }: ResourceState): boolean {
  return kind === ResourceKind.LOCK || kind === ResourceKind.SEMAPHORE;
}

function walk(
  root: number,
  next: (task: number) => Neighbours,
): { nodes: AwaitNode[]; more: number } {
  const nodes: AwaitNode[] = [];
  const seen = new Set([root]);
  let more = 0;
  /** Tasks to be shown, the next one last; a circle is a task that is among its own path. */
  const open: { edge: AwaitEdge; path: readonly number[] }[] = [];
  const push = (task: number, path: readonly number[]) => {
    const neighbours = next(task);
    more += neighbours.more;
    for (const edge of neighbours.edges.toReversed()) open.push({ edge, path });
  };
  push(root, [root]);
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const { edge, path } = entry;
    const { task } = edge;
    if (nodes.length === MAX_NODES) {
      more += 1;
      continue;
    }
    const repeats = path.includes(task) ? "circle" : seen.has(task) ? "above" : null;
    nodes.push({ ...edge, depth: path.length, repeats });
    if (repeats !== null) continue;
    seen.add(task);
    push(task, [...path, task]);
  }
  return { nodes, more };
}

/** Who waits for each task, found in one look at the table. */
export class Awaiters {
  readonly #table: TaskTable;
  /** By the slot of the awaited task, the slot of one that awaits it. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  /** Who waits for ranges of tasks: the slot, the first task, and the one after the last. */
  readonly #ranges: number[] = [];
  /** What tasks hold. */
  readonly #held = new Map<number, ResourceState[]>();

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
    for (const slot of table.members.slots()) {
      for (const { first, count } of table.members.rangesOf(slot)) {
        this.#ranges.push(slot, first, first + count);
      }
    }
    for (const resource of table.resources.values()) {
      if (resource.waiters.size === 0 || !isHeld(resource)) continue;
      for (const holder of resource.holders.keys()) {
        const held = this.#held.get(holder);
        if (held === undefined) this.#held.set(holder, [resource]);
        else held.push(resource);
      }
    }
  }

  /** Those that wait for the end of `task`. */
  of(task: number): AwaitEdge[] {
    const table = this.#table;
    const edges: AwaitEdge[] = [];
    const slot = table.slotOf(task);
    let at = slot === NO_SLOT ? NONE : this.#first[slot]!;
    for (; at !== NONE; at = this.#next[at]!) edges.push({ task: table.id[at]!, via: "" });
    if (slot === NO_SLOT || isDone(table.state[slot] as TaskState)) return edges;
    const ranges = this.#ranges;
    let last = NONE;
    for (let place = 0; place < ranges.length; place += 3) {
      if (task < ranges[place + 1]! || task >= ranges[place + 2]! || ranges[place] === last)
        continue;
      last = ranges[place]!;
      edges.push({ task: table.id[last]!, via: viaMembers(table, last) });
    }
    return edges;
  }

  /** Those that wait for a lock which `task` holds. */
  forLocksOf(task: number): Neighbours {
    const edges: AwaitEdge[] = [];
    let more = 0;
    for (const resource of this.#held.get(task) ?? []) {
      const via = t("story.via.waitsFor", { resource: resourceName(resource) });
      let told = 0;
      for (const waiter of resource.waiters) {
        if (edges.length === MAX_NODES) break;
        edges.push({ task: waiter, via });
        told += 1;
      }
      more += resource.waiters.size - told;
    }
    return { edges, more };
  }
}
