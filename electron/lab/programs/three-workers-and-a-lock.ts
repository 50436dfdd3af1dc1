import { createTask, gather, getRunningLoop, Lock, sleep } from "../../scheduler";
import { print } from "../tools";

export function* work(tool: Lock, name: string) {
  print(`${name} asks for the tool`);
  // Who finds it taken waits. They get it in the order in which they asked.
  yield* tool.with(function* () {
    print(`${name} has the tool`);
    yield* sleep(1);
  });
  return name;
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const tool = new Lock();
  tool.name = "the tool";

  // All three run at the same time, and still one after the other: the lock sees to that.
  const names = ["Ada", "Ben", "Cleo"];
  const workers = names.map((name) => createTask(work(tool, name), { name }));
  const done = yield* gather(workers);

  print(`${done.join(", ")}: took ${(loop.time() - start).toFixed(2)} s`);
}
