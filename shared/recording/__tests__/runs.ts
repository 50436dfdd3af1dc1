/** Runs to write and read: one with every kind of event, any that a scheduler could take, and any rows at all. */
import * as fc from "fast-check";
import { secondsToBits } from "../../batch";
import type { EventBatch } from "../../batch";
import { BatchBuilder } from "../../batch-builder";
import {
  CancelOrigin,
  Channel,
  EventKind,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  Total,
  WaitReason,
} from "../../events";
import { TaskTable } from "../../reduce";
import { snapshotOf } from "../../snapshot";
import type { RecordedRun, RecordingInfo } from "../recording";

/** A run whose batches can be looked at more than once. */
export type TestRun = RecordedRun & { readonly batches: readonly EventBatch[] };

export const info: RecordingInfo = {
  lab: "0.1.0",
  session: "program",
  program: "two-titles",
  source: 'print("naïve ☃")\n',
  startedAt: "2026-03-01T12:00:00.250Z",
  clock: "real",
  first: 0,
  evictedTasks: 0,
  events: null,
};

export function runOf(events: BatchBuilder, batchLength = events.length): TestRun {
  const batches: EventBatch[] = [];
  for (let from = 0; from < events.length; from += batchLength) {
    batches.push(events.slice(from, Math.min(events.length, from + batchLength)));
  }
  const last = batches.at(-1);
  const endedAt = last === undefined ? 0 : last.time[last.length - 1]! + 0.5;
  return { info: { ...info, events: events.length }, snapshot: null, batches, endedAt };
}

/** `main` creates a task that fetches, one that fails, and one that is cancelled while it sleeps. */
export function exampleRun(): TestRun {
  const events = new BatchBuilder(0);
  const { RESULT, ERROR, CANCELLED } = Outcome;
  const add = (kind: EventKind, time: number, task: number, detail = 0, a = 0, text = "") =>
    events.append(kind, time, task, detail, a, text);
  add(EventKind.PRINTED, 0, 0, Channel.LAB, 0, "two-titles started");
  add(EventKind.TASK_CREATED, 0, 1, 0, 0, "main");
  add(EventKind.TASK_COROUTINE, 0, 1, 0, 0, "main()");
  add(EventKind.TASK_READY, 0, 1);
  add(EventKind.STEP_STARTED, 0.001, 1);
  for (const [task, name] of [
    [2, "fetch"],
    [3, "fail"],
    [4, "nap"],
  ] as const) {
    add(EventKind.TASK_CREATED, 0.002, task, 0, 1, name);
    add(EventKind.TASK_COROUTINE, 0.002, task, 0, 0, `${name}(${task})`);
    add(EventKind.TASK_READY, 0.002, task, 0, 1);
  }
  add(EventKind.TASK_SITE, 0.002, 2, 0, 7, "two-titles.ts");
  add(EventKind.TASK_WAITING, 0.003, 1, WaitReason.TASK, 2, "await fetch");
  add(EventKind.STEP_STARTED, 0.003, 2);
  add(EventKind.REQUEST_STARTED, 0.0035, 2, 0, 1, "GET /posts/1");
  add(EventKind.TASK_LINE, 0.004, 2, 0, 3, "two-titles.ts");
  add(EventKind.TASK_WAITING, 0.004, 2, WaitReason.PROMISE, 0, "GET /posts/1");
  add(EventKind.STEP_STARTED, 0.004, 3);
  add(EventKind.TASK_DONE, 0.005, 3, ERROR, 0, "ValueError: no such post");
  add(EventKind.PRINTED, 0.005, 3, Channel.ERROR, 0, "Task exception was never retrieved");
  add(EventKind.STEP_STARTED, 0.005, 4);
  add(EventKind.TASK_WAITING, 0.006, 4, WaitReason.SLEEP, secondsToBits(0.1), "sleep(0.1)");
  add(EventKind.REQUEST_ENDED, 0.5, 2, RequestOutcome.ANSWERED, 1, "200");
  add(EventKind.TASK_READY, 0.5, 2);
  add(EventKind.STEP_STARTED, 0.501, 2);
  add(EventKind.PRINTED, 0.501, 2, Channel.OUTPUT, 0, 'half a \ud83d pair, \u2028 and "quotes"');
  add(EventKind.TASK_DONE, 0.502, 2, RESULT, 0, "'a title'");
  add(EventKind.TASK_READY, 0.502, 1);
  add(EventKind.STEP_STARTED, 0.503, 1);
  add(EventKind.CANCEL_REQUESTED, 0.503, 4, 0, 1, "enough");
  add(EventKind.TASK_RENAMED, 0.503, 1, 0, 0, "main, after");
  add(EventKind.TASK_READY, 0.503, 4, 0, 1);
  add(EventKind.TASK_WAITING, 0.504, 1, WaitReason.TASK, 4, "await nap");
  add(EventKind.STEP_STARTED, 0.504, 4);
  add(EventKind.CANCEL_DELIVERED, 0.504, 4);
  add(EventKind.TASK_DONE, 0.505, 4, CANCELLED, 0, "CancelledError: enough");
  add(EventKind.TASK_READY, 0.505, 1);
  add(EventKind.REQUEST_STARTED, 0.505, 0, 0, 2, "HEAD /");
  return runOf(events);
}

/** `run` as a log has it that evicted all before event number `first`. */
export function evicted(run: TestRun, first: number): TestRun {
  const before = new TaskTable();
  const rest = new BatchBuilder(first);
  let seq = 0;
  for (const batch of run.batches) {
    for (let index = 0; index < batch.length; index += 1, seq += 1) {
      if (seq < first) before.apply(batch, index);
      else appendRow(rest, batch, index);
    }
  }
  const evictedTasks = before.evictFinished(first).length;
  return {
    ...run,
    info: { ...run.info, first, evictedTasks, events: rest.length },
    snapshot: snapshotOf(before, first),
    batches: rest.length === 0 ? [] : [rest.slice()],
  };
}

function appendRow(to: BatchBuilder, batch: EventBatch, index: number): void {
  const text = batch.text[index]! === 0 ? "" : batch.texts[batch.text[index]! - 1]!;
  to.append(
    batch.kind[index]!,
    batch.time[index]!,
    batch.task[index]!,
    batch.detail[index]!,
    batch.a[index]!,
    text,
  );
}

const uint32 = fc.nat({ max: 0xffff_ffff });
const row = fc.record({
  kind: fc.constantFrom(
    ...Object.values(EventKind).filter((kind) => kind !== EventKind.TASK_CARRIED),
  ),
  pause: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })),
  task: fc.integer({ min: 1, max: 0xffff_ffff }),
  detail: fc.nat({ max: 255 }),
  a: uint32,
  text: fc.string({ unit: "binary", maxLength: 12 }),
});

/** What column `detail` can hold, of the kinds that have words for it. */
export const detailsOf: Partial<Record<number, readonly number[]>> = {
  [EventKind.CANCEL_REQUESTED]: Object.values(CancelOrigin),
  [EventKind.TASK_WAITING]: Object.values(WaitReason),
  [EventKind.TASK_DONE]: Object.values(Outcome),
  [EventKind.PRINTED]: Object.values(Channel),
  [EventKind.REQUEST_ENDED]: Object.values(RequestOutcome),
  [EventKind.TASK_CARRIED]: Object.values(Total),
  [EventKind.RESOURCE_CREATED]: Object.values(ResourceKind),
  [EventKind.RESOURCE_USED]: Object.values(ResourceUse),
  [EventKind.RESOURCE_CARRIED]: Object.values(ResourceTotal),
};

/** Any rows that the format can hold, whatever a scheduler would say to them. */
export const anyRun: fc.Arbitrary<TestRun> = fc
  .record({
    rows: fc.array(row, { maxLength: 60 }),
    first: fc.nat(),
    size: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ rows, first, size }) => {
    const events = new BatchBuilder(first);
    let time = 0;
    let created = 0;
    for (const { kind, pause, task, detail, a, text } of rows) {
      time += pause;
      const details = detailsOf[kind];
      const isCreation = kind === EventKind.TASK_CREATED;
      if (isCreation) created += 1 + (task % 1_000);
      events.append(
        kind,
        time,
        isCreation ? created : task,
        details === undefined ? detail : details[detail % details.length]!,
        isCreation ? a % created : a,
        text,
      );
    }
    const run = runOf(events, size);
    return { ...run, info: { ...run.info, first } };
  });

const happening = fc.record({
  pause: fc.nat({ max: 1_000 }),
  pick: fc.nat(),
  choice: fc.nat({ max: 12 }),
  text: fc.string({ maxLength: 5 }),
});

const RESOURCE_USES = Object.values(ResourceUse).length;
const REASONS = [WaitReason.TASK, WaitReason.GATHER, WaitReason.LOCK, WaitReason.QUEUE_GET];

/** Any run as a scheduler takes it: one task runs at a time, and only what can follow does. */
export const plausibleRun: fc.Arbitrary<TestRun> = fc
  .array(happening, { maxLength: 150 })
  .map((happenings) => {
    const events = new BatchBuilder(0);
    const ready: number[] = [];
    const waiting: number[] = [];
    let running = 0;
    let tasks = 0;
    let requests = 0;
    let time = 0;
    const add = (kind: EventKind, task: number, detail = 0, a = 0, text = "") =>
      events.append(kind, time, task, detail, a, text);
    for (const { pause, pick, choice, text } of happenings) {
      time += pause / 1_000;
      const other = waiting[pick % Math.max(1, waiting.length)] ?? 0;
      if (choice === 0 || tasks === 0) {
        tasks += 1;
        add(EventKind.TASK_CREATED, tasks, 0, running, text);
        if (pick % 2 === 0) add(EventKind.TASK_COROUTINE, tasks, 0, 0, `${text}()`);
        if (pick % 3 === 0) add(EventKind.TASK_SITE, tasks, 0, 1 + (pick % 40), "run.ts");
        add(EventKind.TASK_READY, tasks, 0, running);
        ready.push(tasks);
      } else if (choice === 1) add(EventKind.PRINTED, running, pick % 6, 0, text);
      else if (choice === 2) add(EventKind.TASK_RENAMED, 1 + (pick % tasks), 0, 0, text);
      else if (choice === 3) add(EventKind.REQUEST_STARTED, running, 0, (requests += 1), "GET /");
      else if (choice === 4 && requests > 0) {
        add(EventKind.REQUEST_ENDED, running, pick % 3, 1 + (pick % requests), "404");
      } else if (choice === 12) {
        add(EventKind.RESOURCE_USED, running, pick % RESOURCE_USES, 1 + (pick % 3));
      } else if (choice < 7 && other !== 0) {
        if (choice === 5) add(EventKind.CANCEL_REQUESTED, other, 0, running, text);
        waiting.splice(waiting.indexOf(other), 1);
        add(EventKind.TASK_READY, other, 0, running);
        ready.push(other);
      } else if (running === 0) {
        running = ready.shift() ?? 0;
        if (running !== 0) add(EventKind.STEP_STARTED, running);
        if (running !== 0 && choice === 8) add(EventKind.CANCEL_DELIVERED, running);
      } else if (choice < 9) {
        const isAsleep = pick % 2 === 0;
        if (pick % 3 === 0) add(EventKind.TASK_LINE, running, 0, 1 + (pick % 40), "run.ts");
        const reason = isAsleep ? WaitReason.SLEEP : REASONS[pick % REASONS.length]!;
        const a = isAsleep ? secondsToBits(pause / 7) : 1 + (pick % tasks);
        const isGather = reason === WaitReason.GATHER;
        add(EventKind.TASK_WAITING, running, reason, isGather ? 0 : a, text);
        if (isGather) add(EventKind.WAIT_MEMBERS, running, 1 + (pick % 5), a);
        waiting.push(running);
        running = 0;
      } else if (choice === 9) {
        add(EventKind.TASK_READY, running, 0, running);
        ready.push(running);
        running = 0;
      } else {
        add(EventKind.TASK_DONE, running, pick % 3, 0, text);
        running = 0;
      }
    }
    return runOf(events, 16);
  });

/** All rows as they lie in their columns: also what an event of their kind has no use for. */
export function columnsIn(batches: readonly EventBatch[]): unknown[] {
  return batches.flatMap((batch) =>
    [...batch.time].map((time, index) => ({
      seq: batch.firstSeq + index,
      time,
      kind: batch.kind[index],
      task: batch.task[index],
      detail: batch.detail[index],
      a: batch.a[index],
      text: batch.text[index] === 0 ? "" : batch.texts[batch.text[index]! - 1],
    })),
  );
}

export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}
