import { createTask, getRunningLoop, sleep } from "../../scheduler";
import { print } from "../tools";

export function* fetchSource(source: string) {
  print(`starting ${source}`);
  yield* sleep(1);
  print(`finished ${source}`);
  return `data of ${source}`;
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();

  // Both are scheduled before either is awaited, so that they wait at the same time.
  const taskA = createTask(fetchSource("source A"), { name: "source A" });
  const taskB = createTask(fetchSource("source B"), { name: "source B" });
  const a = yield* taskA;
  const b = yield* taskB;

  print(`${a}, ${b}: took ${(loop.time() - start).toFixed(2)} s`);
}
