import { expect, it } from "vitest";
import { record } from "./__tests__/record";
import {
  captureCallGraph,
  createTask,
  formatCallGraph,
  gather,
  getRunningLoop,
  shield,
  sleep,
  taskGroup,
  wait,
} from "./index";
import type { Awaitable, Coroutine, Task } from "./index";

it("shows who waits for whom: directly, and through gather, wait, shield and groups", async () => {
  const { outcome } = await record(function* () {
    const leaf = createTask(sleep(9), { name: "leaf" });
    createTask(
      waitingFor(() => leaf),
      { name: "direct" },
    );
    createTask(
      waitingFor(() => gather([leaf, sleep(9)])),
      { name: "gatherer" },
    );
    createTask(wait([leaf]), { name: "waiter" });
    createTask(
      waitingFor(() => shield(leaf)),
      { name: "shielder" },
    );
    createTask(
      taskGroup(function* (group) {
        group.createTask(sleep(9), { name: "member" });
      }),
      { name: "grouper" },
    );
    yield* sleep(1);
    return formatCallGraph().split("\n");
  });
  expect(outcome).toEqual({
    value: [
      "Task-1",
      "direct",
      "└── leaf",
      "gatherer",
      "├── leaf (see above)",
      "└── Task-2",
      "waiter",
      "└── leaf (see above)",
      "shielder",
      "└── leaf (see above)",
      "grouper",
      "└── member",
    ],
  });
});

it("shows a circle where it closes", async () => {
  const { outcome } = await record(function* () {
    const second = getRunningLoop().createFuture<Task<unknown>>();
    const a: Task<unknown> = createTask(
      (function* () {
        yield* yield* second;
      })(),
      { name: "a" },
    );
    const b = createTask(
      waitingFor(() => a),
      { name: "b" },
    );
    second.setResult(b);
    yield* sleep(1);
    const text = formatCallGraph();
    const { length } = captureCallGraph();
    a.cancel();
    yield* wait([a, b]);
    return [length, ...text.split("\n")];
  });
  expect(outcome).toEqual({ value: [2, "Task-1", "a", "└── b", "    └── a (a circle)"] });
});

it("follows a chain that is longer than the native stack", async () => {
  const { outcome } = await record(function* () {
    let task: Task<unknown> = createTask(sleep(9));
    for (let level = 0; level < 20_000; level++) {
      const awaited = task;
      task = createTask(waitingFor(() => awaited));
    }
    yield* sleep(1);
    let depth = 0;
    for (let node = captureCallGraph()[1]; node !== undefined; node = node.waitsFor[0]) depth++;
    yield* task;
    return depth;
  });
  expect(outcome).toEqual({ value: 20_001 });
});

it("a task knows who waits for it, as long as it is pending", async () => {
  const { outcome } = await record(function* () {
    const leaf = createTask(sleep(1));
    const waiter = createTask(waitingFor(() => leaf));
    yield* sleep(0);
    const during = leaf.awaitedBy.has(waiter);
    yield* waiter;
    return [during, leaf.awaitedBy.size];
  });
  expect(outcome).toEqual({ value: [true, 0] });
});

function* waitingFor(make: () => Awaitable<unknown>): Coroutine<void> {
  yield* make();
}
