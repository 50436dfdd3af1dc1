import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsOf, secondsToBits } from "./batch";
import type { EventBatch } from "./batch";
import { BatchBuilder } from "./batch-builder";
import { EventKind, Outcome, WaitReason } from "./events";
import { NO_SLOT, TaskTable } from "./reduce";
import { snapshotOf } from "./snapshot";
import { isDone, TaskState } from "./task-state";

const { SCHEDULED, READY, RUNNING, WAITING } = TaskState;

/** Everything that a table says about its tasks, by id. `doneSeq` is left out: a snapshot gives a task that is over another number. */
function contents(table: TaskTable): unknown[] {
  const tasks = [];
  for (let slot = 0; slot < table.slots; slot += 1) {
    if (table.id[slot] === 0) continue;
    expect(table.slotOf(table.id[slot]!)).toBe(slot);
    tasks.push({
      id: table.id[slot],
      creator: table.creator[slot],
      state: table.state[slot],
      createdAt: table.createdAt[slot],
      since: table.since[slot],
      ran: table.ran[slot],
      ready: table.ready[slot],
      waited: table.waited[slot],
      steps: table.steps[slot],
      cancels: table.cancels[slot],
      waitReason: table.waitReason[slot],
      awaited: table.awaited[slot],
      until: table.until[slot],
      name: table.name[slot],
      coroutine: table.coroutine[slot],
      waitLabel: table.waitLabel[slot],
      cancelMessage: table.cancelMessage[slot],
      result: table.result[slot],
    });
  }
  expect(tasks.length).toBe(table.size);
  expect(table.countByState.reduce((sum, count) => sum + count, 0)).toBe(table.size);
  return tasks.sort((one, other) => one.id! - other.id!);
}

function tableOf(...batches: EventBatch[]): TaskTable {
  const table = new TaskTable();
  for (const batch of batches) table.applyAll(batch);
  return table;
}

/** One thing that happens to one of the tasks there are: which, is decided when it happens. */
const happening = fc.record({
  pause: fc.nat({ max: 1_000 }),
  pick: fc.nat(),
  choice: fc.nat({ max: 9 }),
  text: fc.string({ maxLength: 5 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Tasks as a scheduler has them: only what can follow on a task's state happens to it. */
function recordingOf(happenings: readonly Happening[]): BatchBuilder {
  const events = new BatchBuilder(0, 1);
  const states: TaskState[] = [];
  let time = 0;
  for (const { pause, pick, choice, text } of happenings) {
    time += pause / 1_000;
    const index = choice === 9 ? states.length : pick % (states.length + 1);
    const task = index + 1;
    const other = (pick % (states.length + 1)) + 1;
    const append = (kind: number, detail = 0, a = 0, words = "") =>
      events.append(kind, time, task, detail, a, words);
    const state = states[index];
    if (state === undefined) {
      append(EventKind.TASK_CREATED, 0, choice, `task ${text}`);
      if (choice % 2 === 0) append(EventKind.TASK_COROUTINE, 0, 0, text);
      append(EventKind.TASK_READY);
      states.push(SCHEDULED);
    } else if (choice === 8) append(EventKind.TASK_RENAMED, 0, 0, text);
    else if (choice === 7) append(EventKind.PRINTED, 0, 0, text);
    else if (isDone(state)) continue;
    else if (choice === 6) append(EventKind.CANCEL_REQUESTED, 0, other, text);
    else if (state === WAITING) {
      append(EventKind.TASK_READY, 0, other);
      states[index] = READY;
    } else if (state === SCHEDULED || state === READY) {
      append(EventKind.STEP_STARTED);
      states[index] = RUNNING;
    } else if (choice === 0) {
      append(EventKind.TASK_DONE, pick % 3, 0, text);
      states[index] = ([TaskState.FINISHED, TaskState.FAILED, TaskState.CANCELLED] as const)[
        pick % 3
      ]!;
    } else if (choice === 1) {
      append(EventKind.TASK_READY, 0, task);
      states[index] = READY;
    } else {
      const asleep = choice < 4;
      append(
        EventKind.TASK_WAITING,
        asleep ? WaitReason.SLEEP : WaitReason.TASK,
        asleep ? secondsToBits((pick % 10_000) / 100) : other,
        text,
      );
      states[index] = WAITING;
    }
  }
  return events;
}

const happenings = fc.array(happening, { maxLength: 200 });

describe("the task table", () => {
  it("is the same from a snapshot at any event and what follows, as from all events", () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (story, cutAt) => {
        const events = recordingOf(story);
        const seq = cutAt % (events.length + 1);
        const snapshot = snapshotOf(tableOf(events.slice(0, seq)), seq);
        expect(snapshot.firstSeq + snapshot.length).toBe(seq);

        const whole = tableOf(events.slice());
        const rebuilt = tableOf(snapshot, events.slice(seq));

        expect(contents(rebuilt)).toEqual(contents(whole));
        // What had ended by then can be let go by the same number in both.
        expect(rebuilt.evictFinished(seq).sort()).toEqual(whole.evictFinished(seq).sort());
        expect(contents(rebuilt)).toEqual(contents(whole));
      }),
      { numRuns: 300 },
    );
  });

  it("does not depend on how the events are cut into batches", () => {
    fc.assert(
      fc.property(happenings, fc.integer({ min: 1, max: 7 }), (story, size) => {
        const events = recordingOf(story);
        const batches: EventBatch[] = [];
        for (let from = 0; from < events.length; from += size) {
          batches.push(events.slice(from, Math.min(events.length, from + size)));
        }
        expect(contents(tableOf(...batches))).toEqual(contents(tableOf(events.slice())));
        expect(batches.flatMap((batch) => [...eventsOf(batch)])).toEqual([
          ...eventsOf(events.slice()),
        ]);
      }),
      { numRuns: 100 },
    );
  });

  it("adds up the times in each state", () => {
    const events = new BatchBuilder(0);
    events.append(EventKind.TASK_CREATED, 1, 7, 0, 0, "nap");
    events.append(EventKind.TASK_READY, 1, 7, 0, 0, "");
    events.append(EventKind.STEP_STARTED, 1.5, 7, 0, 0, "");
    events.append(EventKind.TASK_WAITING, 1.75, 7, WaitReason.SLEEP, secondsToBits(2), "sleep(2)");
    const table = tableOf(events.slice());
    expect(table.until[0]).toBe(3.75);
    events.append(EventKind.TASK_READY, 3.75, 7, 0, 0, "");
    events.append(EventKind.STEP_STARTED, 4, 7, 0, 0, "");
    events.append(EventKind.TASK_DONE, 4.5, 7, Outcome.RESULT, 0, "1");
    table.applyAll(events.slice(4));
    expect(contents(table)).toEqual([
      expect.objectContaining({
        state: TaskState.FINISHED,
        since: 4.5,
        ready: 0.75,
        ran: 0.75,
        waited: 2,
        steps: 2,
        until: NaN,
        result: "1",
      }),
    ]);
    expect(table.doneSeq[0]).toBe(6);
  });

  it("lets finished tasks go whole and uses their slots again", () => {
    const table = new TaskTable();
    const events = new BatchBuilder(0);
    for (const task of [1, 2, 3]) events.append(EventKind.TASK_CREATED, 0, task, 0, 0, `t${task}`);
    events.append(EventKind.TASK_DONE, 1, 1, Outcome.ERROR, 0, "Error");
    events.append(EventKind.TASK_DONE, 1, 2, Outcome.CANCELLED, 0, "");
    table.applyAll(events.slice());

    expect(table.evictFinished(4)).toEqual([1]);
    expect(table.slotOf(1)).toBe(NO_SLOT);
    expect(table.evictFinished(5)).toEqual([2]);
    expect(table.size).toBe(1);

    events.append(EventKind.TASK_CREATED, 2, 4, 0, 0, "t4");
    events.append(EventKind.STEP_STARTED, 2, 1, 0, 0, "");
    table.applyAll(events.slice(5));
    expect(table.slots).toBe(3);
    expect(contents(table).map((task) => (task as { name: string }).name)).toEqual(["t3", "t4"]);
  });
});
