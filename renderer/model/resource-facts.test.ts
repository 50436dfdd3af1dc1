import { expect, it } from "vitest";
import { ResourceKind, ResourceUse, WaitReason } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import { Script } from "../testing/script";
import { speak } from "../texts";
import { resourcesOf } from "./resource-facts";
import type { ResourceFacts } from "./resource-facts";

/** A table after `script`, in which tasks 1 to `tasks` were created and began. */
function tableWith(tasks: number, play: (script: Script) => Script): TaskTable {
  const script = new Script();
  for (let task = 1; task <= tasks; task += 1) script.created(task, `t${task}`).started(task);
  const table = new TaskTable();
  table.applyAll(play(script).batch());
  return table;
}

const listsOf = ({ lists }: ResourceFacts) =>
  lists.map(({ title, tasks }) => [
    title,
    ...tasks.map(({ task, since }) => `${task} at ${since}`),
  ]);

const contended = (script: Script) =>
  script
    .resource(7, ResourceKind.LOCK, "the printer")
    .at(1)
    .uses(1, ResourceUse.ACQUIRED, 7)
    .at(2)
    .waitsAt(3, WaitReason.LOCK, 7)
    .at(3)
    .waitsAt(2, WaitReason.LOCK, 7);

it("says of a lock who holds it, and who waits for it, in their order", () => {
  const table = tableWith(3, contended);
  const [lock, ...others] = resourcesOf(table, 2);
  expect(others).toEqual([]);
  expect(lock).toMatchObject({ name: "the printer", kindWord: "lock", relation: "waits" });
  expect(listsOf(lock!)).toEqual([
    ["held by", "1 at 1"],
    ["wait for it, in order", "3 at 2", "2 at 3"],
  ]);
  expect(resourcesOf(table, 1)).toMatchObject([{ relation: "holds" }]);
});

it("follows the lock from hand to hand", () => {
  const table = tableWith(3, (script) =>
    contended(script)
      .at(4)
      .uses(1, ResourceUse.RELEASED, 7)
      .ready(3)
      .started(3)
      .uses(3, ResourceUse.ACQUIRED, 7),
  );
  expect(resourcesOf(table, 1)).toEqual([]);
  expect(listsOf(resourcesOf(table, 3)[0]!)).toEqual([
    ["held by", "3 at 4"],
    ["wait for it, in order", "2 at 3"],
  ]);
});

it("says how many shares of a semaphore are free, and how many each task holds", () => {
  const table = tableWith(2, (script) =>
    script
      .resource(1, ResourceKind.SEMAPHORE, "Semaphore 1", 3)
      .uses(1, ResourceUse.ACQUIRED, 1)
      .uses(1, ResourceUse.ACQUIRED, 1),
  );
  expect(resourcesOf(table, 1)).toMatchObject([
    { state: "1 of 3 shares free", lists: [{ tasks: [{ task: 1, shares: 2 }] }] },
  ]);
});

it("says of a queue what is in it, and who waits for an item, for room, or for its end", () => {
  const table = tableWith(3, (script) => {
    script.resource(1, ResourceKind.QUEUE, "Queue 1", 2);
    for (let item = 0; item < 2; item += 1) script.uses(0, ResourceUse.PUT, 1);
    return script
      .waitsAt(3, WaitReason.QUEUE_PUT, 1)
      .waitsAt(1, WaitReason.QUEUE_JOIN, 1)
      .waitsAt(2, WaitReason.QUEUE_PUT, 1);
  });
  const [queue] = resourcesOf(table, 1);
  expect(queue!.state).toBe("2 of 2 items, 2 not worked off");
  expect(listsOf(queue!)).toEqual([
    ["wait for room, in order", "3 at 0", "2 at 0"],
    ["wait for it to be worked off", "1 at 0"],
  ]);
});

it("says of a condition who holds its lock, and of a barrier how many are there", () => {
  const table = tableWith(3, (script) =>
    script
      .resource(1, ResourceKind.LOCK, "Lock 1")
      .resource(2, ResourceKind.CONDITION, "Condition 1", 1)
      .resource(3, ResourceKind.BARRIER, "Barrier 1", 4)
      .uses(1, ResourceUse.ACQUIRED, 1)
      .waitsAt(2, WaitReason.CONDITION, 2)
      .waitsAt(3, WaitReason.BARRIER, 3),
  );
  const [condition] = resourcesOf(table, 2);
  expect(condition!.state).toBe("with Lock 1");
  expect(listsOf(condition!)[0]).toEqual(["Lock 1 is held by", "1 at 0"]);
  expect(resourcesOf(table, 3)[0]!.state).toBe("1 of 4 tasks there");
});

it("names the first of many that wait, and the task that was asked about", () => {
  const table = tableWith(40, (script) => {
    script.resource(1, ResourceKind.EVENT, "Event 1");
    for (let task = 1; task <= 40; task += 1) script.waitsAt(task, WaitReason.EVENT, 1);
    return script;
  });
  const [list] = resourcesOf(table, 33)[0]!.lists;
  expect(list!.tasks.length + list!.more).toBe(40);
  expect(list!.tasks.at(-1)).toMatchObject({ task: 33, place: 33 });
  expect(list!.more).toBeGreaterThan(20);
});

it("tells what a task waits for even where the lab let go of what that is", () => {
  const table = tableWith(1, (script) => script.waitsAt(1, WaitReason.QUEUE_GET, 99));
  expect(resourcesOf(table, 1)).toMatchObject([{ name: "a queue", kindWord: "" }]);
});

it("says in the language that is spoken what a queue's tasks wait for", async () => {
  const table = tableWith(3, (script) =>
    script
      .resource(7, ResourceKind.QUEUE, "jobs", 1)
      .waitsAt(1, WaitReason.QUEUE_GET, 7)
      .waitsAt(2, WaitReason.QUEUE_PUT, 7)
      .waitsAt(3, WaitReason.QUEUE_JOIN, 7),
  );
  await speak("de");
  const titles = listsOf(resourcesOf(table, 1)[0]!).map(([title]) => title);
  await speak("en");
  expect(titles).toEqual([
    "warten auf ein Element, der Reihe nach",
    "warten auf Platz, der Reihe nach",
    "warten, bis alles abgearbeitet ist",
  ]);
});
