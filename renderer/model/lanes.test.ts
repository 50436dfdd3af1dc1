import { describe, expect, it } from "vitest";
import { secondsToBits } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import { BatchBuilder } from "../../shared/batch-builder";
import { EventKind, Outcome, WaitReason } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { NEXT_ACTION } from "../../shared/session";
import { snapshotOf } from "../../shared/snapshot";
import { LaneState } from "./lane-code";
import { MarkKind, MAX_MARKS_PER_LANE, NO_MARK } from "./lane-marks";
import { LaneReader } from "./lane-reader";
import { Lanes, NO_LANE } from "./lanes";

type Row = readonly [kind: number, time: number, task: number, more?: More];
interface More {
  readonly detail?: number;
  readonly a?: number;
  readonly text?: string;
}

function batchOf(rows: readonly Row[], firstSeq = 0): EventBatch {
  const builder = new BatchBuilder(firstSeq);
  for (const [kind, time, task, more = {}] of rows) {
    builder.append(kind, time, task, more.detail ?? 0, more.a ?? 0, more.text ?? "");
  }
  return builder.slice();
}

function lanesOf(...rows: Row[]): Lanes {
  const lanes = new Lanes();
  lanes.apply(batchOf(rows));
  return lanes;
}

function readerOf(lanes: Lanes, task: number): LaneReader {
  const reader = new LaneReader();
  lanes.read(lanes.laneOf(task), reader);
  return reader;
}

/** A lane as [state, start] pairs. */
function intervalsOf(lanes: Lanes, task: number): [LaneState, number][] {
  const reader = readerOf(lanes, task);
  return Array.from({ length: reader.count }, (_, index) => [
    reader.state(index),
    reader.start(index),
  ]);
}

const created = (time: number, task: number, creator = 0): Row => [
  EventKind.TASK_CREATED,
  time,
  task,
  { a: creator, text: `task-${task}` },
];
const ready = (time: number, task: number, by = 0): Row => [
  EventKind.TASK_READY,
  time,
  task,
  { a: by },
];
const step = (time: number, task: number): Row => [EventKind.STEP_STARTED, time, task];
const waits = (time: number, task: number, reason: WaitReason, more: More = {}): Row => [
  EventKind.TASK_WAITING,
  time,
  task,
  { detail: reason, ...more },
];
const done = (time: number, task: number, outcome: Outcome = Outcome.RESULT): Row => [
  EventKind.TASK_DONE,
  time,
  task,
  { detail: outcome, text: "42" },
];

describe("a lane", () => {
  it("goes through the states of a task's life, each beginning where the one before ends", () => {
    const lanes = lanesOf(
      created(1, 1),
      ready(1, 1),
      step(2, 1),
      waits(3, 1, WaitReason.SLEEP, { a: secondsToBits(1) }),
      ready(4, 1),
      step(5, 1),
      done(6, 1),
    );
    expect(intervalsOf(lanes, 1)).toEqual([
      [LaneState.SCHEDULED, 1],
      [LaneState.RUNNING, 2],
      [LaneState.WAITING, 3],
      [LaneState.READY, 4],
      [LaneState.RUNNING, 5],
      [LaneState.FINISHED, 6],
    ]);
    const reader = readerOf(lanes, 1);
    expect(reader.end(1, 99)).toBe(3);
    expect(reader.over).toBe(true);
    expect(reader.lastTime(99)).toBe(6);
  });

  it("is open to now while its task is pending", () => {
    const reader = readerOf(lanesOf(created(0, 1), step(1, 1)), 1);
    expect(reader.over).toBe(false);
    expect(reader.lastTime(7.5)).toBe(7.5);
  });

  it("stays scheduled, and not ready, until its first step", () => {
    const lanes = lanesOf(created(0, 1), ready(0, 1), ready(0.5, 1));
    expect(intervalsOf(lanes, 1)).toEqual([[LaneState.SCHEDULED, 0]]);
  });

  it("goes from scheduled to cancelled when it is cancelled before it ran", () => {
    const lanes = lanesOf(created(0, 1), ready(0, 1), done(1, 1, Outcome.CANCELLED));
    expect(intervalsOf(lanes, 1)).toEqual([
      [LaneState.SCHEDULED, 0],
      [LaneState.CANCELLED, 1],
    ]);
  });

  it("tells an error from a result", () => {
    const lanes = lanesOf(created(0, 1), step(0, 1), done(1, 1, Outcome.ERROR));
    expect(readerOf(lanes, 1).state(2)).toBe(LaneState.FAILED);
  });

  it("is ready after a step that yielded once, and knows who woke it", () => {
    const lanes = lanesOf(created(0, 1), step(1, 1), ready(2, 1, 7));
    const reader = readerOf(lanes, 1);
    expect(reader.state(2)).toBe(LaneState.READY);
    expect(reader.a(2)).toBe(7);
  });

  it("keeps what it waits for: the reason, its number and its words", () => {
    const lanes = lanesOf(
      created(0, 1),
      step(1, 1),
      waits(2, 1, WaitReason.TASK, { a: 9, text: "await title-1" }),
    );
    const reader = readerOf(lanes, 1);
    expect(reader.reason(2)).toBe(WaitReason.TASK);
    expect(reader.a(2)).toBe(9);
    expect(lanes.text(reader.text(2))).toBe("await title-1");
  });

  it("never goes back in time, even if a clock did", () => {
    const lanes = lanesOf(created(5, 1), step(4, 1));
    expect(intervalsOf(lanes, 1)[1]).toEqual([LaneState.RUNNING, 5]);
  });

  it("takes in nothing after its task's end", () => {
    const lanes = lanesOf(created(0, 1), done(1, 1), step(2, 1));
    expect(readerOf(lanes, 1).count).toBe(2);
  });

  it("goes on from batch to batch, whose texts are numbered anew in each", () => {
    const lanes = new Lanes();
    lanes.apply(
      batchOf([created(0, 1), step(0, 1), waits(1, 1, WaitReason.PROMISE, { text: "GET /a" })]),
    );
    lanes.apply(batchOf([step(2, 1), waits(3, 1, WaitReason.PROMISE, { text: "GET /b" })], 3));
    const reader = readerOf(lanes, 1);
    expect(lanes.text(reader.text(2))).toBe("GET /a");
    expect(lanes.text(reader.text(4))).toBe("GET /b");
  });

  it("keeps where cancels were requested and delivered", () => {
    const lanes = lanesOf(
      created(0, 1),
      step(0, 1),
      [EventKind.CANCEL_REQUESTED, 1, 1, { a: 3, text: "too slow" }],
      [EventKind.CANCEL_DELIVERED, 2, 1],
    );
    const { marks } = lanes;
    const first = lanes.firstMark(lanes.laneOf(1));
    expect(marks.kind[first]).toBe(MarkKind.CANCEL_REQUESTED);
    expect([marks.time[first], marks.by[first]]).toEqual([1, 3]);
    expect(lanes.text(marks.text[first]!)).toBe("too slow");
    const second = marks.next[first]!;
    expect([marks.kind[second], marks.time[second]]).toEqual([MarkKind.CANCEL_DELIVERED, 2]);
    expect(marks.next[second]).toBe(-1);
  });

  it("keeps a bounded number of marks", () => {
    const cancels = Array.from({ length: MAX_MARKS_PER_LANE + 10 }, (_, index): Row => [
      EventKind.CANCEL_REQUESTED,
      index,
      1,
    ]);
    const lanes = lanesOf(created(0, 1), ...cancels);
    let count = 0;
    let mark = lanes.firstMark(lanes.laneOf(1));
    for (; mark !== NO_MARK; mark = lanes.marks.next[mark]!) count += 1;
    expect(count).toBe(MAX_MARKS_PER_LANE);
  });
});

describe("a snapshot", () => {
  function restored(...rows: Row[]): Lanes {
    const table = new TaskTable();
    table.applyAll(batchOf(rows));
    const lanes = new Lanes();
    lanes.apply(snapshotOf(table, 1_000));
    return lanes;
  }

  it("gives a waiting task's creation and present state, and says that the rest is not recorded", () => {
    const lanes = restored(
      created(1, 1),
      step(2, 1),
      waits(3, 1, WaitReason.PROMISE, { text: "GET /posts/1" }),
      step(5, 1),
      waits(8, 1, WaitReason.PROMISE, { text: "GET /posts/2" }),
    );
    expect(intervalsOf(lanes, 1)).toEqual([
      [LaneState.UNRECORDED, 1],
      [LaneState.WAITING, 8],
    ]);
    expect(lanes.text(readerOf(lanes, 1).text(1))).toBe("GET /posts/2");
  });

  it("invents no step for a task that is ready", () => {
    const lanes = restored(created(1, 1), step(2, 1), waits(3, 1, WaitReason.FUTURE), ready(6, 1));
    expect(intervalsOf(lanes, 1)).toEqual([
      [LaneState.UNRECORDED, 1],
      [LaneState.READY, 6],
    ]);
  });

  it("gives back the end of a task that is over", () => {
    const lanes = restored(created(1, 1), step(2, 1), done(3, 1, Outcome.ERROR));
    expect(intervalsOf(lanes, 1)).toEqual([
      [LaneState.UNRECORDED, 1],
      [LaneState.FAILED, 3],
    ]);
  });

  it("leaves a task scheduled that never ran", () => {
    expect(intervalsOf(restored(created(1, 1), ready(1, 1)), 1)).toEqual([
      [LaneState.SCHEDULED, 1],
    ]);
    expect(intervalsOf(restored(created(1, 1), done(4, 1, Outcome.CANCELLED)), 1)).toEqual([
      [LaneState.SCHEDULED, 1],
      [LaneState.CANCELLED, 4],
    ]);
  });

  it("shows no cancel at a time that is not that of the request", () => {
    const lanes = restored(created(1, 1), step(2, 1), waits(3, 1, WaitReason.SLEEP), [
      EventKind.CANCEL_REQUESTED,
      7,
      1,
    ]);
    expect(lanes.firstMark(lanes.laneOf(1))).toBe(NO_MARK);
    lanes.apply(batchOf([[EventKind.CANCEL_REQUESTED, 9, 1]], 1_000));
    expect(lanes.marks.time[lanes.firstMark(lanes.laneOf(1))]).toBe(9);
  });

  it("is added to by the events that follow", () => {
    const lanes = restored(created(1, 1), step(2, 1), waits(3, 1, WaitReason.FUTURE));
    lanes.apply(batchOf([ready(9, 1), step(10, 1), done(11, 1)], 1_000));
    expect(intervalsOf(lanes, 1).map(([state]) => state)).toEqual([
      LaneState.UNRECORDED,
      LaneState.WAITING,
      LaneState.READY,
      LaneState.RUNNING,
      LaneState.FINISHED,
    ]);
  });

  it("replaces everything after a reset", () => {
    const lanes = lanesOf(created(0, 1), created(0, 2), step(0, 2));
    lanes.reset();
    lanes.apply(batchOf([created(3, 2)]));
    expect(lanes.laneOf(1)).toBe(NO_LANE);
    expect(intervalsOf(lanes, 2)).toEqual([[LaneState.SCHEDULED, 3]]);
    expect([lanes.size, lanes.intervals]).toEqual([1, 1]);
  });
});

describe("eviction", () => {
  it("lets lanes go whole, and later events of their tasks change nothing", () => {
    const lanes = lanesOf(created(0, 1), created(0, 2), done(1, 1));
    lanes.evict([1, 77]);
    lanes.apply(batchOf([step(2, 1)], 3));
    expect(lanes.laneOf(1)).toBe(NO_LANE);
    expect([lanes.size, lanes.intervals]).toEqual([1, 1]);
  });

  it("uses the memory again: rounds of tasks that come and go take no more", () => {
    const lanes = new Lanes();
    let bytes = 0;
    for (let round = 0; round < 50; round += 1) {
      const rows: Row[] = [];
      const tasks = Array.from({ length: 400 }, (_, index) => round * 400 + index + 1);
      for (const task of tasks) {
        rows.push(created(round, task));
        for (let count = 0; count < (task % 7) * 6; count += 1) rows.push(step(round, task));
        rows.push([EventKind.CANCEL_REQUESTED, round, task], done(round, task));
      }
      lanes.apply(batchOf(rows));
      lanes.evict(tasks);
      if (round === 0) ({ bytes } = lanes);
    }
    expect(lanes.bytes).toBe(bytes);
    expect(lanes.intervals).toBe(0);
    expect(lanes.marks.time.length).toBeLessThanOrEqual(512);
  });

  it("lets go of texts that no lane uses any more, and keeps the others readable", () => {
    const lanes = lanesOf(
      created(0, 1),
      step(0, 1),
      waits(0, 1, WaitReason.LOCK, { text: "lock a" }),
      [EventKind.CANCEL_REQUESTED, 1, 1, { text: "message" }],
    );
    for (let round = 0; round < 3; round += 1) {
      const tasks = Array.from({ length: 3_000 }, (_, index) => 2 + round * 3_000 + index);
      lanes.apply(
        batchOf(
          tasks.flatMap((task) => [
            created(1, task),
            step(1, task),
            waits(1, task, WaitReason.LOCK, { text: `lock of ${task}` }),
          ]),
        ),
      );
      lanes.evict(tasks);
    }
    const reader = readerOf(lanes, 1);
    expect(lanes.text(reader.text(2))).toBe("lock a");
    expect(reader.text(2)).toBeLessThan(10);
    expect(lanes.text(lanes.marks.text[lanes.firstMark(lanes.laneOf(1))]!)).toBe("message");
  });

  it("forgets the older half of a lane that grows without end, and shows that it did", () => {
    const lanes = new Lanes(10_000);
    // A long lane that is gone is not taken for the longest.
    const gone = Array.from({ length: 9_000 }, (_, index) => step(index, 9));
    lanes.apply(batchOf([created(0, 9), ...gone]));
    lanes.evict([9]);
    const rows: Row[] = [created(0, 1), created(0, 2), step(0, 2)];
    for (let index = 0; index < 15_000; index += 1) {
      rows.push(index % 2 === 0 ? step(index + 1, 1) : waits(index + 1, 1, WaitReason.FUTURE));
    }
    lanes.apply(batchOf(rows));
    expect(lanes.intervals).toBeLessThanOrEqual(10_000);
    const reader = readerOf(lanes, 1);
    expect([reader.state(0), reader.begin]).toEqual([LaneState.UNRECORDED, 0]);
    expect(reader.start(reader.count - 1)).toBe(15_000);
    expect(readerOf(lanes, 2).count).toBe(2);
    // The totals count from the first interval that is left.
    const spent = { ran: 0, ready: 0 };
    const last = reader.count - 1;
    reader.spentBefore(reader.start(last), last, spent);
    expect(spent.ran).toBeCloseTo((15_000 - reader.start(1)) / 2, -1);
  });
});

describe("the first instant", () => {
  it("is that of the oldest lane, also after it was evicted", () => {
    const lanes = lanesOf(created(5, 1), created(7, 2));
    expect(lanes.firstTime).toBe(5);
    lanes.apply(batchOf([created(3, 3)], 2));
    expect(lanes.firstTime).toBe(3);
    lanes.evict([1, 3]);
    expect(lanes.firstTime).toBe(7);
    lanes.evict([2]);
    expect(lanes.firstTime).toBe(0);
  });
});

describe("activity", () => {
  it("counts tasks that do something or will by themselves", () => {
    const lanes = lanesOf(created(0, 1), step(0, 1), waits(1, 1, WaitReason.SLEEP));
    expect(lanes.activity.count).toBe(1);
    lanes.apply(batchOf([done(2, 1)], 3));
    expect([lanes.activity.count, lanes.activity.quietSince]).toEqual([0, 2]);
  });

  it("is quiet while nobody's child waits to be given something", () => {
    const lanes = lanesOf(created(0, 1), step(0, 1), waits(1, 1, WaitReason.QUEUE_GET));
    expect(lanes.activity.count).toBe(0);
    lanes.apply(batchOf([created(2, 2, 1), step(2, 2), waits(2, 2, WaitReason.QUEUE_GET)], 3));
    expect(lanes.activity.count).toBe(1);
  });

  it("is quiet while the playground waits for the user, and active while it awaits a request", () => {
    const text = NEXT_ACTION;
    const lanes = lanesOf(created(0, 1), step(0, 1), waits(1, 1, WaitReason.PROMISE, { text }));
    expect(lanes.activity.count).toBe(0);
    const get = waits(3, 1, WaitReason.PROMISE, { text: "GET /posts/1" });
    lanes.apply(batchOf([step(2, 1), get], 3));
    expect(lanes.activity.count).toBe(1);
  });

  it("begins anew after a quiet time, and goes on after a short one", () => {
    const lanes = lanesOf(created(0, 1), step(0, 1), done(1, 1), created(2, 2), done(3, 2));
    expect(lanes.activity.since).toBe(0);
    lanes.apply(batchOf([created(60, 3)], 5));
    expect(lanes.activity.since).toBe(60);
  });

  it("ends with the eviction of a task that was not done", () => {
    const lanes = lanesOf(created(0, 1));
    lanes.evict([1]);
    expect(lanes.activity.count).toBe(0);
  });
});
