import { createTask, Lock, print, run, sleep, wait } from "tasklab";

function* paints(name: string, first: Lock, second: Lock) {
  yield* first.with(function* () {
    yield* sleep(0.1);
    // Each has what the other one waits for.
    yield* second.with(function* () {
      print(`${name} paints`);
    });
  });
}

function* main() {
  const brush = new Lock();
  brush.name = "the brush";
  const ladder = new Lock();
  ladder.name = "the ladder";
  const ann = createTask(paints("ann", brush, ladder), { name: "ann" });
  const bob = createTask(paints("bob", ladder, brush), { name: "bob" });
  yield* wait([ann, bob], { timeout: 1 });
  print("nobody paints");

  // One of them has to let go.
  bob.cancel();
  yield* wait([ann, bob]);
}

await run(main());
