import {
  Barrier,
  Condition,
  createTask,
  Event,
  gather,
  Lock,
  print,
  Queue,
  run,
  Semaphore,
  sleep,
  taskGroup,
  wait,
} from "tasklab";
import type { TaskGroup } from "tasklab";

function* washes(name: string, sink: Lock) {
  yield* sink.with(function* () {
    yield* sleep(1);
    print(`${name} has washed up`);
  });
}

function* parks(name: string, places: Semaphore) {
  yield* places.with(function* () {
    yield* sleep(1);
    print(`${name} leaves the car park`);
  });
}

function* starts(name: string, signal: Event) {
  yield* signal.wait();
  print(`${name} runs`);
}

function* meets(name: string, seconds: number, table: Barrier) {
  yield* sleep(seconds);
  yield* table.wait();
  print(`${name} eats`);
}

function* eats(plate: Condition, shelf: string[]) {
  yield* plate.with(function* () {
    while (shelf.length === 0) {
      yield* plate.wait();
    }
    print(`eaten: ${shelf.pop()}`);
  });
}

function* bakes(queue: Queue<string>) {
  for (const bread of ["rye", "oat", "pita"]) {
    yield* queue.put(bread);
  }
}

function* sells(queue: Queue<string>) {
  for (;;) {
    const bread = yield* queue.get();
    yield* sleep(0.5);
    print(`sold: ${bread}`);
    queue.taskDone();
  }
}

function* main() {
  // A lock: one at a time, in the order of asking.
  const sink = new Lock();
  yield* gather([washes("ann", sink), washes("bob", sink)]);

  // A semaphore: so many at a time.
  const places = new Semaphore(2);
  yield* gather([parks("red", places), parks("blue", places), parks("green", places)]);

  // An event: everybody waits for one signal.
  const signal = new Event();
  yield* taskGroup(function* (group: TaskGroup) {
    group.createTask(starts("hare", signal), { name: "hare" });
    group.createTask(starts("hedgehog", signal), { name: "hedgehog" });
    yield* sleep(1);
    signal.set();
  });

  // A barrier: nobody begins before all are there.
  const table = new Barrier(2);
  yield* gather([meets("early", 1, table), meets("late", 2, table)]);

  // A condition: a lock, and news of what it guards.
  const plate = new Condition();
  const shelf: string[] = [];
  const eater = createTask(eats(plate, shelf), { name: "eater" });
  yield* sleep(1);
  yield* plate.with(function* () {
    shelf.push("cake");
    plate.notify();
  });
  yield* eater;

  // A queue of one place: the baker waits for the seller, and the seller for the baker.
  const queue = new Queue<string>(1);
  const seller = createTask(sells(queue), { name: "seller" });
  yield* bakes(queue);
  yield* queue.join();
  seller.cancel();
  yield* wait([seller]);
}

await run(main());
