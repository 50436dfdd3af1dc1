import { getRunningLoop, sleep } from "../../scheduler";
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

  // Each is awaited to its end before the next one begins.
  const a = yield* fetchSource("source A");
  const b = yield* fetchSource("source B");

  print(`${a}, ${b}: took ${(loop.time() - start).toFixed(2)} s`);
}
