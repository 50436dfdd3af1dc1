import { describe, expect, it } from "vitest";
import { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { Outcome } from "../../shared/events";
import { Script } from "../testing/script";
import { NO_FILTER } from "./row-query";
import { Branch, Rows } from "./rows";

function rowsOf(script: Script) {
  const table = new TaskTable();
  table.applyAll(script.batch());
  const rows = new Rows(table);
  rows.refresh();
  return { table, rows };
}

function listed(rows: Rows): [task: number, depth: number][] {
  return Array.from({ length: rows.length }, (_, index) => [
    rows.tasks[index]!,
    rows.depths[index]!,
  ]);
}

describe("the order of rows", () => {
  it("puts children under the task that created them, in the order of creation", () => {
    const { rows } = rowsOf(
      new Script()
        .created(1, "main")
        .created(2, "a", 1)
        .created(3, "other")
        .created(4, "b", 1)
        .created(5, "a's child", 2)
        .created(6, "other's child", 3),
    );
    expect(listed(rows)).toEqual([
      [1, 0],
      [2, 1],
      [5, 2],
      [4, 1],
      [3, 0],
      [6, 1],
    ]);
  });

  it("makes a task whose creator was let go of a row of its own", () => {
    const { table, rows } = rowsOf(
      new Script().created(1, "gone").created(2, "child", 1).done(1, Outcome.RESULT),
    );
    table.evictFinished(Infinity);
    rows.invalidate();
    rows.refresh();
    expect(listed(rows)).toEqual([[2, 0]]);
  });

  it("keeps the order of creation where a slot is used a second time", () => {
    const { table, rows } = rowsOf(
      new Script().created(1, "one").created(2, "two").done(1, Outcome.RESULT),
    );
    table.evictFinished(Infinity);
    table.applyAll(new Script(3).created(3, "three").batch());
    expect(table.slotOf(3)).toBeLessThan(table.slotOf(2));
    rows.invalidate();
    rows.refresh();
    expect(listed(rows)).toEqual([
      [2, 0],
      [3, 0],
    ]);
  });

  it("does not recurse: a chain of a hundred thousand tasks is put in order", () => {
    const script = new Script();
    for (let task = 1; task <= 100_000; task += 1) script.created(task, "t", task - 1);
    const { rows } = rowsOf(script);
    expect(rows.length).toBe(100_000);
    expect(rows.tasks[99_999]).toBe(100_000);
    expect(rows.depths[99_999]).toBe(255);
  });

  it("says in which row a task is", () => {
    const { rows } = rowsOf(new Script().created(1, "main").created(2, "a").created(3, "child", 1));
    expect(rows.indexOf(3)).toBe(1);
    expect(rows.indexOf(2)).toBe(2);
    expect(rows.indexOf(99)).toBe(-1);
  });
});

describe("a filter", () => {
  const script = () =>
    new Script()
      .created(1, "main")
      .created(2, "Title-1", 1, "fetchTitle(1)")
      .created(3, "nap", 2, "sleepFor(1)")
      .created(4, "title-2", 1)
      .done(4, Outcome.ERROR, "no");

  it("shows tasks by a part of their name or coroutine, in any case", () => {
    const { rows } = rowsOf(script());
    rows.filter = { text: "TITLE", states: null };
    rows.refresh();
    expect(listed(rows).map(([task]) => task)).toEqual([2, 4]);
    rows.filter = { text: "sleepfor", states: null };
    rows.refresh();
    expect(listed(rows).map(([task]) => task)).toEqual([3]);
  });

  it("indents by the ancestors that are shown", () => {
    const { rows } = rowsOf(script());
    rows.filter = { text: "i", states: null };
    rows.refresh();
    expect(listed(rows)).toEqual([
      [1, 0],
      [2, 1],
      [4, 1],
    ]);
    rows.filter = { text: "nap", states: null };
    rows.refresh();
    expect(listed(rows)).toEqual([[3, 0]]);
  });

  it("shows tasks by state, and all again when it is taken away", () => {
    const { rows } = rowsOf(script());
    rows.filter = { text: "", states: new Set([TaskState.FAILED]) };
    rows.refresh();
    expect(listed(rows)).toEqual([[4, 0]]);
    rows.filter = NO_FILTER;
    rows.refresh();
    expect(rows.length).toBe(4);
  });
});

describe("a collapsed task", () => {
  const family = () =>
    rowsOf(
      new Script()
        .created(1, "main")
        .created(2, "a", 1)
        .created(3, "a's child", 2)
        .created(4, "b", 1)
        .created(5, "other"),
    );
  const shown = (rows: Rows) => listed(rows).map(([task]) => task);

  it("stands for all that is under it, and says how many that are", () => {
    const { rows } = family();
    rows.collapse(1, true);
    rows.refresh();
    expect(listed(rows)).toEqual([
      [1, 0],
      [5, 0],
    ]);
    expect([...rows.branches.subarray(0, 2)]).toEqual([Branch.CLOSED, Branch.NONE]);
    expect([...rows.hidden.subarray(0, 2)]).toEqual([3, 0]);
    expect(rows.indexOf(3)).toBe(-1);
    rows.collapse(1, false);
    rows.refresh();
    expect(shown(rows)).toEqual([1, 2, 3, 4, 5]);
  });

  it("keeps what is collapsed within it", () => {
    const { rows } = family();
    rows.collapse(2, true);
    rows.refresh();
    expect(listed(rows)).toEqual([
      [1, 0],
      [2, 1],
      [4, 1],
      [5, 0],
    ]);
    expect([...rows.hidden.subarray(0, 4)]).toEqual([0, 1, 0, 0]);
    rows.collapse(1, true);
    rows.collapse(1, false);
    rows.refresh();
    expect(shown(rows)).toEqual([1, 2, 4, 5]);
  });

  it("is looked into by a filter", () => {
    const { rows } = family();
    rows.collapse(1, true);
    rows.filter = { text: "child", states: null };
    rows.refresh();
    expect(shown(rows)).toEqual([3]);
  });

  it("is expanded to show a task in it", () => {
    const { rows } = family();
    rows.collapse(1, true);
    rows.collapse(2, true);
    rows.expandTo(3);
    rows.refresh();
    expect(rows.indexOf(3)).toBe(2);
  });

  it("knows the tasks under it", () => {
    const { rows } = family();
    rows.collapse(1, true);
    rows.refresh();
    expect(rows.subtree(1)).toEqual([1, 2, 3, 4]);
    expect(rows.subtree(5)).toEqual([5]);
    expect(rows.subtree(99)).toEqual([]);
  });
});
