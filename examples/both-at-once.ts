import { createTask, getRunningLoop, print, run, sleep } from "tasklab";

function* fetchSource(name: string, seconds: number) {
  print(`${name}: asked`);
  yield* sleep(seconds);
  print(`${name}: answered`);
}

function* main() {
  const loop = getRunningLoop();
  const start = loop.time();

  // Both exist before main waits for either: their seconds pass at the same time.
  const weather = createTask(fetchSource("weather", 1), { name: "weather" });
  const news = createTask(fetchSource("news", 1), { name: "news" });
  print("two tasks, and nothing of them has run");
  yield* weather;
  yield* news;

  print(`took ${(loop.time() - start).toFixed(2)} s`);
}

await run(main());
