import { describe, expect, it } from "vitest";
import { EventKind, Outcome, WaitReason } from "../../shared/events";
import { actingInterval, lastLinkBefore, LINK_KINDS, linksOf } from "./lane-links";
import type { LinkKind } from "./lane-links";
import { modelOf } from "../views/timeline/testing";
import type { TestEvent } from "../views/timeline/testing";
import type { SessionModel } from "./session-model";

/** `main` creates `a` and `b`; `b` awaits `a` and, woken by it, cancels `main`, which awaited `b`. */
const STORY: readonly TestEvent[] = [
  [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
  [EventKind.STEP_STARTED, 1, 1],
  [EventKind.TASK_CREATED, 2, 2, 0, 1, "a"],
  [EventKind.TASK_CREATED, 3, 3, 0, 1, "b"],
  [EventKind.TASK_WAITING, 4, 1, WaitReason.TASK, 3],
  [EventKind.STEP_STARTED, 5, 2],
  [EventKind.TASK_WAITING, 6, 2, WaitReason.SLEEP, 77],
  [EventKind.STEP_STARTED, 7, 3],
  [EventKind.TASK_WAITING, 8, 3, WaitReason.TASK, 2],
  [EventKind.TASK_READY, 9, 2],
  [EventKind.STEP_STARTED, 9, 2],
  [EventKind.TASK_DONE, 10, 2, Outcome.RESULT],
  [EventKind.TASK_READY, 10, 3, 0, 2],
  [EventKind.STEP_STARTED, 11, 3],
  [EventKind.CANCEL_REQUESTED, 12, 1, 0, 3],
  [EventKind.TASK_WAITING, 13, 3, WaitReason.EVENT],
];

const all = (model: SessionModel, task: number, kinds: readonly LinkKind[] = LINK_KINDS) =>
  linksOf(model, task, { kinds: new Set(kinds), from: 0, to: 20, least: 0 });
const before = (model: SessionModel, task: number, time: number) =>
  lastLinkBefore(model, task, new Set(LINK_KINDS), time);

describe("links of a lane", () => {
  it("says who created, awaited, woke and cancelled a task, and when", () => {
    const model = modelOf(STORY);
    expect(all(model, 3)).toEqual([
      { kind: "created", time: 3, by: 1 },
      { kind: "woken", time: 10, by: 2 },
      { kind: "awaited", time: 4, by: 1 },
    ]);
    expect(all(model, 2)).toEqual([
      { kind: "created", time: 2, by: 1 },
      { kind: "awaited", time: 8, by: 3 },
    ]);
    expect(all(model, 1)).toEqual([{ kind: "cancelled", time: 12, by: 3 }]);
  });

  it("says who awaits a task by way of a gather, once of each that awaits it again and again", () => {
    const model = modelOf([
      [EventKind.TASK_CREATED, 0, 1],
      [EventKind.TASK_CREATED, 0, 2],
      [EventKind.TASK_CREATED, 0, 3],
      [EventKind.TASK_WAITING, 1, 1, WaitReason.GATHER],
      [EventKind.WAIT_MEMBERS, 1, 1, 2, 2],
      [EventKind.TASK_WAITING, 2, 1, WaitReason.WAIT],
      [EventKind.WAIT_MEMBERS, 2, 1, 1, 3],
    ]);
    expect(all(model, 2, ["awaited"])).toEqual([{ kind: "awaited", time: 1, by: 1 }]);
    expect(all(model, 3, ["awaited"])).toEqual([{ kind: "awaited", time: 1, by: 1 }]);
  });

  it("takes the number of a lock for no task", () => {
    const model = modelOf([
      [EventKind.TASK_CREATED, 0, 1],
      [EventKind.TASK_CREATED, 0, 2],
      [EventKind.RESOURCE_CREATED, 1, 1, 0, 0, "Lock 1"],
      [EventKind.TASK_WAITING, 1, 2, WaitReason.LOCK, 1],
    ]);
    expect(all(model, 1, ["awaited"])).toEqual([]);
  });

  it("gives the kinds and the stretch of time that were asked for", () => {
    const model = modelOf(STORY);
    expect(all(model, 3, ["woken"])).toHaveLength(1);
    const query = { kinds: new Set(LINK_KINDS), from: 3.5, to: 9, least: 0 };
    expect(linksOf(model, 3, query)).toEqual([{ kind: "awaited", time: 4, by: 1 }]);
  });

  it("gives one of many wake-ups that lie close together", () => {
    const events: TestEvent[] = [
      [EventKind.TASK_CREATED, 0, 1],
      [EventKind.TASK_CREATED, 0, 2],
    ];
    for (let turn = 0; turn < 100; turn += 1) {
      const time = 1 + turn / 100;
      events.push([EventKind.STEP_STARTED, time, 1]);
      events.push([EventKind.TASK_READY, time + 0.001, 1, 0, 2]);
    }
    const model = modelOf(events);
    const query = { kinds: new Set(LINK_KINDS), from: 0, to: 5 };
    expect(linksOf(model, 1, { ...query, least: 0 })).toHaveLength(100);
    expect(linksOf(model, 1, { ...query, least: 0.1 }).length).toBeLessThan(15);
  });

  it("knows who awaits from a snapshot, in which the one that waits comes first", () => {
    const model = modelOf([
      [EventKind.TASK_CREATED, 0, 1, 0, 0, "main"],
      [EventKind.TASK_WAITING, 4, 1, WaitReason.TASK, 2],
      [EventKind.TASK_CREATED, 2, 2, 0, 1, "a"],
    ]);
    expect(all(model, 2, ["awaited"])).toEqual([{ kind: "awaited", time: 4, by: 1 }]);
  });

  it("gives nothing for a task that is gone", () => {
    expect(all(modelOf(STORY), 99)).toEqual([]);
    expect(before(modelOf(STORY), 99, 20)).toBeNull();
  });
});

describe("the last link before an instant", () => {
  it("is followed backwards from one task to the other", () => {
    const model = modelOf(STORY);
    expect(before(model, 3, 20)).toEqual({ kind: "woken", time: 10, by: 2 });
    expect(before(model, 3, 9)).toEqual({ kind: "awaited", time: 4, by: 1 });
    expect(before(model, 3, 3)).toEqual({ kind: "created", time: 3, by: 1 });
    expect(before(model, 3, 2)).toBeNull();
  });

  it("is of the kinds that were asked for", () => {
    const model = modelOf(STORY);
    expect(lastLinkBefore(model, 3, new Set<LinkKind>(["created"]), 20)?.kind).toBe("created");
  });
});

describe("the interval in which a task acted on another", () => {
  it("is the step in which it did so, even at the step's end", () => {
    const model = modelOf(STORY);
    expect(actingInterval(model, 2, 10)).toBe(4);
    expect(actingInterval(model, 1, 4)).toBe(1);
    expect(actingInterval(model, 1, 3)).toBe(1);
    expect(actingInterval(model, 99, 3)).toBe(-1);
  });
});
