import { describe, expect, it } from "vitest";
import { CancelOrigin, Channel, Outcome, WaitReason } from "../../../shared/events";
import { Script } from "../../testing/script";
import { SessionModel } from "../session-model";
import { explainOrder } from "./explain-order";
import { explainTime } from "./explain-time";
import { outlineOf, resultOf } from "./run-outline";

function modelOf(script: Script): SessionModel {
  const model = new SessionModel("program");
  model.take(script.frame({ session: "program", type: "snapshot", epoch: 1, seq: 0 }));
  model.changed();
  return model;
}

/** A run that is followed from its first event on. */
function followed(script: Script): SessionModel {
  const model = new SessionModel("program");
  model.take({ ...new Script().frame({ session: "program" }), type: "snapshot", epoch: 1, seq: 0 });
  model.take(script.frame({ session: "program", epoch: 1 }));
  model.changed();
  return model;
}

const MAIN = 1;

/** Two sources, awaited directly: `main` sleeps twice. */
const inTurn = (): Script =>
  new Script()
    .at(0)
    .created(MAIN, "Task-1", 0, "main()")
    .ready(MAIN)
    .started(MAIN)
    .printed(MAIN, Channel.OUTPUT, "weather: asked")
    .sleeps(MAIN, 1)
    .at(1)
    .ready(MAIN)
    .started(MAIN)
    .printed(MAIN, Channel.OUTPUT, "weather: answered")
    .printed(MAIN, Channel.OUTPUT, "news: asked")
    .sleeps(MAIN, 1)
    .at(2)
    .ready(MAIN)
    .started(MAIN)
    .printed(MAIN, Channel.OUTPUT, "news: answered")
    .done(MAIN, Outcome.RESULT, "None");

/** Two tasks that are created before `main` waits for either. */
const atOnce = (): Script =>
  new Script()
    .at(0)
    .created(MAIN, "Task-1", 0, "main()")
    .ready(MAIN)
    .started(MAIN)
    .created(2, "weather", MAIN)
    .ready(2)
    .created(3, "news", MAIN)
    .ready(3)
    .printed(MAIN, Channel.OUTPUT, "two tasks")
    .awaits(MAIN, 2, "await weather")
    .started(2)
    .printed(2, Channel.OUTPUT, "weather: asked")
    .sleeps(2, 1)
    .at(0.001)
    .started(3)
    .printed(3, Channel.OUTPUT, "news: asked")
    .sleeps(3, 1)
    .at(1)
    .ready(2)
    .started(2)
    .printed(2, Channel.OUTPUT, "weather: answered")
    .done(2, Outcome.RESULT, "None")
    .ready(MAIN)
    .at(1.001)
    .ready(3)
    .started(3)
    .printed(3, Channel.OUTPUT, "news: answered")
    .done(3, Outcome.RESULT, "None")
    .at(1.002)
    .started(MAIN)
    .printed(MAIN, Channel.OUTPUT, "both")
    .done(MAIN, Outcome.RESULT, "None");

const timeOf = (script: Script): string[] => {
  const model = followed(script);
  return explainTime(model, outlineOf(model));
};
const orderOf = (script: Script): string[] =>
  explainOrder(outlineOf(followed(script))).map(({ line, why }) => `${line.text} | ${why}`);

describe("why a run took as long as it did", () => {
  it("adds up what came one after the other, and says that one task overlaps with nobody", () => {
    expect(timeOf(inTurn())).toEqual([
      "The run took 2.00 s, because main waited for its sleep(1) twice, one after the other: 1.00 s + 1.00 s.",
      "There was one task only. What it awaited ran inside of it, one after the other, so that nothing could overlap.",
    ]);
  });

  it("says who waited side by side, and what that saved", () => {
    const [took, overlap, ...others] = timeOf(atOnce());
    expect(took).toMatch(/^The run took 1\.00 s, because \w+ waited for its sleep\(1\) for /);
    expect(overlap).toBe(
      "weather and news waited side by side: 2.00 s of waiting fitted into 1.00 s. That saved 1000 ms.".replace(
        "1000 ms",
        overlap?.match(/saved (.*)\.$/)?.[1] ?? "",
      ),
    );
    expect(others).toEqual([]);
  });

  it("tells of a step that let nobody else have a turn", () => {
    const script = new Script()
      .at(0)
      .created(MAIN, "Task-1", 0)
      .ready(MAIN)
      .started(MAIN)
      .at(0.6)
      .done(MAIN, Outcome.RESULT, "None");
    expect(timeOf(script)).toEqual([
      "The run took 600 ms, because main ran without letting go for 600 ms.",
      "main ran for 600 ms in one step. Until it let go, nobody else had a turn, and no timer fired.",
    ]);
  });

  it("tells of a wait that a cancel cut short", () => {
    const script = new Script()
      .at(0)
      .created(MAIN, "Task-1", 0)
      .ready(MAIN)
      .started(MAIN)
      .created(2, "cake", MAIN)
      .ready(2)
      .sleeps(MAIN, 1)
      .started(2)
      .sleeps(2, 60)
      .at(1)
      .ready(MAIN)
      .started(MAIN)
      .cancelRequested(2, "", CancelOrigin.TASK, MAIN)
      .awaits(MAIN, 2)
      .ready(2)
      .started(2)
      .cancelDelivered(2)
      .done(2, Outcome.CANCELLED, "CancelledError")
      .ready(MAIN)
      .started(MAIN)
      .done(MAIN, Outcome.RESULT, "None");
    expect(timeOf(script).at(-1)).toBe(
      "cake was cancelled by main, while it waited for sleep(60): the rest of its sleep took no time.",
    );
  });

  it("has nothing to say of a program that ran nothing", () => {
    expect(timeOf(new Script())).toEqual([]);
  });

  it("says of a short run that nothing waited for long", () => {
    const script = new Script()
      .at(0)
      .created(MAIN, "Task-1", 0)
      .ready(MAIN)
      .started(MAIN)
      .done(MAIN, Outcome.RESULT, "None");
    expect(timeOf(script)).toEqual(["The run took 0 ms: nothing in it waited for long."]);
  });
});

describe("why its lines came in their order", () => {
  it("tells steps from each other", () => {
    expect(orderOf(inTurn())).toEqual([
      "weather: asked | main is the first to run.",
      "weather: answered | main's sleep(1) was over at 1.00 s.",
      "news: asked | main went straight on: nothing can come in between while it does not wait.",
      "news: answered | main's sleep(1) was over at 2.00 s.",
    ]);
  });

  it("says when a new task has its first turn, and who was first in line", () => {
    expect(orderOf(atOnce())).toEqual([
      "two tasks | main is the first to run.",
      "weather: asked | weather had its first turn once main stopped to wait. Creating it had run nothing of it.",
      "news: asked | news had its first turn once main stopped to wait, after weather, which was created before it. Creating it had run nothing of it.",
      "weather: answered | weather's sleep(1) was over at 1.00 s.",
      "news: answered | news's sleep(1) was over at 1.00 s. weather was ready at the same time, and had been first in line.",
      "both | main was awaiting weather, which was done at 1.00 s.",
    ]);
  });

  it.each([
    [WaitReason.LOCK, "main got the lock at 1.00 s."],
    [WaitReason.QUEUE_GET, "An item came for main at 1.00 s."],
    [WaitReason.QUEUE_PUT, "There was room for main's item at 1.00 s."],
    [WaitReason.QUEUE_JOIN, "Everything in the queue was worked off at 1.00 s."],
    [WaitReason.GROUP, "All tasks of main's group had ended at 1.00 s."],
    [WaitReason.GATHER, "main had all results at 1.00 s."],
    [WaitReason.PROMISE, "The answer for main came at 1.00 s."],
    [WaitReason.EVENT, "What main waited for came at 1.00 s."],
  ])("says what a wait of kind %i was for", (reason, why) => {
    const script = new Script()
      .at(0)
      .created(MAIN, "Task-1", 0)
      .ready(MAIN)
      .started(MAIN)
      .waits(MAIN, reason)
      .at(1)
      .ready(MAIN)
      .started(MAIN)
      .printed(MAIN, Channel.OUTPUT, "on")
      .done(MAIN, Outcome.RESULT, "None");
    expect(orderOf(script)).toEqual([`on | ${why}`]);
  });

  it("says that somebody else was running, where a task had to wait for its turn", () => {
    const script = new Script()
      .at(0)
      .created(MAIN, "Task-1", 0)
      .ready(MAIN)
      .started(MAIN)
      .sleeps(MAIN, 0.2)
      .at(0.2)
      .ready(MAIN)
      .at(0.7)
      .started(MAIN)
      .printed(MAIN, Channel.OUTPUT, "beat")
      .done(MAIN, Outcome.RESULT, "None");
    expect(orderOf(script)).toEqual([
      "beat | main's sleep(0.2) was over at 0.20 s. It could have gone on 0.50 s earlier, but somebody else was running.",
    ]);
  });

  it("does not guess where the past of a task was not seen", () => {
    const script = new Script()
      .at(3)
      .created(MAIN, "Task-1", 0)
      .printed(7, Channel.OUTPUT, "from somewhere");
    expect(explainOrder(outlineOf(modelOf(script)))[0]?.why).toContain("No task of this run");
  });
});

describe("the outline of a run", () => {
  it("is what claims are held against, with main by its own name", () => {
    const outline = outlineOf(followed(atOnce()));
    expect(structuredClone(outline)).toEqual(outline);
    expect(resultOf(outline)).toEqual({
      lines: [
        "two tasks",
        "weather: asked",
        "news: asked",
        "weather: answered",
        "news: answered",
        "both",
      ],
      seconds: 1.002,
      tasks: [
        { name: "main", outcome: "finished" },
        { name: "weather", outcome: "finished" },
        { name: "news", outcome: "finished" },
      ],
    });
  });
});
