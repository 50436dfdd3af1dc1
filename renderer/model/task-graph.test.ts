import { expect, it } from "vitest";
import { Outcome, ResourceKind, ResourceUse, WaitReason } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { awaitTreeOf, Awaiters } from "./task-graph";
import type { AwaitNode } from "./task-graph";

/** Tasks 1, 2, … of which each awaits the task that stands in its place, 0 for none. */
function tableOf(...awaited: number[]): TaskTable {
  const script = new Script();
  awaited.forEach((_, index) => script.created(index + 1, `t${index + 1}`));
  awaited.forEach((other, index) => {
    script.started(index + 1);
    if (other !== 0) script.awaits(index + 1, other);
  });
  const table = new TaskTable();
  table.applyAll(script.batch());
  return table;
}

const inShort = (nodes: readonly AwaitNode[]) =>
  nodes.map(({ task, depth, repeats }) => [task, depth, ...(repeats === null ? [] : [repeats])]);

it("goes down to what a task awaits, and up to all that await it", () => {
  const tree = awaitTreeOf(tableOf(2, 3, 4, 0, 3), 3);
  expect(inShort(tree.awaits)).toEqual([[4, 1]]);
  expect(inShort(tree.awaitedBy)).toEqual([
    [2, 1],
    [1, 2],
    [5, 1],
  ]);
  expect(tree.isInCircle).toBe(false);
});

it("ends where a circle closes, and says so", () => {
  const tree = awaitTreeOf(tableOf(2, 3, 1), 1);
  expect(inShort(tree.awaits)).toEqual([
    [2, 1],
    [3, 2],
    [1, 3, "circle"],
  ]);
  expect(inShort(tree.awaitedBy)).toEqual([
    [3, 1],
    [2, 2],
    [1, 3, "circle"],
  ]);
  expect(tree.isInCircle).toBe(true);
});

it("marks a circle that the task is not part of", () => {
  const tree = awaitTreeOf(tableOf(2, 3, 2), 1);
  expect(inShort(tree.awaits)).toEqual([
    [2, 1],
    [3, 2],
    [2, 3, "circle"],
  ]);
  expect(tree.isInCircle).toBe(false);
});

it("counts what is too much to show", () => {
  const tree = awaitTreeOf(tableOf(0, ...Array.from({ length: 200 }, () => 1)), 1);
  expect(tree.awaitedBy.length + tree.more).toBe(200);
  expect(tree.more).toBeGreaterThan(0);
});

/** A table after `script`, in which tasks 1 to `tasks` were created and began. */
function tableWith(tasks: number, play: (script: Script) => Script): TaskTable {
  const script = new Script();
  for (let task = 1; task <= tasks; task += 1) script.created(task, `t${task}`).started(task);
  const table = new TaskTable();
  table.applyAll(play(script).batch());
  return table;
}

const withVia = (nodes: readonly AwaitNode[]) => nodes.map(({ task, via }) => [task, via]);

it("has the members of a gather below it, and the gather above them, without those that are done", () => {
  const table = tableWith(4, (script) =>
    script
      .waits(1, WaitReason.GATHER, "gather(3)")
      .members(1, 2, 3)
      .done(3, Outcome.RESULT)
      .waits(4, WaitReason.GROUP)
      .members(4, 2),
  );
  expect(withVia(awaitTreeOf(table, 1).awaits)).toEqual([
    [2, "gather of 3"],
    [4, "gather of 3"],
    [2, "task group of 1"],
  ]);
  expect(withVia(awaitTreeOf(table, 2).awaitedBy)).toEqual([
    [1, "gather of 3"],
    [4, "task group of 1"],
    [1, "gather of 3"],
  ]);
  expect(new Awaiters(table).of(3)).toEqual([]);
});

it("forgets the members when the wait is over", () => {
  const table = tableWith(2, (script) => script.waits(1, WaitReason.GATHER).members(1, 2).ready(1));
  expect(awaitTreeOf(table, 2).awaitedBy).toEqual([]);
});

it("counts members that are too many to look at one by one", () => {
  const table = tableWith(1, (script) => script.waits(1, WaitReason.GATHER).members(1, 0, 200));
  const members = tableWith(3_000, (script) => {
    script.waits(1, WaitReason.GATHER);
    for (let first = 2; first <= 3_000; first += 250) script.members(1, first, 250);
    return script;
  });
  expect(awaitTreeOf(table, 1)).toMatchObject({ awaits: [], more: 200 });
  const tree = awaitTreeOf(members, 1);
  expect(tree.awaits.length + tree.more).toBe(3_000);
});

it("goes from who waits for a lock to who holds it, and back, and finds the circle", () => {
  const table = tableWith(2, (script) =>
    script
      .resource(1, ResourceKind.LOCK, "Lock 1")
      .resource(2, ResourceKind.LOCK, "Lock 2")
      .uses(1, ResourceUse.ACQUIRED, 1)
      .uses(2, ResourceUse.ACQUIRED, 2)
      .waitsAt(1, WaitReason.LOCK, 2)
      .waitsAt(2, WaitReason.LOCK, 1),
  );
  const tree = awaitTreeOf(table, 1);
  expect(withVia(tree.awaits)).toEqual([
    [2, "holds Lock 2"],
    [1, "holds Lock 1"],
  ]);
  expect(withVia(tree.awaitedBy)).toEqual([
    [2, "waits for Lock 1"],
    [1, "waits for Lock 2"],
  ]);
  expect(tree.isInCircle).toBe(true);
});
