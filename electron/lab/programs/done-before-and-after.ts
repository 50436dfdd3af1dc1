import { createTask, getRunningLoop, sleep } from "../../scheduler";
import { print } from "../tools";

export function* nap() {
  print("the nap begins");
  yield* sleep(1);
  return "rested";
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const at = () => `${(loop.time() - start).toFixed(2)} s`;

  // Creating a task runs nothing of it: main has to wait for something first.
  const task = createTask(nap(), { name: "nap" });
  print(`just created: done() is ${task.done()} after ${at()}`);

  yield* sleep(0);
  print(`begun: done() is ${task.done()} after ${at()}`);

  yield* task;
  print(`awaited: done() is ${task.done()}, cancelled() is ${task.cancelled()} after ${at()}`);
}
