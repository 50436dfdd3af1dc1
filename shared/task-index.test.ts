import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NOT_INDEXED, TaskIndex } from "./task-index";

describe("the index of tasks", () => {
  it("says of every task what a map would", () => {
    // Close to each other and far apart: on one page, on neighbours, and past pages that are not there.
    const task = fc.oneof(
      fc.nat({ max: 20 }),
      fc.nat({ max: 3_000 }),
      fc.integer({ min: 1_000_000, max: 1_002_000 }),
    );
    const change = fc.record({
      task,
      place: fc.option(fc.nat({ max: 100_000 })),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const index = new TaskIndex();
        const map = new Map<number, number>();
        for (const { task, place } of changes) {
          if (place === null) {
            index.delete(task);
            map.delete(task);
          } else {
            index.set(task, place);
            map.set(task, place);
          }
        }
        for (const { task } of changes) {
          for (const near of [task, task + 1, task + 1_024]) {
            expect(index.get(near)).toBe(map.get(near) ?? NOT_INDEXED);
          }
        }
      }),
    );
  });

  it("holds nothing once it is cleared", () => {
    const index = new TaskIndex();
    index.set(7, 3);
    index.clear();
    expect(index.get(7)).toBe(NOT_INDEXED);
    index.set(7, 4);
    expect(index.get(7)).toBe(4);
  });
});
