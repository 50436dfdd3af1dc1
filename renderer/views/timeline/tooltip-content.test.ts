import { expect, it } from "vitest";
import { EventKind, WaitReason } from "../../../shared/events";
import { LaneReader } from "../../model/lane-reader";
import { PastSession } from "../../model/past-session";
import { LaneSummary } from "../../model/lane-summary";
import { followedModelOf } from "./testing";
import { summaryTooltipOf, tooltipOf } from "./tooltip-content";

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
const toldIn = (past: PastSession | null, interval = 1) =>
  tooltipOf(model, 1, reader, { interval, shared: 1 }, 10, past);
const taskIn = (past: PastSession | null) => toldIn(past).task!;

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

it("tells of an interval how it stood at the instant that is shown", () => {
  expect(toldIn(null, 2)).toMatchObject({ when: "since 2.000 s, 8 s so far", asOf: "" });
  expect(toldIn(null, 2).cancels).toHaveLength(1);
  const then = toldIn(pastAt(4.5, 3), 2);
  expect(then).toMatchObject({ when: "since 2.000 s, 2.5 s so far", cancels: [], asOf: "" });
  expect(toldIn(pastAt(1.5, 2)).when).toBe("since 1.000 s, 500 ms so far");
});

it("tells of an interval that comes later what it was, and that it comes later", () => {
  const later = toldIn(pastAt(0.5, 1));
  expect(later.when).toBe("from 1.000 s to 2.000 s, 1 s");
  expect(later.asOf).toContain("Later than 0.500 s");
});

it("tells of a collapsed task what all under it had done by the instant that is shown", () => {
  const edges = Float64Array.from({ length: 11 }, (_, edge) => edge);
  const scale = { start: 0, perPixel: 1 };
  const summaryIn = (past: PastSession | null, x: number) => {
    const summary = new LaneSummary(model, [1], edges, 10, past);
    summary.advance(() => true);
    return summaryTooltipOf(model, 1, summary, scale, x, past)!;
  };
  expect(summaryIn(null, 1)).toMatchObject({
    what: "main and all under it: 1 task, 1 pending · ran 10 %",
    when: "ran 1 s of 10 s together",
    asOf: "",
  });
  expect(summaryIn(pastAt(1.5, 2), 1)).toMatchObject({
    what: "main and all under it: 1 task, 1 pending · ran 33 %",
    when: "ran 500 ms of 1.5 s together",
  });
  expect(summaryIn(pastAt(1.5, 2), 1).asOf).toContain("Totals up to 1.500 s");
  expect(summaryIn(pastAt(1.5, 2), 3).asOf).toContain("Later than 1.500 s");
  expect(summaryIn(pastAt(0, 0), 3)).toMatchObject({
    what: "main and all under it: no task yet",
    when: "",
  });
});
