import { CancelledError, ExceptionGroup, print, run, sleep, taskGroup } from "tasklab";
import type { TaskGroup } from "tasklab";

function* painter(room: string, seconds: number) {
  try {
    yield* sleep(seconds);
    print(`${room} is painted`);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    print(`${room} stays half painted`);
    // Cleaning the brushes takes a while.
    yield* sleep(0.5);
    throw error;
  }
}

function* falls(seconds: number) {
  yield* sleep(seconds);
  throw new RangeError("the ladder broke");
}

function report(error: unknown) {
  if (!(error instanceof ExceptionGroup)) throw error;
  const messages = error.exceptions.map((one) => (one as Error).message);
  print(`the group failed: ${messages.join(", ")}`);
}

function* main() {
  try {
    yield* taskGroup(function* (group: TaskGroup) {
      group.createTask(painter("hall", 1), { name: "hall" });
      group.createTask(falls(2), { name: "ladder" });
      group.createTask(painter("kitchen", 9), { name: "kitchen" });
      print("three at work");
    });
  } catch (error) {
    report(error);
  }

  // The body itself may fail: then everybody goes home.
  try {
    yield* taskGroup(function* (group: TaskGroup) {
      group.createTask(painter("stairs", 9), { name: "stairs" });
      yield* sleep(1);
      throw new RangeError("no more paint");
    });
  } catch (error) {
    report(error);
  }
}

await run(main());
