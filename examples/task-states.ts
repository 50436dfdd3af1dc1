import { CancelledError, createTask, print, run, sleep } from "tasklab";
import type { Task } from "tasklab";

function* bake(minutes: number) {
  yield* sleep(minutes);
  return "bread";
}

function* burn() {
  yield* sleep(1);
  throw new RangeError("too hot");
}

function show(when: string, tasks: Task<unknown>[]) {
  for (const task of tasks) {
    print(`${when}: ${task.getName()} done ${task.done()} cancelled ${task.cancelled()}`);
  }
}

function* main() {
  const bread = createTask(bake(1), { name: "bread" });
  const cake = createTask(bake(60), { name: "cake" });
  const toast = createTask(burn(), { name: "toast" });
  const tasks = [bread, cake, toast];
  show("created", tasks);

  yield* sleep(2);
  // Asking is not ending: the task hears of it when it has its turn.
  print(`cancel accepted: ${cake.cancel()}`);
  show("asked", [cake]);

  try {
    yield* cake;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    print("awaiting the cake: it was cancelled");
  }
  try {
    yield* toast;
  } catch (error) {
    print(`awaiting the toast: ${(error as Error).message}`);
  }
  print(`awaiting the bread: ${yield* bread}`);
  show("over", tasks);
}

await run(main());
