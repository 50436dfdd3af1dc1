import { createTask, getRunningLoop, sleep } from "../../scheduler";
import { print } from "../tools";

export function* add(a: number, b: number) {
  yield* sleep(0.5);
  return a + b;
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const task = createTask(add(2, 3), { name: "add" });

  // main goes on meanwhile.
  yield* sleep(0.1);

  // Awaiting a task gives what its coroutine returned...
  const sum = yield* task;
  print(`awaiting gave ${sum} after ${(loop.time() - start).toFixed(2)} s`);

  // ...and does so again, at once: the task keeps its result.
  print(`awaiting again gave ${yield* task}, result() gives ${task.result()}`);
  print(`took ${(loop.time() - start).toFixed(2)} s`);
}
