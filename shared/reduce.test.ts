import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happenings, recordingOf } from "./__tests__/random-runs";
import { eventsOf, secondsToBits } from "./batch";
import type { EventBatch } from "./batch";
import { BatchBuilder } from "./batch-builder";
import { EventKind, Outcome, WaitReason } from "./events";
import { NO_SLOT, ownBytesOf, TaskTable } from "./reduce";
import type { KeptTable } from "./reduce";
import { snapshotOf } from "./snapshot";
import { TaskState } from "./task-state";

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
      cancelling: table.cancelling[slot],
      waitReason: table.waitReason[slot],
      awaited: table.awaited[slot],
      resource: table.resource[slot],
      members: [...table.members.rangesOf(slot)],
      untold: table.members.untoldOf(slot),
      until: table.until[slot],
      name: table.name[slot],
      coroutine: table.coroutine[slot],
      waitLabel: table.waitLabel[slot],
      cancelMessage: table.cancelMessage[slot],
      result: table.result[slot],
      line: table.line[slot],
      file: table.file[slot],
      siteLine: table.siteLine[slot],
      siteFile: table.siteFile[slot],
    });
  }
  expect(tasks.length).toBe(table.size);
  expect(table.countByState.reduce((sum, count) => sum + count, 0)).toBe(table.size);
  tasks.sort((one, other) => one.id! - other.id!);
  const resources = Array.from(table.resources.values(), ({ holders, waiters, ...rest }) => {
    return { ...rest, holders: [...holders], waiters: [...waiters] };
  });
  return [...tasks, ...resources];
}

/** Every column, those that are added later included. */
function columns(table: TaskTable): [string, unknown[]][] {
  return Object.entries(table)
    .filter((entry): entry is [string, ArrayLike<unknown>] => typeof entry[1] === "object")
    .map(([name, column]) => [name, Array.from(column).slice(0, table.slots)]);
}

function tableOf(...batches: EventBatch[]): TaskTable {
  const table = new TaskTable();
  for (const batch of batches) table.applyAll(batch);
  return table;
}

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

  it("takes over what another one holds, and both go on by themselves", () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (story, cutAt) => {
        const events = recordingOf(story);
        const seq = cutAt % (events.length + 1);
        const table = tableOf(events.slice(0, seq));
        table.evictFinished(Math.floor(seq / 2));
        const then = contents(table);
        const kept = new TaskTable();
        kept.copyFrom(table);
        table.applyAll(events.slice(seq));
        expect(contents(kept)).toEqual(then);

        const another = tableOf(events.slice());
        another.copyFrom(kept);
        another.applyAll(events.slice(seq));
        expect(contents(another)).toEqual(contents(table));
        expect(columns(another)).toEqual(columns(table));
      }),
    );
  });

  it("goes back to what it kept, whatever came since", () => {
    fc.assert(
      fc.property(happenings, fc.array(fc.nat(), { maxLength: 5 }), (story, cuts) => {
        const events = recordingOf(story);
        const table = new TaskTable();
        const moments = [];
        let kept: KeptTable | null = null;
        let from = 0;
        for (const cut of cuts.map((one) => one % (events.length + 1)).sort((a, b) => a - b)) {
          table.applyAll(events.slice(from, cut));
          table.evictFinished(Math.floor(cut / 2));
          from = cut;
          kept = table.keep(kept);
          moments.push({ kept, then: contents(table), columns: columns(table), from });
        }
        table.applyAll(events.slice(from));
        for (const moment of moments.reverse()) {
          table.restore(moment.kept);
          expect(contents(table)).toEqual(moment.then);
          expect(columns(table)).toEqual(moment.columns);
          const another = new TaskTable();
          another.restore(moment.kept);
          another.applyAll(events.slice(moment.from));
          table.applyAll(events.slice(moment.from));
          expect(contents(another)).toEqual(contents(table));
        }
      }),
    );
  });

  it("shares with what it kept before whatever has not changed since", () => {
    const events = new BatchBuilder(0);
    for (let task = 1; task <= 10_000; task += 1) {
      events.append(EventKind.TASK_CREATED, 0, task, 0, 0, `task-${task}`);
    }
    const table = tableOf(events.slice());
    const first = table.keep(null);
    const all = ownBytesOf(first, null);
    expect(ownBytesOf(table.keep(first), first)).toBe(0);
    const from = events.length;
    events.append(EventKind.STEP_STARTED, 1, 5_000, 0, 0, "");
    table.applyAll(events.slice(from));
    const second = table.keep(first);
    expect(ownBytesOf(second, first)).toBeGreaterThan(0);
    expect(ownBytesOf(second, first)).toBeLessThan(all / 20);
    table.restore(first);
    expect(table.state[table.slotOf(5_000)]).toBe(TaskState.SCHEDULED);
    table.restore(second);
    expect(table.state[table.slotOf(5_000)]).toBe(TaskState.RUNNING);
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

  it("holds nobody under the number 0, whoever claims to have created that", () => {
    const events = new BatchBuilder(0);
    events.append(EventKind.TASK_CREATED, 0, 0, 0, 0, "nobody");
    events.append(EventKind.STEP_STARTED, 0, 0, 0, 0, "");
    events.append(EventKind.TASK_DONE, 0, 0, Outcome.RESULT, 0, "");
    const table = tableOf(events.slice());
    expect([table.size, table.slotOf(0)]).toEqual([0, NO_SLOT]);
    expect(table.evictFinished(events.length)).toEqual([]);
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
