import { describe, expect, it } from "vitest";
import { CancelOrigin, Outcome, WaitReason } from "../../shared/events";
import { modelOfRecording } from "../testing/recorded";
import { Script } from "../testing/script";
import asyncio from "./__tests__/runs/asyncio.tasklab.jsonl?raw";
import awaits from "./__tests__/runs/awaits.tasklab.jsonl?raw";
import gather from "./__tests__/runs/gather.tasklab.jsonl?raw";
import lock from "./__tests__/runs/lock.tasklab.jsonl?raw";
import members from "./__tests__/runs/members.tasklab.jsonl?raw";
import queue from "./__tests__/runs/queue.tasklab.jsonl?raw";
import timeout from "./__tests__/runs/timeout.tasklab.jsonl?raw";
import { criticalPathOf } from "./critical-path";
import type { CriticalPath } from "./critical-path";
import { LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { Lanes } from "./lanes";
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

  it("goes through what ended each wait for several, and never through who ended at the same time", () => {
    expect(told(modelOfRecording(members))).toEqual([
      "Task-1 0-0: ",
      "created long 0-1: sleep(1) 1",
      "ended Task-1 1-1: ",
      "created first 1-2: sleep(1) 1",
      "ended Task-1 2-3: wait 4 1",
      "created failing 3-4: sleep(1) 1",
      "ended Task-1 4-4: ",
      "created next 4-5: sleep(1) 1",
      "ended Task-1 5-5: ",
      "created member 5-7: sleep(2) 2",
      "ended Task-1 7-7: ",
    ]);
  });

  it.each([awaits, gather, lock, timeout, queue, asyncio, members])(
    "fills the run without a gap",
    (run) => {
      const { span, legs, totals } = pathOf(modelOfRecording(run));
      const { ran, ready, waited, unrecorded } = totals;
      expect(ran + ready + waited + unrecorded).toBeCloseTo(span.to - span.from, 9);
      expect(legs[0]!.from).toBe(span.from);
      for (const [index, { to }] of legs.entries()) {
        expect(to).toBe(legs[index + 1]?.from ?? span.to);
      }
    },
  );
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

  describe("where it is told for whose ends a task waits", () => {
    /** Task 1 waits for tasks 2 and 3, while its child 4 is none of those. */
    const waiting = (reason: WaitReason) => {
      const script = new Script().at(0).created(1, "main").started(1);
      for (const [index, name] of ["a", "b", "other"].entries()) script.created(index + 2, name, 1);
      script.waits(1, reason).members(1, 2, 2);
      for (const task of [2, 3, 4]) script.started(task).sleeps(task, 60);
      return script;
    };
    const ends = (script: Script, task: number, outcome: Outcome = Outcome.RESULT) =>
      script.ready(task).started(task).done(task, outcome);
    /** What led to the end of task 1, which goes on for long after its wait, the others not. */
    const goesOn = (script: Script) => {
      script.ready(1).started(1);
      for (const task of [2, 3, 4]) script.done(task, Outcome.CANCELLED);
      return told(sessionOf(script.at(8).done(1, Outcome.RESULT), 9));
    };

    it("does not blame a child that ended just then, and for which nobody waits", () => {
      const script = ends(ends(waiting(WaitReason.GATHER), 2).at(2), 3).at(2.005);
      expect(goesOn(ends(script, 4))).toEqual([
        "main 0-0: ",
        "created b 0-2: wait 1 2",
        "ended main 2-8: ready 0.005, ran 5.995",
      ]);
    });

    it("finds an end that the loop told late, because others ran", () => {
      const script = ends(ends(waiting(WaitReason.GATHER), 2).at(2), 3);
      script.ready(4).started(4).at(2.5).sleeps(4, 60);
      expect(goesOn(script)).toEqual([
        "main 0-0: ",
        "created b 0-2: wait 1 2",
        "ended main 2-8: ready 0.5, ran 5.5",
      ]);
    });

    it("tells ends at one instant apart by their order", () => {
      const script = ends(ends(waiting(WaitReason.GATHER).at(2), 3), 2);
      expect(goesOn(script)[1]).toBe("created a 0-2: wait 1 2");
    });

    it("finds the failure that ended a gather, and not what ended after it", () => {
      const script = ends(waiting(WaitReason.GATHER).at(1), 2, Outcome.ERROR).at(1.001);
      expect(goesOn(ends(script, 4))[1]).toBe("created a 0-1: wait 1 1");
    });

    it.each([Outcome.ERROR, Outcome.CANCELLED])(
      "lets a cancelled task end a gather, and no group (outcome %i)",
      (outcome) => {
        const gather = goesOn(ends(waiting(WaitReason.GATHER).at(1), 2, outcome));
        const group = goesOn(ends(waiting(WaitReason.GROUP).at(1), 2, outcome));
        expect(gather[1]).toBe("created a 0-1: wait 1 1");
        expect(group.length > 1).toBe(outcome === Outcome.ERROR);
      },
    );

    it("finds the first of two that ended one after the other for who takes them as they come", () => {
      const script = ends(waiting(WaitReason.AS_COMPLETED).at(1), 3).at(1.001);
      expect(goesOn(ends(script, 2))[1]).toBe("created b 0-1: wait 1 1");
    });

    it("finds the first end of a wait, and the first failure after other ends", () => {
      const first = ends(waiting(WaitReason.WAIT).at(1), 3).at(1.001);
      expect(goesOn(ends(first, 4))[1]).toBe("created b 0-1: wait 1 1");
      const failure = ends(ends(waiting(WaitReason.WAIT).at(0.5), 3).at(1), 2, Outcome.ERROR);
      expect(goesOn(failure)[1]).toBe("created a 0-1: wait 1 1");
    });

    it("leaves a wait to its timeout, whoever else ended then", () => {
      const script = ends(ends(waiting(WaitReason.WAIT).at(0.5), 2).at(1), 4);
      expect(goesOn(script)).toEqual(["main 0-8: wait 4 1, ran 7"]);
    });

    it("counts those that joined a task group while it waited", () => {
      const script = waiting(WaitReason.GROUP).at(1).members(1, 4);
      expect(goesOn(ends(ends(ends(script, 3), 2).at(3), 4))[1]).toBe(
        "created other 0-3: wait 1 3",
      );
    });

    it("guesses where not all of them are told", () => {
      const script = ends(ends(waiting(WaitReason.GATHER).members(1, 0, 5).at(1), 3), 2).at(2);
      expect(goesOn(ends(script, 4))[1]).toBe("created other 0-2: wait 1 2");
    });

    it("keeps it while the task's lane forgets its older half", () => {
      const script = new Script().at(0).created(1, "main").started(1);
      script.created(2, "a", 1).created(3, "b", 1);
      for (let turn = 0; turn < 4_000; turn += 1) {
        script
          .at(turn / 1_000)
          .waits(1, WaitReason.EVENT)
          .ready(1)
          .started(1);
      }
      script.waits(1, WaitReason.GATHER).members(1, 2).at(5);
      ends(ends(script, 2).at(5.001), 3).ready(1).started(1);
      const lanes = new Lanes(6_000);
      lanes.apply(script.batch());
      // Past the limit, it forgets.
      const more = new Script(script.batch().length).at(6).waits(1, WaitReason.EVENT);
      lanes.apply(more.ready(1).started(1).done(1, Outcome.RESULT).batch());
      const reader = new LaneReader();
      lanes.read(lanes.laneOf(1), reader);
      expect(reader.count).toBeLessThan(7_000);
      const { legs } = criticalPathOf(lanes, 6);
      expect(legs.map(({ task }) => task)).toEqual([1, 2, 1]);
    });

    it("says nothing of a wait that began in another life of its lane", () => {
      const lanes = new Lanes();
      const script = ends(ends(waiting(WaitReason.GATHER).at(1), 2), 3)
        .ready(1)
        .started(1);
      lanes.apply(script.done(1, Outcome.RESULT).batch());
      lanes.evict([1, 2, 3, 4]);
      const next = new Script().at(2);
      for (const task of [5, 6, 7, 8]) next.created(task, "").started(task);
      for (const task of [5, 6, 7, 8]) next.waits(task, WaitReason.GATHER).ready(task);
      lanes.apply(next.batch());
      for (const task of [5, 6, 7, 8]) {
        expect(lanes.waits.enderOf(lanes.laneOf(task), 2)).toBe(0);
      }
    });
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
