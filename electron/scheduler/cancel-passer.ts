import { CANCEL_PASSING } from "./flags";
import type { Task } from "./task";

/**
 * For observers, within `cancelRequested`: the task that hands its own cancel down to `task`, which
 * it awaits, directly or through a `gather`.
 * @returns null if `task` was asked itself
 *
 * @example
 * const passers = [];
 * const observer = {
 *   cancelRequested: (task) => passers.push(`${task.getName()} from ${cancelPasser(task)?.getName()}`),
 * };
 * function* main() {
 *   const inner = createTask(sleep(1), { name: "inner" });
 *   const outer = createTask(waitFor(inner, 5), { name: "outer" });
 *   yield* sleep(0);
 *   outer.cancel();
 *   yield* sleep(1);
 * }
 * await run(main(), { clock: virtualClock(), observer });
 * print(passers.join(", ")); // outer from undefined, inner from outer
 */
export function cancelPasser(task: Task<unknown>): Task<unknown> | null {
  for (const awaiter of task.awaitedBy) {
    if ((awaiter._flags & CANCEL_PASSING) !== 0) return awaiter;
  }
  return null;
}
