import { describe, expect, it } from "vitest";
import { EventKind } from "../../../shared/events";
import { parseRowQuery } from "../../model/row-query";
import { countMatches, nextMatch } from "./row-search";
import { modelOf } from "./testing";
import type { TestEvent } from "./testing";

/** `main` with `a-0`, `b-1`, `a-2`, `b-3`, `a-4` under it. */
function family() {
  const events: TestEvent[] = [[EventKind.TASK_CREATED, 0, 1, 0, 0, "main"]];
  for (let index = 0; index < 5; index += 1) {
    const name = `${index % 2 === 0 ? "a" : "b"}-${index}`;
    events.push([EventKind.TASK_CREATED, 1, 2 + index, 0, 1, name]);
  }
  return modelOf(events);
}

const next = (typed: string, from: number, direction: -1 | 1) => {
  const { table, rows } = family();
  return nextMatch(table, rows, parseRowQuery(typed), from, direction);
};

describe("searching rows", () => {
  it("goes to the next and the previous match, and round", () => {
    expect(next("a-", -1, 1)).toBe(1);
    expect(next("a-", 1, 1)).toBe(3);
    expect(next("a-", 5, 1)).toBe(1);
    expect(next("a-", 1, -1)).toBe(5);
    expect(next("a-", -1, -1)).toBe(5);
  });

  it("finds nothing where nothing matches, or nothing is asked for", () => {
    expect(next("zzz", 0, 1)).toBe(-1);
    expect(next("", 0, 1)).toBe(-1);
  });

  it("stays at the only match", () => {
    expect(next("b-1", 2, 1)).toBe(2);
  });

  it("counts what is found, what of it is hidden, and says which one is selected", () => {
    const model = family();
    const count = (selected: number | null) =>
      countMatches(model.table, model.rows, parseRowQuery("a-"), selected);
    expect(count(4)).toEqual({ shown: 3, hidden: 0, place: 2 });
    expect(count(1)).toEqual({ shown: 3, hidden: 0, place: 0 });
    model.rows.collapse(1, true);
    model.changed();
    expect(count(null)).toEqual({ shown: 0, hidden: 3, place: 0 });
    const nothing = countMatches(model.table, model.rows, parseRowQuery(""), null);
    expect(nothing).toEqual({ shown: 0, hidden: 0, place: 0 });
  });
});
