import { describe, expect, it } from "vitest";
import { EventKind, WaitReason } from "../../../shared/events";
import { LINK_KINDS } from "../../model/lane-links";
import { AXIS_HEIGHT, ROW_HEIGHT } from "../../model/row-height";
import { hitLink, linkShapes } from "./link-shapes";
import { modelOf } from "./testing";
import type { TestEvent } from "./testing";

/** `main` creates `child-0` to `child-9`, and awaits the last one. */
function family() {
  const events: TestEvent[] = [
    [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
    [EventKind.STEP_STARTED, 1, 1],
  ];
  for (let index = 0; index < 10; index += 1) {
    events.push([EventKind.TASK_CREATED, 10 + index, 2 + index, 0, 1, `child-${index}`]);
  }
  events.push([EventKind.TASK_WAITING, 50, 1, WaitReason.TASK, 11]);
  return modelOf(events);
}

const middleOf = (row: number) => AXIS_HEIGHT + (row + 0.5) * ROW_HEIGHT;
const VIEW = {
  scale: { start: 0, perPixel: 1 },
  width: 400,
  height: 600,
  top: 0,
  kinds: new Set(LINK_KINDS),
};

describe("linkShapes", () => {
  it("leads from the lane of who did something to that of the selected task", () => {
    const [created, awaited] = linkShapes({ ...VIEW, model: family(), selected: 11 });
    expect(created).toMatchObject({ x: 19.5, fromY: middleOf(0), isCut: false });
    expect(created!.toY).toBeLessThan(middleOf(10));
    expect(created!.toY).toBeGreaterThan(middleOf(9));
    expect(awaited!.link).toEqual({ kind: "awaited", time: 50, by: 1 });
    expect(awaited!.x).toBeCloseTo(53.5, 9);
  });

  it("is cut at the edge where the other lane is scrolled out of sight", () => {
    const [created] = linkShapes({ ...VIEW, model: family(), selected: 11, top: 100 });
    expect(created!.isCut).toBe(true);
    expect(created!.fromY).toBeGreaterThanOrEqual(AXIS_HEIGHT);
  });

  it("is short where the other task has no row", () => {
    const model = family();
    model.rows.filter = { text: "child", states: null };
    model.changed();
    const [created] = linkShapes({ ...VIEW, model, selected: 11 });
    expect(created!.isCut).toBe(true);
    expect(created!.toY - created!.fromY).toBeLessThan(ROW_HEIGHT);
  });

  it("gives none without a selection, a kind, or anything in sight", () => {
    const model = family();
    expect(linkShapes({ ...VIEW, model, selected: null })).toEqual([]);
    expect(linkShapes({ ...VIEW, model, selected: 11, kinds: new Set() })).toEqual([]);
    const later = { start: 100, perPixel: 1 };
    expect(linkShapes({ ...VIEW, model, selected: 11, scale: later })).toEqual([]);
  });
});

describe("hitLink", () => {
  it("finds the nearest arrow under the pointer, over its whole length", () => {
    const shapes = linkShapes({ ...VIEW, model: family(), selected: 11 });
    expect(hitLink(shapes, 20, middleOf(4))?.link.kind).toBe("created");
    expect(hitLink(shapes, 52, middleOf(4))?.link.kind).toBe("awaited");
    expect(hitLink(shapes, 35, middleOf(4))).toBeNull();
    expect(hitLink(shapes, 20, middleOf(12))).toBeNull();
  });
});
