import { getRunningLoop, print, run, sleep } from "tasklab";

function* fetchSource(name: string, seconds: number) {
  print(`${name}: asked`);
  yield* sleep(seconds);
  print(`${name}: answered`);
}

function* main() {
  const loop = getRunningLoop();
  const start = loop.time();

  // Each is awaited to its end before the next one begins.
  yield* fetchSource("weather", 1);
  yield* fetchSource("news", 1);

  print(`took ${(loop.time() - start).toFixed(2)} s`);
}

await run(main());
