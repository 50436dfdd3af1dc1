import { describe, expect, it } from "vitest";
import { BatchBuilder } from "../../shared/batch-builder";
import { EventKind, Outcome } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { creationPlaceOf, NOBODY, placeOf, placeText, standingsIn } from "./standings";

const FILE = "both-at-once.py";

/** Tasks 1, 2, … each of which stands in the line given for it. */
function tableOf(lines: readonly number[]): { table: TaskTable; events: BatchBuilder } {
  const events = new BatchBuilder(0);
  for (const [index, line] of lines.entries()) {
    const task = index + 1;
    events.append(EventKind.TASK_CREATED, 0, task, 0, 0, `t${task}`);
    events.append(EventKind.TASK_SITE, 0, task, 0, 20 + task, FILE);
    events.append(EventKind.STEP_STARTED, 0, task, 0, 0, "");
    if (line > 0) events.append(EventKind.TASK_LINE, 0, task, 0, line, FILE);
    events.append(EventKind.TASK_WAITING, 0, task, 0, 0, "");
  }
  const table = new TaskTable();
  table.applyAll(events.slice());
  return { table, events };
}

describe("where tasks stand", () => {
  it("is told line by line, the selected task first", () => {
    const { table } = tableOf([12, 4, 12, 0]);
    expect(standingsIn(table, FILE, 3)).toEqual({
      active: 12,
      lines: [
        { line: 4, tasks: [{ task: 2, name: "t2" }], more: 0 },
        {
          line: 12,
          tasks: [
            { task: 3, name: "t3" },
            { task: 1, name: "t1" },
          ],
          more: 0,
        },
      ],
    });
  });

  it("is the running task's line if none is selected", () => {
    const { table, events } = tableOf([12, 4]);
    expect(standingsIn(table, FILE, null).active).toBeNull();
    events.append(EventKind.STEP_STARTED, 1, 2, 0, 0, "");
    table.applyAll(events.slice(events.length - 1));
    expect(standingsIn(table, FILE, null).active).toBe(4);
  });

  it("counts those that are too many to be named", () => {
    const { lines } = standingsIn(tableOf([7, 7, 7, 7, 7]).table, FILE, null);
    expect(lines).toMatchObject([{ line: 7, more: 2 }]);
    expect(lines[0]!.tasks).toHaveLength(3);
  });

  it("is nowhere for tasks that are over, and of another file", () => {
    const { table, events } = tableOf([12]);
    expect(standingsIn(table, "other.py", null)).toBe(NOBODY);
    expect(placeText(placeOf(table, 1)!)).toBe("both-at-once.py:12");
    events.append(EventKind.TASK_DONE, 1, 1, Outcome.RESULT, 0, "");
    table.applyAll(events.slice(events.length - 1));
    expect(standingsIn(table, FILE, 1)).toBe(NOBODY);
    expect(placeOf(table, 1)).toBeNull();
    expect(creationPlaceOf(table, 1)).toEqual({ file: FILE, line: 21 });
    expect(creationPlaceOf(table, 9)).toBeNull();
  });
});
