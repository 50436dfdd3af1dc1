import { expect, it } from "vitest";
import { EventKind, Outcome, WaitReason } from "../../../shared/events";
import { criticalPathOf } from "../../model/critical-path";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import { linesOf } from "./draw-path";
import { modelOf } from "./testing";
import type { TestEvent } from "./testing";

/** `main` creates `child` at 10, waits for it, and goes on at 60. */
const RUN: TestEvent[] = [
  [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
  [EventKind.STEP_STARTED, 0, 1],
  [EventKind.TASK_CREATED, 10, 2, 0, 1, "child"],
  [EventKind.TASK_WAITING, 10, 1, WaitReason.TASK, 2],
  [EventKind.STEP_STARTED, 10, 2],
  [EventKind.TASK_WAITING, 20, 2, WaitReason.EVENT],
  [EventKind.TASK_READY, 50, 2],
  [EventKind.STEP_STARTED, 50, 2],
  [EventKind.TASK_DONE, 60, 2, Outcome.RESULT],
  [EventKind.TASK_READY, 60, 1, 0, 2],
  [EventKind.STEP_STARTED, 60, 1],
  [EventKind.TASK_DONE, 70, 1, Outcome.RESULT],
];

const VIEW = { scale: { start: 0, perPixel: 1 }, width: 400, height: 200, top: 0 };
const rowOf = (y: number) => Math.floor((y - AXIS_HEIGHT) / ROW_HEIGHT);

function drawn(view = VIEW) {
  const model = modelOf(RUN, 70);
  const { legs } = criticalPathOf(model.lanes, 70);
  return linesOf({ ...view, model }, legs).map(({ left, right, y, fromY }) => [
    left,
    right,
    rowOf(y),
    fromY === null ? null : rowOf(fromY),
  ]);
}

it("goes along the lane of each task on the path, and from one to the next", () => {
  expect(drawn()).toEqual([
    [0, 10, 0, null],
    [10, 60, 1, 0],
    [60, 70, 0, 1],
  ]);
});

it("leaves out what is not in sight, and comes from where the path was before", () => {
  const scale = { start: 65, perPixel: 1 };
  expect(drawn({ ...VIEW, scale })).toEqual([[-4, 5, 0, 1]]);
});

it("leaves out parts that would lie on the pixels of the one before", () => {
  const scale = { start: 0, perPixel: 1_000 };
  expect(drawn({ ...VIEW, scale }).length).toBe(3);
  expect(drawn({ ...VIEW, scale: { start: 1_000, perPixel: 1 } })).toEqual([]);
});
