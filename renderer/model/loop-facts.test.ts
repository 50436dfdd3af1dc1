import { expect, it } from "vitest";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { Outcome } from "../../shared/events";
import { EventHistory } from "./event-history";
import { loopAt, loopOfTable } from "./loop-facts";

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

it("rebuilds the ready queue of an instant in the order in which tasks became ready", () => {
  const script = new Script().created(1, "main").created(2, "a").created(3, "b");
  // All at one time: the events alone tell the order.
  script.ready(3).ready(2).started(1).awaits(1, 3).started(3).done(3, Outcome.RESULT).ready(1);
  const batch = script.batch();
  const events = new EventHistory();
  events.append(batch);
  const at = (seq: number) => {
    const table = new TaskTable();
    for (let index = 0; index < seq; index += 1) table.apply(batch, index);
    return loopAt(table, events, { time: 0, seq }).ready.map(({ kind, tasks }) => [kind, tasks[0]]);
  };
  expect(at(7)).toEqual([
    ["step", 3],
    ["step", 2],
  ]);
  // b is done, and main has not heard of it yet.
  expect(at(9)).toEqual([
    ["step", 2],
    ["notify", 1],
  ]);
  expect(at(10)).toEqual([
    ["step", 2],
    ["step", 1],
  ]);
});
