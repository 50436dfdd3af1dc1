import type { EventLoop } from "./event-loop";
import { QUIET } from "./flags";
import type { Future } from "./future";
import { Task } from "./task";

/**
 * What Python prints when it collects an object, told for certain at the end of a run: errors that
 * nobody looked at, tasks that are still pending, coroutines that nobody began.
 */
export function reportLeftOvers(loop: EventLoop): void {
  for (const future of loop._failures.take()) reportUnretrieved(loop, future);
  for (const task of loop._tasks.toArray()) {
    if ((task._flags & QUIET) !== 0) continue;
    loop.callExceptionHandler({ message: "Task was destroyed but it is pending!", task });
  }
  for (const coroutine of loop._created.take()) {
    const name = String(coroutine).replace(/\(.*\)$/s, "");
    loop.callExceptionHandler({ message: `coroutine '${name}' was never awaited` });
  }
}

function reportUnretrieved(loop: EventLoop, future: Future<unknown>): void {
  const type = future instanceof Task ? "Task" : "Future";
  loop.callExceptionHandler({
    message: `${type} exception was never retrieved`,
    exception: future.exception(),
    ...(future instanceof Task ? { task: future } : { future }),
  });
}
