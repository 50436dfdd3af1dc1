import { afterEach, describe, expect, it } from "vitest";
import { eventsOf } from "../../shared/batch";
import { createTask, getRunningLoop, run, sleep, virtualClock } from "../scheduler";
import type { Coroutine } from "../scheduler";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS } from "./limits";
import { Recorder } from "./recorder";
import { placesOf, standing } from "./source-line";

const FIRST = placesOf("mine.ts");

/** What a mark does. */
function at(line: number): void {
  standing.place = FIRST + line;
}

/** Runs `main`, and gives the rows that tell of lines, and whose steps they belong to. */
async function linesOf(main: () => Coroutine<unknown>): Promise<string[]> {
  const log = new EventLog();
  const recorder = new Recorder(log, () => undefined);
  function* recorded(): Coroutine<unknown> {
    recorder.begin(getRunningLoop());
    return yield* main();
  }
  await run(recorded(), { clock: virtualClock(), observer: recorder });
  return [...eventsOf(log.read(log.start, CHUNK_EVENTS))].flatMap((event) => {
    if (event.kind === "task-line") return [`${event.task} stands at ${event.line}`];
    if (event.kind === "task-site") return [`${event.task} created at ${event.line}`];
    return event.kind === "task-created" && event.creator !== 0
      ? [`${event.task} created by ${event.creator}`]
      : [];
  });
}

afterEach(() => {
  standing.place = 0;
});

describe("the lines of tasks", () => {
  it("are told when a task is suspended elsewhere than before, and not again", async () => {
    const lines = await linesOf(function* () {
      at(3);
      yield* sleep(1);
      at(3);
      yield* sleep(1);
      at(5);
      yield* sleep(1);
    });
    expect(lines).toEqual(["1 stands at 3", "1 stands at 5"]);
  });

  it("are each task's own: what runs next stands where it stood, and not where another one does", async () => {
    function* other(): Coroutine<void> {
      at(20);
      yield* sleep(1);
      // A task that is created by code without marks is created where its creator stood last.
      createTask(sleep(0));
      yield* sleep(1);
    }
    const lines = await linesOf(function* () {
      at(7);
      const task = createTask(other());
      at(8);
      yield* sleep(1);
      yield* task;
    });
    expect(lines).toEqual([
      "2 created by 1",
      "2 created at 7",
      "1 stands at 8",
      "2 stands at 20",
      "3 created by 2",
      "3 created at 20",
    ]);
  });

  it("end where code without marks goes on", async () => {
    const lines = await linesOf(function* () {
      at(3);
      yield* sleep(1);
      // What a coroutine does at its end.
      standing.place = 0;
      yield* sleep(1);
      yield* sleep(1);
    });
    expect(lines).toEqual(["1 stands at 3", "1 stands at 0"]);
  });

  it("come back to a task that started another one eagerly, and so do its children", async () => {
    function* eager(): Coroutine<void> {
      at(20);
      yield* sleep(1);
    }
    const lines = await linesOf(function* () {
      at(4);
      const task = createTask(eager(), { eagerStart: true });
      createTask(sleep(0));
      at(5);
      yield* task;
    });
    expect(lines).toEqual([
      "2 created by 1",
      "2 created at 4",
      "2 stands at 20",
      "3 created by 1",
      "3 created at 4",
      "1 stands at 5",
    ]);
  });

  it("are told once of each of many tasks", async () => {
    const tasks = 1_500;
    function* twice(): Coroutine<void> {
      at(9);
      yield* sleep(1);
      at(9);
      yield* sleep(1);
    }
    const lines = await linesOf(function* () {
      const all = Array.from({ length: tasks }, () => createTask(twice()));
      for (const task of all) yield* task;
    });
    expect(lines.filter((line) => line.endsWith("stands at 9")).length).toBe(tasks);
  });
});
