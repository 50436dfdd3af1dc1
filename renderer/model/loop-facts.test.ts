import { expect, it } from "vitest";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { loopOfTable } from "./loop-facts";

it("lists ready tasks in the order of their wake-up, and sleeping ones by due time", () => {
  const table = new TaskTable();
  const script = new Script().created(1, "main").created(2, "a").created(3, "b").created(4, "c");
  script.at(1).started(1).sleeps(1, 9).started(2).sleeps(2, 3).started(3).sleeps(3, 0.5);
  script.at(1.5).ready(3);
  table.applyAll(script.batch());
  const look = loopOfTable(table, 2);
  expect(look.ready.map(({ tasks }) => tasks)).toEqual([[4], [3]]);
  expect(look.timers.map(({ due, entry }) => [entry.tasks[0], due])).toEqual([
    [2, 4],
    [1, 10],
  ]);
  expect(look).toMatchObject({ at: 2, runs: false, readyCount: 2, timerCount: 2 });
});
