import { DeadlockError } from "./errors";
import type { Task } from "./task";

/** The error of a program in which nothing can happen any more; it names who waits for whom. */
export function deadlockError(tasks: readonly Task<unknown>[]): DeadlockError {
  const lines = tasks.map((task) => `  ${task.getName()} waits for ${waitedFor(task)}`);
  return new DeadlockError(
    ["Nothing can happen any more: no task is ready and no timer is set.", ...lines].join("\n"),
  );
}

function waitedFor(task: Task<unknown>): string {
  return String(task._waitingFor);
}
