import { createTask, gather, getRunningLoop, Queue, sleep } from "../../scheduler";
import { print } from "../tools";

export function* produce(queue: Queue<number>) {
  for (let item = 1; item <= 8; item += 1) {
    // Waits while the queue is full: the producer is no faster than its consumers.
    yield* queue.put(item);
    print(`put ${item}`);
  }
}

export function* consume(queue: Queue<number>, name: string) {
  for (;;) {
    const item = yield* queue.get();
    yield* sleep(0.5);
    print(`${name} is done with ${item}`);
    queue.taskDone();
  }
}

export function* main() {
  const loop = getRunningLoop();
  const start = loop.time();
  const queue = new Queue<number>(2);
  queue.name = "the belt";

  const consumers = ["left", "right"].map((name) => createTask(consume(queue, name), { name }));
  const producer = createTask(produce(queue), { name: "producer" });
  yield* producer;

  // All is put; now until all is done. The consumers would wait for more for ever.
  yield* queue.join();
  for (const consumer of consumers) consumer.cancel();
  yield* gather(consumers, { returnExceptions: true });

  print(`8 items: took ${(loop.time() - start).toFixed(2)} s`);
}
