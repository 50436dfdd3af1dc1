import { Branch } from "../../model/rows";
import type { SeenSession } from "../../model/seen-session";
import { ABSENT, stateWords, timesOf } from "../../model/task-words";
import type { Condition, StateWords } from "../../model/task-words";
import { formatDuration } from "../../model/format";
import { NO_SLOT } from "../../../shared/reduce";
import { isDone, TaskState } from "../../../shared/task-state";

/** What a row of the task list shows: plain values, so that a row that did not change is not drawn anew. */
export interface RowFacts {
  readonly task: number;
  readonly index: number;
  readonly depth: number;
  /** Whether the task's children are shown; null without children. */
  readonly expanded: boolean | null;
  /** How many tasks are under it and not shown. */
  readonly hidden: number;
  /** Whether the task was created at the instant that is shown. */
  readonly exists: boolean;
  readonly name: string;
  readonly condition: Condition;
  readonly phase: StateWords["phase"];
  readonly word: string;
  readonly detail: string;
  readonly done: boolean;
  readonly cancelled: boolean;
  readonly ran: string;
  readonly ready: string;
  readonly waited: string;
  /** How many warnings are about it. */
  readonly warnings: number;
  /** The result or the error; empty while it is pending. */
  readonly outcome: string;
}

/** What is said of a task at an instant before it was created. */
const UNKNOWN = {
  ...ABSENT,
  exists: false,
  done: false,
  cancelled: false,
  ran: "",
  ready: "",
  waited: "",
  warnings: 0,
  outcome: "",
} as const;

/** The facts of row `index`, at session time `now` in seconds. */
export function rowFacts(session: SeenSession, index: number, now: number): RowFacts {
  const { table, tableNow, rows } = session;
  const slot = table.slotOf(rows.tasks[index]!);
  const place = {
    task: rows.tasks[index]!,
    index,
    depth: rows.depths[index]!,
    expanded: rows.branches[index] === Branch.NONE ? null : rows.branches[index] === Branch.OPEN,
    hidden: rows.hidden[index]!,
  };
  if (slot === NO_SLOT) return { ...place, ...UNKNOWN, name: tableNow.name[rows.slots[index]!]! };
  const words = stateWords(table, slot);
  const times = timesOf(table, slot, now);
  const state = table.state[slot] as TaskState;
  return {
    ...place,
    exists: true,
    name: table.name[slot]!,
    ...words,
    done: isDone(state),
    cancelled: state === TaskState.CANCELLED,
    ran: formatDuration(times.ran),
    ready: formatDuration(times.ready),
    waited: formatDuration(times.waited),
    warnings: session.warnings.countOf(place.task),
    outcome: outcomeOf(state, table.result[slot]!),
  };
}

function outcomeOf(state: TaskState, result: string): string {
  if (!isDone(state)) return "";
  return result === "" && state === TaskState.CANCELLED ? "CancelledError" : result;
}
