import { WAITER_MASK } from "./flags";
import type { Future } from "./future";
import type { Resource } from "./resource";
import { Task } from "./task";

/**
 * For observers: calls `visit` with each unfinished task whose end `task` waits for by way of something
 * else: a `gather`, a `wait`, a `shield`, an `asCompleted`, a task group, or one inside of another. In
 * their order; one that is named twice comes twice. A task that is awaited directly is no member.
 *
 * @example
 * const observer = {
 *   taskWaiting(task) {
 *     forEachMember(task, (member) => print(`${task.getName()}: ${member.getName()}`)); // Task-1: a, then: Task-1: b
 *   },
 * };
 * function* main() {
 *   yield* gather([createTask(sleep(1), { name: "a" }), createTask(sleep(2), { name: "b" })]);
 * }
 * await run(main(), { clock: virtualClock(), observer });
 */
export function forEachMember(task: Task<unknown>, visit: (member: Task<unknown>) => void): void {
  const waitable = task._waitingFor;
  if (waitable === null) return;
  // Gathers inside of gathers may go deeper than the native stack.
  const open = [waitable._members()[Symbol.iterator]()];
  for (let members = open.at(-1); members !== undefined; members = open.at(-1)) {
    const next = members.next();
    if (next.done === true) open.pop();
    else if (!next.value._isPending()) continue;
    else if (next.value instanceof Task) visit(next.value);
    else open.push(next.value._members()[Symbol.iterator]());
  }
}

/**
 * For observers: whether anybody may wait for the end of `task`, or hear of it. Costs nothing, where
 * `awaitedBy` makes a set.
 *
 * @example
 * function* main() {
 *   const task = createTask(sleep(1));
 *   print(isHeardOf(task)); // false
 *   const both = gather([task]);
 *   print(isHeardOf(task)); // true
 *   yield* both;
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function isHeardOf(task: Task<unknown>): boolean {
  return (task._flags & WAITER_MASK) !== 0;
}

/**
 * For observers: the future, the task, the lock, the queue … that `task` waits for; null if it does not
 * wait, or sleeps.
 *
 * @example
 * function* main() {
 *   const lock = new Lock();
 *   yield* lock.acquire();
 *   const other = createTask(lock.acquire());
 *   yield* sleep(1);
 *   print(waitSubject(other) === lock); // true
 *   lock.release();
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function waitSubject(task: Task<unknown>): Future<unknown> | Resource | null {
  const waitable = task._waitingFor;
  return waitable !== null && waitable._isPending() ? waitable._shown() : null;
}
