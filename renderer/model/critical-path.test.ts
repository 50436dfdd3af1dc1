import { describe, expect, it } from "vitest";
import { CancelOrigin, Outcome, WaitReason } from "../../shared/events";
import { modelOfRecording } from "../testing/recorded";
import { Script } from "../testing/script";
import asyncio from "./__tests__/runs/asyncio.tasklab.jsonl?raw";
import awaits from "./__tests__/runs/awaits.tasklab.jsonl?raw";
import gather from "./__tests__/runs/gather.tasklab.jsonl?raw";
import lock from "./__tests__/runs/lock.tasklab.jsonl?raw";
import queue from "./__tests__/runs/queue.tasklab.jsonl?raw";
import timeout from "./__tests__/runs/timeout.tasklab.jsonl?raw";
import { criticalPathOf } from "./critical-path";
import type { CriticalPath } from "./critical-path";
import { LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { SessionModel } from "./session-model";

const STATES: Partial<Record<LaneState, string>> = {
  [LaneState.SCHEDULED]: "scheduled",
  [LaneState.READY]: "ready",
  [LaneState.RUNNING]: "ran",
  [LaneState.UNRECORDED]: "unrecorded",
};

/** A path as lines: what led there, which task, and what it did on the path for longer than a blink. */
function told(model: SessionModel): string[] {
  const reader = new LaneReader();
  return pathOf(model).legs.map(({ task, link, from, to, stretches }) => {
    model.lanes.read(model.lanes.laneOf(task), reader);
    const did = stretches
      .filter((stretch) => stretch.to - stretch.from > 1e-9)
      .map(({ state, interval, from, to, cancelledBy }) => {
        const wait = model.lanes.text(reader.text(interval)) || `wait ${reader.reason(interval)}`;
        const what = state === LaneState.WAITING ? wait : STATES[state];
        return `${what} ${seconds(to - from)}${cancelledBy === null ? "" : " cut short"}`;
      });
    const how = link === null ? "" : `${link.kind} `;
    const name = model.table.name[model.table.slotOf(task)]!;
    return `${how}${name} ${seconds(from)}-${seconds(to)}: ${did.join(", ")}`;
  });
}

const seconds = (value: number) => String(Number(value.toFixed(6)));
const pathOf = (model: SessionModel): CriticalPath => criticalPathOf(model.lanes, model.now());

/** A session of one task after the other, as a page that was there from the beginning has it. */
function sessionOf(script: Script, now: number): SessionModel {
  const model = new SessionModel("playground");
  model.take(new Script().frame({ type: "snapshot", now: 0 }));
  model.take(script.frame({ now }));
  model.changed();
  return model;
}

// Recorded with `npm run lab -- run --virtual --record`; each holds its program.
describe("the critical path of a recorded program", () => {
  it("goes through each task whose end an await had to wait for", () => {
    expect(told(modelOfRecording(awaits))).toEqual([
      "Task-1 0-0: ",
      "created third 0-1.5: sleep(1.5) 1.5",
      "woke Task-1 1.5-1.5: ",
      "created last 1.5-2: sleep(0.5) 0.5",
      "woke Task-1 2-2: ",
    ]);
  });

  it("goes through the longest of the tasks that are gathered", () => {
    expect(told(modelOfRecording(gather))).toEqual([
      "Task-1 0-0.1: sleep(0.1) 0.1",
      "created long 0.1-1.1: sleep(1) 1",
      "ended Task-1 1.1-1.3: sleep(0.2) 0.2",
    ]);
  });

  it("follows a lock to who held it", () => {
    expect(told(modelOfRecording(lock))).toEqual([
      "Task-1 0-0: ",
      "created holder 0-1: sleep(1) 1",
      "woke second 1-1.5: sleep(0.5) 0.5",
      "woke third 1.5-1.75: sleep(0.25) 0.25",
      "ended Task-1 1.75-1.75: ",
    ]);
  });

  it("blames a timeout for the wait that it cut short, and nobody for the next one", () => {
    expect(told(modelOfRecording(timeout))).toEqual([
      "Task-1 0-1: await slow 1 cut short",
      "cancelled slow 1-1: ",
      "woke Task-1 1-1.5: sleep(0.5) 0.5",
    ]);
  });

  it("follows an item of a queue to who put it there", () => {
    expect(told(modelOfRecording(queue))).toEqual([
      "Task-1 0-0: ",
      "created producer 0-1.5: sleep(0.5) 0.5, sleep(0.5) 0.5, sleep(0.5) 0.5",
      "woke consumer 1.5-1.7: sleep(0.2) 0.2",
      "woke Task-1 1.7-1.7: ",
    ]);
  });

  it("is found in what CPython's own asyncio did: a group, a lock, a gather, a timeout", () => {
    expect(told(modelOfRecording(asyncio))).toEqual([
      "Task-1 0-0: ",
      "created long 0-1: sleep(1) 1",
      "ended Task-1 1-1: ",
      "created Task-2 1-1.5: sleep(0.5) 0.5",
      "woke Task-3 1.5-1.75: sleep(0.25) 0.25",
      "ended Task-1 1.75-2.25: sleep(60) 0.5 cut short",
    ]);
  });

  it.each([awaits, gather, lock, timeout, queue, asyncio])("fills the run without a gap", (run) => {
    const { span, legs, totals } = pathOf(modelOfRecording(run));
    const { ran, ready, waited, unrecorded } = totals;
    expect(ran + ready + waited + unrecorded).toBeCloseTo(span.to - span.from, 9);
    expect(legs[0]!.from).toBe(span.from);
    for (const [index, { to }] of legs.entries()) {
      expect(to).toBe(legs[index + 1]?.from ?? span.to);
    }
  });
});

describe("the critical path", () => {
  it("holds the time in which a task was ready and others ran", () => {
    const script = new Script()
      .at(0)
      .created(1, "main")
      .ready(1)
      .started(1)
      .created(2, "busy", 1)
      .ready(2)
      .created(3, "late", 1)
      .ready(3)
      .awaits(1, 3, "await late")
      .at(0.1)
      .started(2)
      .at(0.5)
      .done(2, Outcome.RESULT)
      .started(3)
      .at(0.6)
      .done(3, Outcome.RESULT)
      .wokenBy(1, 3)
      .at(0.7)
      .started(1)
      .done(1, Outcome.RESULT);
    expect(told(sessionOf(script, 1))).toEqual([
      "main 0-0: ",
      "created late 0-0.6: scheduled 0.5, ran 0.1",
      "woke main 0.6-0.7: ready 0.1",
    ]);
  });

  it("follows a cancel to the task that asked for it", () => {
    const script = new Script()
      .at(0)
      .created(1, "main")
      .started(1)
      .created(2, "long", 1)
      .created(3, "boss", 1)
      .awaits(1, 2, "await long")
      .started(2)
      .sleeps(2, 60)
      .started(3)
      .sleeps(3, 1)
      .at(1)
      .ready(3)
      .started(3)
      .cancelRequested(2, "", CancelOrigin.TASK, 3)
      .ready(2)
      .done(3, Outcome.RESULT)
      .started(2)
      .cancelDelivered(2)
      .at(1.2)
      .done(2, Outcome.CANCELLED)
      .wokenBy(1, 2)
      .started(1)
      .done(1, Outcome.RESULT);
    expect(told(sessionOf(script, 2))).toEqual([
      "main 0-0: ",
      "created boss 0-1: wait 1 1",
      "cancelled long 1-1.2: ran 0.2",
      "woke main 1.2-1.2: ",
    ]);
  });

  it("leaves out the time in which the playground waits for the user", () => {
    const script = new Script()
      .at(0)
      .created(1, "main")
      .started(1)
      .waits(1, WaitReason.PROMISE, "the next action")
      .at(300)
      .created(2, "first")
      .started(2)
      .sleeps(2, 1)
      .at(301)
      .ready(2)
      .started(2)
      .done(2, Outcome.RESULT);
    const model = sessionOf(script, 400);
    expect(pathOf(model).span).toEqual({ from: 300, to: 301, last: 2, isOpen: false });
    expect(told(model)).toEqual(["first 300-301: wait 1 1"]);
  });

  it("ends where it comes to tasks that wake each other at one instant", () => {
    const script = new Script()
      .at(0)
      .created(1, "ping")
      .started(1)
      .created(2, "pong", 1)
      .started(2);
    script.waits(1, WaitReason.EVENT).waits(2, WaitReason.EVENT);
    for (let turn = 0; turn < 50; turn += 1) {
      script.wokenBy(1, 2).started(1).wokenBy(2, 1).waits(1, WaitReason.EVENT);
      script.started(2).waits(2, WaitReason.EVENT);
    }
    script.wokenBy(1, 2).done(2, Outcome.RESULT).started(1).done(1, Outcome.RESULT);
    expect(pathOf(sessionOf(script, 0)).legs.length).toBeGreaterThan(50);
  });

  it("says so where the beginning is not recorded any more", () => {
    const model = new SessionModel("program");
    const past = new Script().at(0).created(1, "main").at(8).sleeps(1, 2);
    model.take(past.carried(1, 20).frame({ type: "snapshot", now: 8 }));
    const rest = new Script(past.batch().length).at(10).ready(1).started(1).done(1, Outcome.RESULT);
    model.take(rest.frame({ now: 10 }));
    expect(told(model)).toEqual(["main 0-10: unrecorded 8, wait 1 2"]);
    expect(pathOf(model).totals.unrecorded).toBe(8);
  });

  it("is empty without tasks", () => {
    const path = criticalPathOf(new SessionModel("program").lanes, 3);
    expect(path.legs).toEqual([]);
    expect(path.span).toEqual({ from: 0, to: 0, last: 0, isOpen: false });
  });
});
