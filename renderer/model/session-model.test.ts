import { describe, expect, it } from "vitest";
import { Channel, Outcome, RequestOutcome } from "../../shared/events";
import { TaskState } from "../../shared/task-state";
import { Script } from "../testing/script";
import { SessionModel } from "./session-model";

const snapshot = (script = new Script(), epoch = 0, seq = 0) =>
  script.frame({ type: "snapshot", epoch, seq });

function stateOf(model: SessionModel, task: number) {
  return model.table.state[model.table.slotOf(task)];
}

describe("taking in frames", () => {
  it("adds a delta to a snapshot", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    expect(model.take(new Script().created(1, "main").started(1).frame())).toBe("taken");
    expect(model.take(new Script(2).done(1, Outcome.RESULT, "7").frame())).toBe("taken");
    expect(stateOf(model, 1)).toBe(TaskState.FINISHED);
    expect(model.seq).toBe(3);
  });

  it("changes nothing at a gap", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    expect(model.take(new Script(5).created(1, "main").frame())).toBe("gap");
    expect(model.table.size).toBe(0);
    expect(model.seq).toBe(0);
  });

  it("takes a delta of another epoch for a gap", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    expect(model.take(new Script().created(1, "main").frame({ epoch: 1 }))).toBe("gap");
  });

  it("takes nothing in twice", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    const frame = new Script().created(1, "main").started(1).frame();
    model.take(frame);
    expect(model.take(frame)).toBe("known");
    expect(model.table.steps[model.table.slotOf(1)]).toBe(1);
  });

  it("forgets everything at a snapshot of a new epoch", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    model.take(new Script().created(1, "main").printed(1, Channel.OUTPUT, "hello").frame());
    model.take(snapshot(new Script().created(1, "other"), 1, 1));
    model.changed();
    expect(model.table.name[model.table.slotOf(1)]).toBe("other");
    expect(model.table.size).toBe(1);
    expect(model.console.lines).toEqual([]);
    expect(model.rows.length).toBe(1);
    expect(model.epoch).toBe(1);
  });
});

describe("what is kept beside the tasks", () => {
  it("keeps printed lines with the name of who printed them", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    model.take(new Script().created(1, "main").at(0.5).printed(1, Channel.OUTPUT, "hello").frame());
    expect(model.console.lines).toEqual([
      { seq: 1, time: 0.5, task: 1, name: "main", channel: Channel.OUTPUT, text: "hello" },
    ]);
  });

  it("keeps requests with how they ended", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    model.take(
      new Script()
        .created(1, "title")
        .at(1)
        .requested(1, 9, "GET /posts/1")
        .at(2)
        .answered(1, 9, RequestOutcome.ANSWERED, "200")
        .frame(),
    );
    expect(model.requests.of(1)).toEqual([
      {
        request: 9,
        task: 1,
        text: "GET /posts/1",
        startedSeq: 1,
        startedAt: 1,
        endedSeq: 2,
        endedAt: 2,
        outcome: RequestOutcome.ANSWERED,
        result: "200",
      },
    ]);
  });

  it("lets go of finished tasks when the lab has", () => {
    const model = new SessionModel("playground");
    model.take(snapshot());
    model.take(new Script().created(1, "main").created(2, "a", 1).done(2, Outcome.RESULT).frame());
    const frame = new Script(3).started(1).frame({
      firstRetained: 3,
      evicted: { events: 3, tasks: 1 },
    });
    model.take(frame);
    model.changed();
    expect(model.table.slotOf(2)).toBe(-1);
    expect(model.rows.length).toBe(1);
    expect(model.evicted).toEqual({ events: 3, tasks: 1 });
  });
});

it("counts the repaints that are due, however many frames came", () => {
  const model = new SessionModel("playground");
  model.take(snapshot());
  model.take(new Script().created(1, "main").frame());
  expect(model.version.value).toBe(0);
  model.changed();
  expect(model.version.value).toBe(1);
});

it("keeps a filter true as states and names change", () => {
  const model = new SessionModel("playground");
  const shown = () => [...model.rows.tasks.subarray(0, model.rows.length)];
  model.take(snapshot());
  model.take(new Script().created(1, "main").created(2, "a", 1).frame());
  model.rows.filter = { text: "", states: new Set([TaskState.FINISHED]) };
  model.changed();
  expect(shown()).toEqual([]);
  model.take(new Script(2).done(2, Outcome.RESULT).frame());
  model.changed();
  expect(shown()).toEqual([2]);
  model.rows.filter = { text: "mine", states: null };
  model.take(new Script(3).created(3, "mine", 1).frame());
  model.changed();
  expect(shown()).toEqual([3]);
});
