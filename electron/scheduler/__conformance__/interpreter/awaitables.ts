import {
  ALL_COMPLETED,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  gather,
  shield,
  sleep,
  wait,
  waitFor,
} from "../../index";
import type { Awaitable as SchedulerAwaitable, Coroutine, Future } from "../../index";
import type { Awaitable } from "../program";
import { runCoroutine } from "./statements";
import { newFrame } from "./world";
import type { Frame, World } from "./world";

const RETURN_WHEN = { ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION } as const;

/** What an expression of a program means. */
export function make(world: World, frame: Frame, value: Awaitable): SchedulerAwaitable<unknown> {
  switch (value.kind) {
    case "slot":
      return world.slots.get(value.slot) ?? sleep(0);
    case "coroutine":
      return runCoroutine(world, newFrame(frame.parent), value.body);
    case "sleep":
      return sleep(value.delay, value.result);
    case "gather":
      return gather(
        value.of.map((child) => make(world, frame, child)),
        { returnExceptions: value.returnExceptions },
      );
    case "wait": {
      const futures = value.slots.flatMap((slot) => world.slots.get(slot) ?? []);
      return sortedWait(world, futures, value.timeout, value.returnWhen);
    }
    case "waitFor":
      return waitFor(make(world, frame, value.of), value.timeout);
    case "shield":
      return shield(make(world, frame, value.of));
    case "acquire":
      return world.holdables[value.what].acquire();
    case "eventWait":
      return world.event.wait();
    case "conditionWait":
      return world.condition.wait();
    case "conditionWaitFor":
      return world.condition.waitFor(predicate(world, value.calls));
    case "barrierWait":
      return world.barrier.wait();
    case "barrierReset":
      return world.barrier.reset();
    case "barrierAbort":
      return world.barrier.abort();
    case "put":
      return world.queues[value.queue].put(value.item);
    case "get":
      return world.queues[value.queue].get();
    case "join":
      return world.queues[value.queue].join();
  }
}

function* sortedWait(
  world: World,
  futures: readonly Future<unknown>[],
  timeout: number | null,
  returnWhen: keyof typeof RETURN_WHEN,
): Coroutine<unknown> {
  const options = { timeout, returnWhen: RETURN_WHEN[returnWhen] };
  const { done, pending } = yield* wait(futures, options);
  const labels = (set: Iterable<Future<unknown>>) =>
    Array.from(set, (future) => world.label(future)).sort();
  return [labels(done), labels(pending)];
}

function predicate(world: World, calls: number): () => boolean {
  let asked = 0;
  return () => {
    asked += 1;
    world.record(0, "predicate", asked);
    return asked >= calls;
  };
}
