import { createTask, print, run, sleep } from "tasklab";

function* weigh(parcel: string, grams: number) {
  yield* sleep(0.5);
  print(`${parcel}: on the scales`);
  return grams;
}

function* main() {
  const book = createTask(weigh("book", 320), { name: "book" });
  const lamp = createTask(weigh("lamp", 1450), { name: "lamp" });

  // Awaiting a task gives what its coroutine returned.
  const total = (yield* book) + (yield* lamp);
  print(`together: ${total} g`);

  // A task keeps it: it can be asked again, and needs no more time.
  print(`the book once more: ${yield* book} g, result(): ${book.result()} g`);
}

await run(main());
