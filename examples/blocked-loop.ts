import { gather, print, run, sleep } from "tasklab";

function* ticks(name: string) {
  for (let count = 0; count < 3; count += 1) {
    yield* sleep(0.1);
    print(`${name} ${count + 1}`);
  }
}

function* countsApples() {
  print("counting apples");
  // No yield in here: until it is over, nobody else can run.
  const end = performance.now() + 500;
  while (performance.now() < end);
  print("apples counted");
  yield* sleep(0);
}

function* main() {
  yield* gather([ticks("tick"), countsApples()]);
}

await run(main());
