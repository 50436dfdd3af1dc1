import { describe, expect, it } from "vitest";
import { Advice, CancelOrigin, Outcome, WaitReason } from "../../shared/events";
import { createTask, currentTask, gather, sleep, timeout, TimeoutError } from "../scheduler";
import type { Coroutine, Task } from "../scheduler";
import { inShort, recordingOf, warningsIn } from "./__tests__/recording";

describe("a recorded cancel", () => {
  it("writes down a cancel: who asked, when it was delivered, and how it ended", async () => {
    const events = await recordingOf(function* () {
      const task = createTask(sleep(60), { name: "slow" });
      yield* sleep(1);
      task.cancel("too slow");
      yield* sleep(0);
    });
    expect(events.filter((event) => event.task === 2).map(inShort)).toEqual([
      "0 task-created 2 1 slow",
      "0 task-ready 2 1",
      "0 step-started 2",
      `0 task-waiting 2 ${WaitReason.SLEEP} sleep(60) 0 0 60`,
      "1 cancel-requested 2 0 1 too slow",
      "1 task-ready 2 1",
      "1 step-started 2",
      "1 cancel-delivered 2",
      `1 task-done 2 ${Outcome.CANCELLED} CancelledError: too slow`,
    ]);
  });

  it("says where a cancel came from: the user, a task, a timeout, or a task that handed it down", async () => {
    function* passesOn(task: Task<unknown>): Coroutine<unknown> {
      return yield* gather([task]);
    }
    const events = await recordingOf(function* (recorder) {
      const inner = createTask(sleep(60));
      const outer = createTask(passesOn(inner));
      const other = createTask(sleep(60));
      yield* sleep(0);
      yield* sleep(0);
      recorder.cancelAs(CancelOrigin.USER, () => outer.cancel());
      other.cancel("enough");
      yield* timeout(1, () => sleep(60));
    });
    const requests = events.flatMap((event) =>
      event.kind === "cancel-requested" ? [[event.task, event.origin, event.by]] : [],
    );
    expect(requests).toEqual([
      [3, CancelOrigin.TASK, 1],
      [2, CancelOrigin.PASSED_ON, 3],
      [4, CancelOrigin.TASK, 1],
      [1, CancelOrigin.LOOP, 0],
    ]);
  });

  it("writes down in which step a cancel is taken back, and how many are left", async () => {
    function* limited() {
      try {
        yield* timeout(1, () => sleep(60));
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
      }
      yield* sleep(1);
    }
    const events = await recordingOf(function* () {
      yield* sleep(0);
      yield* createTask(limited());
    });
    expect(events.filter(({ task }) => task === 2).map(inShort)).toEqual(
      expect.arrayContaining(["1 cancel-delivered 2", "1 cancel-withdrawn 2 0"]),
    );
  });

  it("writes down that a cancel was taken back before it was thrown in", async () => {
    function* changesItsMind(): Coroutine<string> {
      const own = currentTask()!;
      own.cancel();
      own.uncancel();
      yield* sleep(1);
      return "went on";
    }
    const events = await recordingOf(function* () {
      yield* sleep(0);
      return yield* createTask(changesItsMind());
    });
    expect(events.filter(({ task }) => task === 2).map(inShort)).toEqual(
      expect.arrayContaining([
        `0 cancel-requested 2 ${CancelOrigin.TASK} 2`,
        "0 cancel-withdrawn 2 0",
        `1 task-done 2 ${Outcome.RESULT} "went on"`,
      ]),
    );
    expect(warningsIn(events).map(({ advice }) => advice)).not.toContain(Advice.SWALLOWED_CANCEL);
  });
});
