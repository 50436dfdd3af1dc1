import { CancelledError, createTask, currentTask, print, run, sleep } from "tasklab";
import type { Task } from "tasklab";

function* guest(name: string) {
  try {
    yield* sleep(60);
  } finally {
    // The clean-up may wait too: whoever awaits this task waits for it.
    yield* sleep(0.5);
    print(`${name} has tidied up`);
  }
}

function* waitsFor(task: Task<void>) {
  // A cancel goes on to what is awaited.
  yield* task;
}

function* stubborn() {
  try {
    yield* sleep(60);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    print("not now");
  }
  yield* sleep(0.25);
  return "stayed";
}

function* forgiving() {
  try {
    yield* sleep(60);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    const left = currentTask()!.uncancel();
    print(`taken back, ${left} left`);
  }
  return "went on";
}

function* main() {
  const ann = createTask(guest("ann"), { name: "ann" });
  const friend = createTask(waitsFor(ann), { name: "friend" });
  const bob = createTask(stubborn(), { name: "bob" });
  const eve = createTask(forgiving(), { name: "eve" });
  const early = createTask(guest("early"), { name: "early" });
  early.cancel();
  yield* sleep(0.1);

  friend.cancel("closing time");
  bob.cancel();
  eve.cancel();
  try {
    yield* friend;
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    print(`friend: ${error.message}`);
  }
  print(`bob ${yield* bob}, eve ${yield* eve}`);
  print(`early was cancelled: ${early.cancelled()}`);
}

await run(main());
