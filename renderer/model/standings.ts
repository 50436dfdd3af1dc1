import type { TaskTable } from "../../shared/reduce";
import { NO_SLOT } from "../../shared/reduce";
import { isDone, TaskState } from "../../shared/task-state";

/** A line of a source. */
export interface Place {
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
}

/** A task that stands in a line. */
interface StandingTask {
  readonly task: number;
  readonly name: string;
}

/** The tasks that stand in one line, the first ones by name. */
export interface StandingLine {
  readonly line: number;
  readonly tasks: readonly StandingTask[];
  /** How many more there are. */
  readonly more: number;
}

/** Who stands where in a file. */
export interface Standings {
  /** The line of the task that is selected; without one, of the task that runs. Null for none. */
  readonly active: number | null;
  /** In their order. */
  readonly lines: readonly StandingLine[];
}

export const NOBODY: Standings = { active: null, lines: [] };

/** Tasks of a line that are named one by one. */
const MAX_NAMED = 3;

/** Where a task stands: it is suspended there, or runs on from there. Null if that is not known, or it is over. */
export function placeOf(table: TaskTable, task: number): Place | null {
  const slot = table.slotOf(task);
  if (slot === NO_SLOT || isDone(table.state[slot] as TaskState)) return null;
  const line = table.line[slot]!;
  return line === 0 ? null : { file: table.file[slot]!, line };
}

/** Where a task was created, null if that is not known. */
export function creationPlaceOf(table: TaskTable, task: number): Place | null {
  const slot = table.slotOf(task);
  const line = slot === NO_SLOT ? 0 : table.siteLine[slot]!;
  return line === 0 ? null : { file: table.siteFile[slot]!, line };
}

/** "both-at-once.py:12" */
export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** Who stands where in `file`. @param selected the task that is selected, null for none */
export function standingsIn(table: TaskTable, file: string, selected: number | null): Standings {
  const byLine = new Map<number, { tasks: StandingTask[]; more: number }>();
  let running = null;
  let ofSelected = null;
  for (let slot = 0; slot < table.slots; slot += 1) {
    const line = table.line[slot]!;
    if (line === 0 || table.id[slot] === 0 || table.file[slot] !== file) continue;
    const state = table.state[slot] as TaskState;
    if (isDone(state)) continue;
    const task = table.id[slot]!;
    if (state === TaskState.RUNNING) running = line;
    if (task === selected) ofSelected = line;
    const known = byLine.get(line) ?? { tasks: [], more: 0 };
    byLine.set(line, known);
    const one = { task, name: table.name[slot]! };
    // Whom the user looks at is named in any case.
    if (task === selected) known.tasks.unshift(one);
    else if (known.tasks.length < MAX_NAMED) known.tasks.push(one);
    else known.more += 1;
  }
  if (byLine.size === 0) return NOBODY;
  const lines = [...byLine].sort(([one], [other]) => one - other);
  return {
    active: ofSelected ?? running,
    lines: lines.map(([line, { tasks, more }]) => ({ line, tasks, more })),
  };
}
