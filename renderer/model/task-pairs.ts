import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { SessionModel } from "./session-model";

/** What a task did in one of two runs, in seconds. */
export interface PairedTask {
  readonly task: number;
  /** From its creation to its end, or to now. */
  readonly lived: number;
}

/** Tasks of two runs that have the same name; or one that has no counterpart. */
export interface TaskPair {
  readonly name: string;
  readonly left: PairedTask | null;
  readonly right: PairedTask | null;
}

/**
 * Puts the tasks of two runs beside each other, by name: of several with one name, the first with the
 * first. In the order of the left run, then what only the right one has.
 */
export function pairTasks(left: SessionModel, right: SessionModel): TaskPair[] {
  const waiting = new Map<string, PairedTask[]>();
  const others = tasksOf(right);
  for (const [name, task] of others) {
    const same = waiting.get(name);
    if (same === undefined) waiting.set(name, [task]);
    else same.push(task);
  }
  for (const same of waiting.values()) same.reverse();
  const paired = new Set<PairedTask>();
  const pairs = tasksOf(left).map(([name, task]): TaskPair => {
    const other = waiting.get(name)?.pop() ?? null;
    if (other !== null) paired.add(other);
    return { name, left: task, right: other };
  });
  for (const [name, task] of others) {
    if (!paired.has(task)) pairs.push({ name, left: null, right: task });
  }
  return pairs;
}

/** How much longer the right one took, in seconds; of a task without a counterpart, all that it took. */
export const pairDifference = ({ left, right }: TaskPair): number =>
  (right?.lived ?? 0) - (left?.lived ?? 0);

/** Every task with its name, in the order of creation. */
function tasksOf({ table, lanes }: SessionModel): (readonly [string, PairedTask])[] {
  const now = lanes.lastTime;
  const reader = new LaneReader();
  const tasks: (readonly [string, PairedTask])[] = [];
  for (let slot = 0; slot < table.slots; slot += 1) {
    const task = table.id[slot]!;
    const lane = task === 0 ? NO_LANE : lanes.laneOf(task);
    if (lane === NO_LANE) continue;
    lanes.read(lane, reader);
    tasks.push([table.name[slot]!, { task, lived: reader.lastTime(now) - reader.begin }]);
  }
  return tasks.sort(([, one], [, other]) => one.task - other.task);
}
