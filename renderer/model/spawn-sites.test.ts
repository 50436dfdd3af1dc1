import { describe, expect, it } from "vitest";
import { BatchBuilder } from "../../shared/batch-builder";
import { EventKind, Outcome } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { siteMatcher, siteOf, siteTotals, siteWords } from "./spawn-sites";

function tableOf(): TaskTable {
  const table = new TaskTable();
  table.applyAll(
    new Script()
      .created(1, "main", 0, "main()")
      .created(2, "a", 1, "fetch(1)")
      .created(3, "b", 1, "fetch(2)")
      .created(4, "c", 2, "fetch(3)")
      .created(5, "d", 1, "fetchAll(1)")
      .created(6, "plain", 1)
      .at(1)
      .started(2)
      .at(3)
      .sleeps(2, 9)
      .at(4)
      .done(3, Outcome.RESULT)
      .batch(),
  );
  return table;
}

const NOWHERE = { file: "", line: 0 };
const MAIN_FETCH = { creator: "main", coroutine: "fetch", ...NOWHERE };

describe("a spawn site", () => {
  it("is the coroutine that creates and the one that is created, without arguments", () => {
    const table = tableOf();
    expect(siteOf(table, table.slotOf(3))).toEqual(MAIN_FETCH);
    expect(siteOf(table, table.slotOf(4))).toEqual({ ...MAIN_FETCH, creator: "fetch" });
    const main = { creator: "", coroutine: "main", ...NOWHERE };
    expect(siteOf(table, table.slotOf(1))).toEqual(main);
    expect(siteOf(table, table.slotOf(6))).toEqual({ ...MAIN_FETCH, coroutine: "plain" });
    expect(siteWords(MAIN_FETCH)).toBe("fetch, created by main");
    expect(siteWords(main)).toBe("main");
  });

  it("is one line alone where the lines are known", () => {
    const table = tableOf();
    const events = new BatchBuilder(0);
    events.append(EventKind.TASK_SITE, 4, 2, 0, 12, "both.py");
    events.append(EventKind.TASK_SITE, 4, 3, 0, 13, "both.py");
    table.applyAll(events.slice());
    const site = siteOf(table, table.slotOf(3));
    expect(siteWords(site)).toBe("fetch, created by main at both.py:13");
    const matches = siteMatcher(table, site);
    expect([2, 3].filter((task) => matches(table.slotOf(task)))).toEqual([3]);
  });

  it("finds its tasks, and no others that are named alike", () => {
    const table = tableOf();
    const matches = siteMatcher(table, MAIN_FETCH);
    const found = [1, 2, 3, 4, 5, 6].filter((task) => matches(table.slotOf(task)));
    expect(found).toEqual([2, 3]);
  });

  it("adds up what its tasks did, up to now", () => {
    expect(siteTotals(tableOf(), MAIN_FETCH, 10)).toEqual({
      count: 2,
      pending: 1,
      ran: 2,
      ready: 5,
      waited: 7,
    });
  });
});
