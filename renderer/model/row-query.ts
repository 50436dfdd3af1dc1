import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";

/** Which tasks are meant. */
export interface RowFilter {
  /** Part of a task's name or coroutine, in any case. Empty for every task. */
  readonly text: string;
  /** The states that are meant; null for all. */
  readonly states: ReadonlySet<TaskState> | null;
  /** Part of the name or coroutine of the task that created it, or of the place (`two-tasks.ts:14`), in any case. Empty or left out for any. */
  readonly createdBy?: string;
}

export const NO_FILTER: RowFilter = { text: "", states: null };

const PENDING = [TaskState.SCHEDULED, TaskState.READY, TaskState.RUNNING, TaskState.WAITING];
const DONE = [TaskState.FINISHED, TaskState.FAILED, TaskState.CANCELLED];

/** What may follow "is:", as the task list says it. */
const STATE_WORDS: Readonly<Record<string, readonly TaskState[]>> = {
  pending: PENDING,
  scheduled: [TaskState.SCHEDULED],
  ready: [TaskState.READY],
  running: [TaskState.RUNNING],
  waiting: [TaskState.WAITING],
  done: DONE,
  result: [TaskState.FINISHED],
  finished: [TaskState.FINISHED],
  error: [TaskState.FAILED],
  failed: [TaskState.FAILED],
  cancelled: [TaskState.CANCELLED],
};

/** `by:main`, `is:failed`, `by:"a name with spaces"`; the rest is part of a name. */
const TERM = /(?<=^|\s)(by|is):(?:"([^"]*)"?|(\S*))/gi;

/**
 * Reads what a user typed: a part of a name, and the terms `by:` (who created it) and `is:` (its
 * state; the beginning of the word is enough).
 */
export function parseRowQuery(typed: string): RowFilter {
  let createdBy = "";
  let states: Set<TaskState> | null = null;
  const rest = typed.replace(TERM, (_, term: string, quoted?: string, bare?: string) => {
    const value = quoted ?? bare ?? "";
    if (term.toLowerCase() === "by") createdBy = value;
    else if (value !== "") states = statesOf(value);
    return "";
  });
  const text = rest === typed ? typed : rest.replace(/\s+/g, " ").trim();
  return createdBy === "" ? { text, states } : { text, states, createdBy };
}

/** Whether a filter leaves anything out. */
export function isFiltering({ text, states, createdBy = "" }: RowFilter): boolean {
  return text !== "" || states !== null || createdBy !== "";
}

/**
 * Says of a task, by its slot, whether it is meant. Valid until the table changes.
 * @param past where its state is looked up, if not in `table`: a task that is not there has none
 */
export function rowMatcher(
  table: TaskTable,
  filter: RowFilter,
  past: TaskTable = table,
): (slot: number) => boolean {
  const { states } = filter;
  const isInState = (slot: number, among: ReadonlySet<TaskState>): boolean => {
    const at = past === table ? slot : past.slotOf(table.id[slot]!);
    return at !== NO_SLOT && among.has(past.state[at] as TaskState);
  };
  const text = filter.text.toLowerCase();
  const createdBy = (filter.createdBy ?? "").toLowerCase();
  const isNamed = (slot: number, part: string) =>
    table.name[slot]!.toLowerCase().includes(part) ||
    table.coroutine[slot]!.toLowerCase().includes(part);
  // Siblings mostly come in a row: one look-up serves them all.
  let creator = -1;
  let isByCreator = false;
  const isCreatedByIt = (slot: number): boolean => {
    if (table.creator[slot] !== creator) {
      creator = table.creator[slot]!;
      const at = creator === 0 ? NO_SLOT : table.slotOf(creator);
      isByCreator = at !== NO_SLOT && isNamed(at, createdBy);
    }
    return isByCreator;
  };
  const isCreatedAt = (slot: number): boolean =>
    table.siteLine[slot] !== 0 &&
    `${table.siteFile[slot]!}:${table.siteLine[slot]!}`.toLowerCase().includes(createdBy);
  return (slot) =>
    (states === null || isInState(slot, states)) &&
    (createdBy === "" || isCreatedByIt(slot) || isCreatedAt(slot)) &&
    (text === "" || isNamed(slot, text));
}

function statesOf(beginning: string): Set<TaskState> {
  const states = new Set<TaskState>();
  for (const [word, meant] of Object.entries(STATE_WORDS)) {
    if (word.startsWith(beginning.toLowerCase())) meant.forEach((state) => states.add(state));
  }
  return states;
}
