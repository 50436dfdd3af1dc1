import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happenings, recordingOf } from "../../shared/__tests__/random-runs";
import type { EventBatch } from "../../shared/batch";
import type { BatchBuilder } from "../../shared/batch-builder";
import { Advice, Channel, Outcome, WaitReason } from "../../shared/events";
import { NO_SLOT } from "../../shared/reduce";
import { Script } from "../testing/script";
import { cancelStoryOf } from "./cancel-story";
import { PastSession } from "./past-session";
import { PastTable } from "./past-table";
import type { SeenSession } from "./seen-session";
import { SessionHistory } from "./session-history";
import { SessionModel } from "./session-model";
import { stepTimesOf } from "./step-times";
import { awaitTreeOf } from "./task-graph";
import { stateWords, timesOf } from "./task-words";

/** Small bounds, so that short runs have checkpoints that are thinned out. */
const TINY = { minSpacing: 5, maxCheckpointBytes: 5_000 };

function frameOf(events: BatchBuilder, from: number, to: number) {
  const batch = events.slice(from, to);
  const seq = Math.max(from, to);
  return { ...new Script(from).frame({ seq }), batch };
}

function modelOf(history?: SessionHistory): SessionModel {
  const model = new SessionModel("program", history);
  model.take(new Script().frame({ type: "snapshot" }));
  return model;
}

/** Takes in events up to `to`, in batches of `size`. */
function follow(model: SessionModel, events: BatchBuilder, to: number, size: number): void {
  for (let from = model.seq; from < to; from += size) {
    model.take(frameOf(events, from, Math.min(to, from + size)));
  }
}

/** All that views say of a session's tasks at `time`. */
function told(seen: SeenSession, time: number): unknown {
  const { table } = seen;
  const tasks = [...table.id.slice(0, table.slots)].filter((task) => task !== 0).sort();
  return {
    counts: [...table.countByState],
    warnings: [seen.warnings.total, [...seen.warnings.entries]],
    resources: structuredClone([...table.resources.values()]),
    lines: seen.console.lines.filter(({ seq }) => seq < seen.seq),
    tasks: tasks.map((task) => {
      const slot = table.slotOf(task);
      return {
        task,
        words: stateWords(table, slot),
        times: timesOf(table, slot, time),
        facts: [
          table.name[slot],
          table.coroutine[slot],
          table.creator[slot],
          table.createdAt[slot],
          table.since[slot],
          table.steps[slot],
          table.cancels[slot],
          table.cancelMessage[slot],
          table.until[slot],
          table.result[slot],
          table.file[slot],
          table.line[slot],
        ],
        awaits: awaitTreeOf(table, task),
        story: cancelStoryOf(seen, task, time),
        steps: stepTimesOf(seen, task),
        requests: seen.requests.of(task),
        warnings: [seen.warnings.countOf(task), seen.warnings.of(task)],
      };
    }),
  };
}

describe("a session at an instant", () => {
  it("is what it was when that instant was now, however it is gone to", () => {
    fc.assert(
      fc.property(
        happenings,
        fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (story, instants, size) => {
          const events = recordingOf(story);
          const model = modelOf(new SessionHistory(TINY));
          follow(model, events, events.length, size);
          const past = new PastSession(model);
          for (const instant of instants) {
            const seq = instant % (events.length + 1);
            const time = seq === 0 ? 0 : events.slice(seq - 1, seq).time[0]!;
            past.moveTo({ seq, time });
            const then = modelOf();
            follow(then, events, seq, size);
            expect(told(past, time)).toEqual(told(then, time));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("shows what is still to come of nothing", () => {
    const model = modelOf();
    const script = new Script()
      .created(1, "main")
      .started(1)
      .at(1)
      .cancelRequested(1, "stop")
      .waits(1, WaitReason.LOCK, "the door")
      .printed(1, Channel.WARNING, "careful", Advice.CIRCLE)
      .at(2)
      .done(1, Outcome.CANCELLED);
    model.take(script.frame());
    const past = new PastSession(model);
    past.moveTo({ seq: 3, time: 1 });
    // Where the cancel will be thrown in is told by the wait after it.
    expect(past.cancels.entriesOf(1)[0]).toMatchObject({ wait: "", reason: WaitReason.FUTURE });
    expect(past.warnings.total).toBe(0);
    expect(past.table.result[past.table.slotOf(1)]).toBe("");
    past.moveTo({ seq: 4, time: 1 });
    expect(past.cancels.entriesOf(1)[0]).toMatchObject({ wait: "the door" });
    expect(past.warnings.countOf(1)).toBe(0);
  });
});

describe("the history of a session", () => {
  const long = new Script();
  for (let task = 1; task <= 300; task += 1) {
    long.at(task).created(task, `t${task}`).started(task).done(task, Outcome.RESULT);
  }
  const events = long.batch();

  it("takes no more for checkpoints than its bound, and still reaches every instant", () => {
    const bounds = { minSpacing: 4, maxCheckpointBytes: 100_000 };
    const history = new SessionHistory(bounds);
    const model = modelOf(history);
    for (let from = 0; from < events.length; from += 3) {
      model.take({ ...long.frame(), seq: from + 3, batch: sliceOf(events, from, from + 3) });
    }
    expect(history.checkpoints).toBeLessThan(20);
    expect(history.checkpointBytes).toBeLessThan(bounds.maxCheckpointBytes);
    const past = new PastTable(history);
    for (const seq of [899, 3, 450, 451, 0]) {
      past.moveTo(seq);
      expect(past.table.size).toBe(Math.ceil(seq / 3));
    }
  });

  it("holds no more events than its bound, and says where it begins", () => {
    const history = new SessionHistory({ minSpacing: 30, maxEvents: 300 });
    const model = modelOf(history);
    const steps = new Script().created(1, "main");
    for (let step = 0; step < 449; step += 1) steps.started(1).ready(1);
    steps.started(1);
    const batch = steps.batch();
    for (let from = 0; from < batch.length; from += 3) {
      model.take({ ...steps.frame(), seq: from + 3, batch: sliceOf(batch, from, from + 3) });
    }
    expect(history.end).toBe(900);
    expect(history.start).toBeGreaterThanOrEqual(570);
    const past = new PastTable(history);
    past.moveTo(history.start);
    expect(past.table.steps[0]).toBe(history.start / 2);
  });

  it("lets go of the tasks that the session let go of, at every instant", () => {
    const history = new SessionHistory({ minSpacing: 10 });
    const model = modelOf(history);
    for (let from = 0; from < events.length; from += 3) {
      const frame = long.frame({ firstRetained: Math.max(0, from - 90) });
      model.take({ ...frame, seq: from + 3, batch: sliceOf(events, from, from + 3) });
    }
    const past = new PastTable(history);
    past.moveTo(history.start + 30);
    expect(past.table.size).toBe(10);
    expect(past.table.slotOf(1)).toBe(NO_SLOT);
    past.moveTo(history.end);
    expect(past.table.size).toBe(model.table.size);
  });

  it("is right however the cursor is dragged over a long run, back above all", () => {
    const long = new Script().created(1, "main").created(2, "other");
    for (let step = 0; step < 100_000; step += 1) long.at(step).started(1).ready(1);
    const history = new SessionHistory({ minSpacing: 150_000 });
    modelOf(history).take(long.frame());
    const past = new PastTable(history);
    const stepsAt = (seq: number) => {
      past.moveTo(seq);
      return past.table.steps[0];
    };
    for (const seq of [190_002, 180_002, 170_002, 100_002, 99_002, 2, 198_002, 100_002, 99_004]) {
      expect(stepsAt(seq)).toBe((seq - 2) / 2);
    }
    past.leave();
    expect(stepsAt(120_002)).toBe(60_000);
  });

  it("finds the first event after an instant, and begins anew with a snapshot", () => {
    const history = new SessionHistory();
    const model = modelOf(history);
    model.take(long.frame());
    expect([0.5, 1, 1.5, 300, 999].map((time) => history.events.seqAfter(time))).toEqual([
      0, 3, 3, 900, 900,
    ]);
    model.take(new Script().created(7, "left").frame({ type: "snapshot", seq: 2_000 }));
    expect([history.start, history.end]).toEqual([2_000, 2_000]);
    const past = new PastTable(history);
    past.moveTo(2_000);
    expect(past.table.name[past.table.slotOf(7)]).toBe("left");
  });
});

function sliceOf(batch: EventBatch, from: number, to: number): EventBatch {
  return {
    firstSeq: from,
    length: to - from,
    time: batch.time.subarray(from, to),
    task: batch.task.subarray(from, to),
    a: batch.a.subarray(from, to),
    text: batch.text.subarray(from, to),
    kind: batch.kind.subarray(from, to),
    detail: batch.detail.subarray(from, to),
    texts: batch.texts,
  };
}
