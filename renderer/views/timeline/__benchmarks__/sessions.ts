import { secondsToBits } from "../../../../shared/batch";
import type { EventBatch } from "../../../../shared/batch";
import { BatchBuilder } from "../../../../shared/batch-builder";
import { EventKind, Outcome, WaitReason } from "../../../../shared/events";

const EVENTS_PER_BATCH = 16_384;
/** Seconds between the events of a turn, on average. */
const PACE = 2e-6;

/**
 * What a program would leave in which `lanes` tasks take `turns` turns: each wakes, runs and waits
 * again, all of them one after the other. Two of three tasks end.
 */
export function roundRobin(lanes: number, turns: number): EventBatch[] {
  const random = generator(7);
  const events = new BatchBuilder(0, 1 << 16);
  let time = 0;
  const add = (kind: number, task: number, detail = 0, a = 0, text = "") => {
    time += PACE * (0.5 + random());
    events.append(kind, time, task, detail, a, text);
  };
  for (let task = 1; task <= lanes; task += 1) {
    add(EventKind.TASK_CREATED, task, 0, task === 1 ? 0 : 1, `task-${task}`);
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (let task = 1; task <= lanes; task += 1) {
      add(EventKind.TASK_READY, task);
      add(EventKind.STEP_STARTED, task);
      if (turn === turns - 1 && task % 3 !== 1) {
        add(EventKind.TASK_DONE, task, task % 7 === 0 ? Outcome.ERROR : Outcome.RESULT, 0, "42");
      } else if (turn % 2 === 0) {
        add(EventKind.TASK_WAITING, task, WaitReason.SLEEP, secondsToBits(0.1), "sleep(0.1)");
      } else {
        const text = `GET /posts/${(task % 100) + 1}`;
        add(EventKind.TASK_WAITING, task, WaitReason.PROMISE, 0, text);
      }
    }
  }
  return Array.from({ length: Math.ceil(events.length / EVENTS_PER_BATCH) }, (_, index) => {
    const from = index * EVENTS_PER_BATCH;
    return events.slice(from, Math.min(events.length, from + EVENTS_PER_BATCH));
  });
}

/** Numbers from 0 to 1 that are the same in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
