import { expect, it } from "vitest";
import { EventKind, WaitReason } from "../../../shared/events";
import { LaneReader } from "../../model/lane-reader";
import { PastSession } from "../../model/past-session";
import { followedModelOf } from "./testing";
import { tooltipOf } from "./tooltip-content";

/** `main` runs from 1 to 2 and waits since. */
const model = followedModelOf(
  [
    [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
    [EventKind.STEP_STARTED, 1, 1],
    [EventKind.TASK_WAITING, 2, 1, WaitReason.SLEEP, 0, "sleep(60)"],
    [EventKind.CANCEL_REQUESTED, 8, 1],
  ],
  10,
);
const reader = new LaneReader();
model.lanes.read(model.lanes.laneOf(1), reader);
const taskIn = (past: PastSession | null) =>
  tooltipOf(model, 1, reader, { interval: 1, shared: 1 }, 10, past).task!;

function pastAt(time: number, seq: number): PastSession {
  const past = new PastSession(model);
  past.moveTo({ time, seq });
  return past;
}

it("tells what the task did up to now", () => {
  const { totals, upTo } = taskIn(null);
  expect(totals).toEqual([
    ["ran", "1 s"],
    ["ready", "1 s"],
    ["waited", "8 s"],
  ]);
  expect(upTo).toBe("");
});

it("tells what it did up to the instant that is shown, and that it is up to then", () => {
  const { totals, upTo } = taskIn(pastAt(4.5, 3));
  expect(totals).toEqual([
    ["ran", "1 s"],
    ["ready", "1 s"],
    ["waited", "2.5 s"],
  ]);
  expect(upTo).toContain("up to 4.500 s");
});

it("has no totals of a task that was created later, and says so", () => {
  const { totals, upTo } = taskIn(pastAt(0, 0));
  expect(totals).toEqual([]);
  expect(upTo).toContain("Not created yet at 0.000 s");
});
