import { createTask, print, run, sleep, wait } from "tasklab";

function* bake(name: string) {
  yield* sleep(1);
  return name;
}

function* burn() {
  yield* sleep(1);
  throw new RangeError("too hot");
}

function* ignoresCancels() {
  try {
    yield* sleep(1);
  } catch {
    // Even a CancelledError ends here.
  }
}

function* main() {
  // Only made: nothing of it ever runs.
  bake("forgotten");

  // Awaited in the step that created it, so nothing overlaps.
  print(yield* createTask(bake("lonely"), { name: "lonely" }));

  // It fails, and nobody looks.
  const failed = createTask(burn(), { name: "failed" });

  yield* sleep(2);
  print(`failed is done: ${failed.done()}`);

  // It keeps a cancel to itself.
  const deaf = createTask(ignoresCancels(), { name: "deaf" });
  yield* sleep(0);
  deaf.cancel();
  yield* wait([deaf]);

  // Nobody waits for it.
  const late = createTask(bake("late"), { name: "late" });
  yield* sleep(0.5);
  print(`late is done: ${late.done()}`);
}

await run(main());
