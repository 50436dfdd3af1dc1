import { awaitedTasks } from "./call-graph";
import { DeadlockError } from "./errors";
import { Future } from "./future";
import type { Task } from "./task";

/** Past this many tasks, a message is no longer read. */
const MOST_LINES = 50;

/** The error of a program in which nothing can happen any more; it names who waits for whom. */
export function deadlockError(tasks: readonly Task<unknown>[]): DeadlockError {
  const awaited = awaitedTasks(tasks);
  const lines = ["Nothing can happen any more: no task is ready and no timer is set."];
  for (const task of tasks.slice(0, MOST_LINES)) {
    const names = awaited.get(task)?.map((other) => other.getName()) ?? [];
    lines.push(`  ${task.getName()} waits for ${names.join(", ") || waitedFor(task)}`);
  }
  if (tasks.length > MOST_LINES) lines.push(`  and ${tasks.length - MOST_LINES} more`);
  return new DeadlockError(lines.join("\n"));
}

function waitedFor(task: Task<unknown>): string {
  const waitable = task._waitingFor;
  if (waitable === null) return "nothing";
  return waitable instanceof Future ? "a future that nobody finishes" : String(waitable);
}
