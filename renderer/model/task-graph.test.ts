import { expect, it } from "vitest";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { awaitTreeOf } from "./task-graph";
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
