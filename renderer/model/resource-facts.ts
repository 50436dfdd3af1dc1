import { ResourceKind, WaitReason } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import type { ResourceState } from "../../shared/resource-table";
import { t } from "../texts";
import { kindWord, resourceName } from "./resource-words";

/** Tasks named in one list; of the rest there is only the number. */
const MAX_NAMED = 12;

/** A task that holds something, or waits for it. */
export interface ResourceTask {
  readonly task: number;
  /** In session time. */
  readonly since: number;
  /** Its place in the list, from 1 on. */
  readonly place: number;
  /** How many shares it holds; 1 for what cannot be shared. */
  readonly shares: number;
}

interface ResourceTasks {
  /** "held by", "wait for an item, in order". */
  readonly title: string;
  /** Whether it says in which order they get it. */
  readonly isQueue: boolean;
  /** The first ones, and, wherever it stands, the task that was asked about. */
  readonly tasks: readonly ResourceTask[];
  readonly more: number;
}

/** A lock, a queue … that a task waits for or holds, as the inspector shows it. */
export interface ResourceFacts {
  readonly resource: number;
  readonly kind: ResourceKind;
  readonly name: string;
  /** "semaphore", where the name does not say it. */
  readonly kindWord: string;
  /** What the task has to do with it. */
  readonly relation: "waits" | "holds" | "holds and waits";
  /** "2 of 3 shares are taken". */
  readonly state: string;
  readonly lists: readonly ResourceTasks[];
}

/** The locks, queues … that `task` waits for, and those that it holds, at the instant that `table` holds. */
export function resourcesOf(table: TaskTable, task: number): ResourceFacts[] {
  const slot = table.slotOf(task);
  const { resources } = table;
  const awaited = slot === NO_SLOT ? undefined : resources.get(table.resource[slot]!);
  const held = resources.heldBy(task);
  const shown = awaited === undefined || held.includes(awaited) ? held : [awaited, ...held];
  return shown.map((state) => {
    const isHeld = held.includes(state);
    const relation = state !== awaited ? "holds" : isHeld ? "holds and waits" : "waits";
    return factsOf(table, state, task, relation);
  });
}

function factsOf(
  table: TaskTable,
  state: ResourceState,
  task: number,
  relation: ResourceFacts["relation"],
): ResourceFacts {
  const { resource, kind } = state;
  const name = resourceName(state);
  const word = kindWord(kind);
  const lists = [...holdersOf(table, state, task), ...waitersOf(table, state, task)];
  return {
    resource,
    kind,
    name,
    kindWord: name.toLowerCase().includes(word.toLowerCase()) ? "" : word,
    relation,
    state: stateOf(table, state),
    lists: lists.filter((list) => list.tasks.length > 0),
  };
}

/** What it holds, or how much is in it, in a few words. */
function stateOf(table: TaskTable, state: ResourceState): string {
  const { kind, level, limit, holders, unfinished } = state;
  switch (kind) {
    case ResourceKind.LOCK:
      return t(holders.size > 0 ? "resources.locked" : "resources.notLocked");
    case ResourceKind.SEMAPHORE:
      return t("resources.sharesFree", { level, count: limit });
    case ResourceKind.CONDITION: {
      const lock = table.resources.get(limit);
      return lock === undefined ? "" : t("resources.withLock", { lock: resourceName(lock) });
    }
    case ResourceKind.EVENT:
      return t(level > 0 ? "resources.set" : "resources.notSet");
    case ResourceKind.BARRIER:
      return t("resources.tasksThere", { there: state.waiters.size, count: limit });
    case ResourceKind.QUEUE: {
      const items =
        limit === 0
          ? t("resources.items", { count: level })
          : t("resources.itemsOf", { level, count: limit });
      const left = unfinished > 0 ? t("resources.unfinished", { unfinished }) : "";
      const end = state.isShutDown ? t("resources.shutDown") : "";
      return [items, left, end].filter((part) => part !== "").join(", ");
    }
  }
}

function holdersOf(table: TaskTable, state: ResourceState, task: number): ResourceTasks[] {
  const lock = state.kind === ResourceKind.CONDITION ? table.resources.get(state.limit) : state;
  if (lock === undefined) return [];
  const list = new List(
    lock === state ? t("resources.heldBy") : t("resources.isHeldBy", { lock: resourceName(lock) }),
    false,
  );
  for (const [holder, { since, shares }] of lock.holders) list.add(holder, task, since, shares);
  return [list];
}

function waitersOf(table: TaskTable, state: ResourceState, task: number): ResourceTasks[] {
  const lists = new Map<number, List>();
  if (state.kind === ResourceKind.QUEUE) {
    lists.set(WaitReason.QUEUE_GET, new List(t("resources.waitItem"), true));
    lists.set(WaitReason.QUEUE_PUT, new List(t("resources.waitRoom"), true));
    lists.set(WaitReason.QUEUE_JOIN, new List(t("resources.waitWorkedOff"), true));
  }
  const others = new List(t("resources.waitIt"), true);
  for (const waiter of state.waiters) {
    const slot = table.slotOf(waiter);
    const list = lists.get(table.waitReason[slot]!) ?? others;
    list.add(waiter, task, table.since[slot] ?? 0, 1);
  }
  return [...lists.values(), others];
}

/** Keeps the first tasks that are added, and the one that was asked about; a hundred thousand may wait. */
class List implements ResourceTasks {
  readonly title: string;
  readonly isQueue: boolean;
  readonly tasks: ResourceTask[] = [];
  more = 0;

  constructor(title: string, isQueue: boolean) {
    this.title = title;
    this.isQueue = isQueue;
  }

  add(task: number, asked: number, since: number, shares: number): void {
    const place = this.tasks.length + this.more + 1;
    if (place <= MAX_NAMED || task === asked) this.tasks.push({ task, since, place, shares });
    else this.more += 1;
  }
}
