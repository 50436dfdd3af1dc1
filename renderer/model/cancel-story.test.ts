import { describe, expect, it } from "vitest";
import { CancelOrigin, Outcome, WaitReason } from "../../shared/events";
import { Script } from "../testing/script";
import { cancelStoryOf } from "./cancel-story";
import type { Beat, Phrase } from "./cancel-story";
import { SessionModel } from "./session-model";

function modelOf(...scripts: Script[]): SessionModel {
  const model = new SessionModel("playground");
  model.take(new Script().frame({ type: "snapshot" }));
  for (const script of scripts) model.take(script.frame());
  return model;
}

const words = (phrases: readonly Phrase[]): string =>
  phrases
    .map((phrase) =>
      typeof phrase === "string" ? phrase : "strong" in phrase ? phrase.strong : `#${phrase.task}`,
    )
    .join("");

const line = ({ time, head, notes }: Beat): string =>
  [...(time === null ? [] : [time]), words(head), ...notes.map(words)].join(" | ");

function told(model: SessionModel, task: number, now = 10): string[] {
  return cancelStoryOf(model, task, now)?.beats.map(line) ?? [];
}

/** Task 2, which runs `nap(4)`, sleeps. */
const asleep = () =>
  new Script().created(1, "main").created(2, "nap", 1, "nap(4)").started(2).sleeps(2, 4);

describe("the story of a cancellation", () => {
  it("is not there for a task that nobody asked to cancel itself", () => {
    expect(cancelStoryOf(modelOf(asleep()), 2, 1)).toBeNull();
  });

  it("tells who asked, where it was thrown in, and how long the clean-up took", () => {
    const script = asleep()
      .at(1)
      .cancelRequested(2, "too slow", CancelOrigin.USER)
      .started(2)
      .cancelDelivered(2)
      .sleeps(2, 1)
      .at(2)
      .started(2)
      .at(2.5)
      .done(2, Outcome.CANCELLED);
    expect(told(modelOf(script), 2)).toEqual([
      "1 | requested by you | message “too slow”, cancelling() 1",
      "1 | delivered at step 2 | thrown into sleep(4) in nap",
      "2.5 | ended cancelled | clean-up took 1.50 s, in 2 steps",
    ]);
  });

  it("tells that a cancel was swallowed once the task has ended otherwise", () => {
    const swallowing = asleep()
      .at(1)
      .cancelRequested(2, "", CancelOrigin.TASK, 1)
      .started(2)
      .cancelDelivered(2)
      .sleeps(2, 1);
    const model = modelOf(swallowing);
    expect(told(model, 2, 1.75).slice(2)).toEqual([
      "caught, and not thrown again so far | it cleans up, or has swallowed the cancel: its end will tell",
      "goes on, waits for sleep(1): 750 ms so far",
    ]);
    model.take(new Script(model.seq).at(2).started(2).done(2, Outcome.RESULT, "7").frame());
    expect(told(model, 2)).toEqual([
      "1 | requested by #1 | cancelling() 1",
      "1 | delivered at step 2 | thrown into sleep(4) in nap",
      "swallowed by a catch | the coroutine went on; nothing was thrown again",
      "2 | ended with a result | after 1.00 s, in 2 steps",
    ]);
  });

  it("tells of a task that answers the cancel with another error", () => {
    const script = asleep()
      .at(1)
      .cancelRequested(2, "", CancelOrigin.USER)
      .started(2)
      .cancelDelivered(2)
      .done(2, Outcome.ERROR, "Error: oh");
    expect(told(modelOf(script), 2).slice(2)).toEqual([
      "swallowed by another error | nothing was thrown again",
      "1 | ended with an error | after 0 ms, in 1 step",
    ]);
  });

  it("tells to whom a cancel was passed on, and by whom it came", () => {
    const script = new Script()
      .created(1, "main")
      .created(2, "inner", 1)
      .created(3, "outer", 1)
      .started(2)
      .sleeps(2, 4)
      .started(3)
      .awaits(3, 2, "await inner")
      .at(1)
      .cancelRequested(3, "", CancelOrigin.USER)
      .cancelRequested(2, "", CancelOrigin.PASSED_ON, 3);
    const model = modelOf(script);
    expect(told(model, 3)).toEqual([
      "1 | requested by you | cancelling() 1",
      "1 | passed on to #2 | which it awaited: it hears of the cancel when that has ended",
      "not delivered yet: what it awaits cleans up",
    ]);
    expect(told(model, 2)[0]).toBe("1 | passed on by #3, which awaits it | cancelling() 1");
  });

  it("tells a passed-on cancel at the request that it came from, not at every one", () => {
    const script = new Script()
      .created(2, "inner")
      .created(3, "outer")
      .started(3)
      .awaits(3, 2)
      .cancelRequested(3, "", CancelOrigin.USER)
      .cancelRequested(3, "", CancelOrigin.USER)
      .cancelRequested(2, "", CancelOrigin.PASSED_ON, 3);
    const passedOn = told(modelOf(script), 3).filter((beat) => beat.includes("passed on to"));
    expect(passedOn).toHaveLength(1);
  });

  it("tells that what the task awaited was shielded", () => {
    const script = new Script()
      .created(2, "careful")
      .started(2)
      .waits(2, WaitReason.SHIELD, "await save")
      .cancelRequested(2, "", CancelOrigin.USER);
    expect(told(modelOf(script), 2)).toContain(
      "0 | shielded: what it awaited goes on | the cancel ends the wait, and is not passed on",
    );
  });

  it("tells of a timeout that makes its own error of its cancel", () => {
    const script = asleep()
      .at(1)
      .cancelRequested(2, "", CancelOrigin.LOOP)
      .started(2)
      .cancelDelivered(2)
      .cancelWithdrawn(2, 0)
      .sleeps(2, 1);
    const story = cancelStoryOf(modelOf(script), 2, 2)!;
    expect(story.beats.map(line)).toEqual([
      "1 | requested by a timeout that passed | cancelling() 1",
      "1 | delivered at step 2 | thrown into sleep(4) in nap",
      "1 | turned into a TimeoutError by the timeout that asked for it | cancelling() 0",
    ]);
    expect(story.cancelling).toBe(0);
  });

  it("tells of a task group that cancels its parent since a task of it failed", () => {
    const script = asleep()
      .created(3, "broken", 2)
      .at(1)
      .started(3)
      .done(3, Outcome.ERROR, "Error")
      .at(1.001)
      .cancelRequested(2, "", CancelOrigin.LOOP);
    expect(told(modelOf(script), 2)[0]).toContain("requested by its task group, since #3 failed");
    script.started(2).cancelDelivered(2).cancelWithdrawn(2, 0);
    expect(told(modelOf(script), 2)).toContain(
      "1.001 | taken back by the task group, which throws the errors of its tasks | cancelling() 0",
    );
  });

  it("tells of each of several cancels, and of those that were thrown in as one", () => {
    const script = asleep()
      .at(1)
      .cancelRequested(2, "first", CancelOrigin.USER)
      .cancelRequested(2, "second", CancelOrigin.TASK, 1)
      .started(2)
      .cancelDelivered(2)
      .sleeps(2, 9)
      .at(2)
      .cancelRequested(2, "third", CancelOrigin.USER)
      .started(2)
      .cancelDelivered(2)
      .done(2, Outcome.CANCELLED);
    expect(told(modelOf(script), 2)).toEqual([
      "1 | requested by you | message “first”, cancelling() 1",
      "1 | requested by #1 | message “second”, cancelling() 2",
      "1 | delivered at step 2 | 2 requests, thrown in as one | thrown into sleep(4) in nap",
      "caught, and the task went on",
      "2 | requested by you | message “third”, cancelling() 3",
      "2 | delivered at step 3 | thrown into sleep(9) in nap",
      "2 | ended cancelled | clean-up took 0 ms, in 1 step",
    ]);
  });

  it("tells where a cancel hits a task that was ready, one that ran, and one that never ran", () => {
    const script = new Script()
      .created(2, "ready")
      .started(2)
      .sleeps(2, 1)
      .ready(2)
      .cancelRequested(2)
      .started(2)
      .cancelDelivered(2)
      .created(3, "itself")
      .started(3)
      .cancelRequested(3, "", CancelOrigin.TASK, 3)
      .waits(3, WaitReason.LOCK, "lock")
      .started(3)
      .cancelDelivered(3)
      .created(4, "new")
      .cancelRequested(4)
      .started(4)
      .cancelDelivered(4);
    const model = modelOf(script);
    expect(told(model, 2)[1]).toContain("thrown in where it would have gone on");
    expect(told(model, 3).slice(0, 2)).toEqual([
      "0 | requested by itself | cancelling() 1",
      "0 | delivered at step 2 | thrown into lock",
    ]);
    expect(told(model, 4)[1]).toContain("before its first line ran");
  });

  it("tells of a task that ended before the cancel reached it", () => {
    const script = new Script()
      .created(2, "quick")
      .started(2)
      .cancelRequested(2, "", CancelOrigin.USER)
      .done(2, Outcome.RESULT);
    expect(told(modelOf(script), 2)).toEqual([
      "0 | requested by you | cancelling() 1",
      "never delivered: the task ended before",
      "0 | ended with a result",
    ]);
  });

  it("only counts cancels from before this page saw the session", () => {
    const model = new SessionModel("playground");
    model.take(asleep().cancelRequested(2, "long ago").frame({ type: "snapshot" }));
    const story = cancelStoryOf(model, 2, 1)!;
    expect(story).toMatchObject({ beats: [], untold: 1, cancelling: null });
  });

  it("leaves with its task", () => {
    const model = modelOf(
      asleep()
        .cancelRequested(2, "", CancelOrigin.USER)
        .started(2)
        .cancelDelivered(2)
        .done(2, Outcome.CANCELLED),
    );
    model.take(new Script(model.seq).started(1).frame({ firstRetained: model.seq }));
    expect(model.cancels.entriesOf(2)).toEqual([]);
    expect(model.cancels.requestsOf(2)).toBe(0);
  });
});
