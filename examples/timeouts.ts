import {
  createTask,
  print,
  run,
  shield,
  sleep,
  timeout,
  TimeoutError,
  wait,
  waitFor,
} from "tasklab";

function* slow(name: string, seconds: number) {
  try {
    yield* sleep(seconds);
    return `${name} is done`;
  } finally {
    print(`${name} ends`);
  }
}

function onTimeout(error: unknown, sentence: string) {
  if (!(error instanceof TimeoutError)) throw error;
  print(sentence);
}

function* main() {
  yield* timeout(1, function* () {
    print(yield* slow("quick", 0.5));
  });

  // What takes longer is cancelled, and the timeout makes its own error of that.
  try {
    yield* timeout(1, function* () {
      yield* slow("first", 5);
    });
  } catch (error) {
    onTimeout(error, "first took too long");
  }

  // waitFor cancels the task that it made, and waits for its clean-up.
  try {
    yield* waitFor(slow("second", 5), 1);
  } catch (error) {
    onTimeout(error, "second took too long");
  }

  // Of two limits, one within the other, the outer one passes first.
  try {
    yield* timeout(1, function* () {
      yield* timeout(2, function* () {
        yield* slow("third", 5);
      });
    });
  } catch (error) {
    onTimeout(error, "third took too long for the outer limit");
  }

  // A shield keeps the work going; wait only waits, and cancels nobody.
  const work = createTask(slow("fourth", 3), { name: "fourth" });
  try {
    yield* timeout(1, function* () {
      yield* shield(work);
    });
  } catch (error) {
    onTimeout(error, "the fourth goes on");
  }
  const { done, pending } = yield* wait([work], { timeout: 1 });
  print(`${done.size} done, ${pending.size} pending`);
  print(yield* work);
}

await run(main());
