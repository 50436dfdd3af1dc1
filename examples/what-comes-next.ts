import {
  createTask,
  gather,
  Lock,
  print,
  Queue,
  run,
  shield,
  sleep,
  taskGroup,
  timeout,
  TimeoutError,
} from "tasklab";
import type { TaskGroup } from "tasklab";

function* square(number: number) {
  yield* sleep(number);
  return number * number;
}

function* worker(queue: Queue<string>, lock: Lock) {
  for (;;) {
    const dish = yield* queue.get();
    yield* lock.acquire();
    try {
      yield* sleep(0.25);
      print(`washed: ${dish}`);
    } finally {
      lock.release();
      queue.taskDone();
    }
  }
}

function* main() {
  // gather: all at once, results in the order of the arguments.
  print(`squares: ${(yield* gather([square(3), square(1), square(2)])).join(" ")}`);

  // A task group waits for all that was created in it.
  yield* taskGroup(function* (group: TaskGroup) {
    group.createTask(square(1), { name: "one" });
    group.createTask(square(2), { name: "two" });
  });
  print("the group is done");

  // A timeout cancels what takes too long; a shield keeps the work going.
  const slow = createTask(square(4), { name: "slow" });
  try {
    yield* timeout(1, function* () {
      yield* shield(slow);
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    print(`too slow, and done ${slow.done()}`);
  }
  print(`the shielded one: ${yield* slow}`);

  // Two workers, one sink: a queue hands out the dishes, a lock the sink.
  const queue = new Queue<string>();
  const lock = new Lock();
  const workers = ["w1", "w2"].map((name) => createTask(worker(queue, lock), { name }));
  for (const dish of ["cup", "bowl", "pan"]) yield* queue.put(dish);
  yield* queue.join();
  for (const task of workers) task.cancel();
  yield* gather(workers, { returnExceptions: true });
  print("all clean");
}

await run(main());
