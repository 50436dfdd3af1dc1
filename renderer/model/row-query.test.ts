import { describe, expect, it } from "vitest";
import { Outcome } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { Script } from "../testing/script";
import { isFiltering, parseRowQuery, rowMatcher } from "./row-query";

function matched(typed: string): number[] {
  const table = new TaskTable();
  table.applyAll(
    new Script()
      .created(1, "main", 0, "main()")
      .created(2, "Title 1", 1, "fetchTitle(1)")
      .created(3, "nap", 2, "sleepFor(1)")
      .created(4, "title-2", 1, "fetchTitle(2)")
      .done(4, Outcome.ERROR, "no")
      .batch(),
  );
  const matches = rowMatcher(table, parseRowQuery(typed));
  return [0, 1, 2, 3].filter((slot) => matches(slot)).map((slot) => table.id[slot]!);
}

describe("what is typed to find tasks", () => {
  it("is a part of a name or coroutine, in any case", () => {
    expect(matched("title")).toEqual([2, 4]);
    expect(matched("Title 1")).toEqual([2]);
    expect(matched("sleepfor")).toEqual([3]);
  });

  it("says after by: who created them", () => {
    expect(matched("by:main")).toEqual([2, 4]);
    expect(matched("by:fetchTitle")).toEqual([3]);
    expect(matched('by:"title 1"')).toEqual([3]);
    expect(matched("by:nobody")).toEqual([]);
  });

  it("says after is: in which state they are; the beginning of the word is enough", () => {
    expect(matched("is:failed")).toEqual([4]);
    expect(matched("is:err")).toEqual([4]);
    expect(matched("is:pending")).toEqual([1, 2, 3]);
    expect(matched("is:nonsense")).toEqual([]);
    expect(parseRowQuery("is:f").states).toEqual(new Set([TaskState.FINISHED, TaskState.FAILED]));
  });

  it("may say several things at once, in any order", () => {
    expect(matched("title by:main is:pending")).toEqual([2]);
    expect(matched("is:pending by:main title")).toEqual([2]);
  });

  it("leaves nothing out while a term is not complete, and takes colons in names as they are", () => {
    expect(matched("by:")).toHaveLength(4);
    expect(matched("is:")).toHaveLength(4);
    expect(parseRowQuery("stand:by:me")).toEqual({ text: "stand:by:me", states: null });
    expect(isFiltering(parseRowQuery(""))).toBe(false);
    expect(isFiltering(parseRowQuery("by:a"))).toBe(true);
  });
});
