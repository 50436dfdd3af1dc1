import type { Coroutine } from "./coroutine";
import type { EventLoop } from "./event-loop";
import { requireRunningLoop } from "./running";
import type { Task, TaskOptions } from "./task";

/**
 * The loop that runs the calling code.
 * @throws RuntimeError outside of any loop
 *
 * @example
 * function* main() {
 *   print(getRunningLoop().isRunning()); // true
 * }
 * await run(main());
 */
export function getRunningLoop(): EventLoop {
  return requireRunningLoop();
}

/**
 * The task whose step runs now; null in a callback.
 * @param loop the running one if nothing is given
 * @throws RuntimeError outside of any loop
 *
 * @example
 * function* main() {
 *   return currentTask()?.getName();
 * }
 * print(await run(main())); // Task-1
 */
export function currentTask(loop: EventLoop = requireRunningLoop()): Task<unknown> | null {
  return loop._current;
}

/**
 * The tasks that are not done, in the order of their creation.
 * @param loop the running one if nothing is given
 * @throws RuntimeError outside of any loop
 *
 * @example
 * function* main() {
 *   createTask(sleep(1));
 *   return allTasks().size;
 * }
 * print(await run(main())); // 2
 */
export function allTasks(loop: EventLoop = requireRunningLoop()): Set<Task<unknown>> {
  return new Set(loop._tasks.toArray());
}

/**
 * Runs `coroutine` as a task of the running loop, beside the caller. Nothing of it runs until the
 * caller suspends, unless it starts eagerly.
 * @throws RuntimeError outside of any loop
 * @throws TypeError if `coroutine` is none
 *
 * @example
 * function* main() {
 *   const a = createTask(sleep(1, "a"));
 *   const b = createTask(sleep(1, "b"));
 *   const both = [yield* a, yield* b];
 *   print(both.join(""), getRunningLoop().time()); // ab 1
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function createTask<T>(coroutine: Coroutine<T>, options?: TaskOptions): Task<T> {
  return requireRunningLoop().createTask(coroutine, options);
}
