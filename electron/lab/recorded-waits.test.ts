import { describe, expect, it } from "vitest";
import { ResourceKind, ResourceTotal, ResourceUse, WaitReason } from "../../shared/events";
import {
  createTask,
  gather,
  Lock,
  Queue,
  Semaphore,
  sleep,
  taskGroup,
  WaitKind,
} from "../scheduler";
import * as scheduler from "../scheduler";
import { MAX_MEMBER_RANGES } from "./limits";
import { recordingOf } from "./__tests__/recording";

describe("what a record tells of locks, queues and members", () => {
  it("gives locks and queues numbers and names, and tells what is done with them", async () => {
    const events = await recordingOf(function* () {
      const queue = new Queue<string>(1);
      const taker = createTask(queue.get(), { name: "taker" });
      yield* sleep(1);
      queue.putNowait("a");
      const shares = new Semaphore(2);
      yield* shares.acquire();
      shares.release();
      yield* taker;
    });
    const told = events.flatMap((event) => {
      switch (event.kind) {
        case "resource-created":
          return [`${event.resource} is ${event.name}, ${event.is} up to ${event.limit}`];
        case "resource-used":
          return [`${event.task} does ${event.use} to ${event.resource}`];
        case "task-waiting":
          return event.resource === 0 ? [] : [`${event.task} waits for ${event.resource}`];
        default:
          return [];
      }
    });
    expect(told).toEqual([
      `1 is Queue 1, ${ResourceKind.QUEUE} up to 1`,
      "2 waits for 1",
      `1 does ${ResourceUse.PUT} to 1`,
      `2 is Semaphore 1, ${ResourceKind.SEMAPHORE} up to 2`,
      `1 does ${ResourceUse.ACQUIRED} to 2`,
      `1 does ${ResourceUse.RELEASED} to 2`,
      `2 does ${ResourceUse.TAKEN} to 1`,
    ]);
  });

  it("tells what was in a queue before anybody looked, and numbers it anew for another record", async () => {
    const queue = new Queue<string>();
    queue.putNowait("a");
    queue.putNowait("b");
    for (let run = 0; run < 2; run += 1) {
      const events = await recordingOf(function* () {
        yield* new Lock().with(() => queue.get());
      });
      const carried = events.flatMap((event) =>
        event.kind === "resource-carried" ? [[event.resource, event.total, event.amount]] : [],
      );
      expect(carried).toEqual([
        [2, ResourceTotal.LEVEL, 2 - run],
        [2, ResourceTotal.UNFINISHED, 2],
      ]);
    }
  });

  it("tells whose ends a wait waits for, many with consecutive numbers at once", async () => {
    const events = await recordingOf(function* () {
      const tasks = Array.from({ length: 600 }, () => createTask(sleep(1)));
      yield* gather(tasks);
      const [a, b] = [createTask(sleep(1)), createTask(sleep(1))];
      yield* gather([a, b, a, b]);
      yield* gather(
        Array.from({ length: 200 }, () => createTask(sleep(1))).filter((_, n) => n % 2 === 0),
      );
    });
    const rows = events.flatMap((event) =>
      event.kind === "wait-members" ? [[event.first, event.count]] : [],
    );
    expect(rows.slice(0, 4)).toEqual([
      [2, 255],
      [257, 255],
      [512, 90],
      [602, 2],
    ]);
    // Every second of two hundred tasks: the first ones one by one, the others counted.
    expect(rows.slice(4, 6)).toEqual([
      [604, 1],
      [606, 1],
    ]);
    expect(rows.length).toBe(4 + MAX_MEMBER_RANGES + 1);
    expect(rows.at(-1)).toEqual([0, 100 - MAX_MEMBER_RANGES]);
  });

  it("tells of tasks that join a group while it is waited for", async () => {
    const events = await recordingOf(function* () {
      yield* taskGroup(function* (group) {
        group.createTask(
          (function* () {
            yield* sleep(1);
            group.createTask(sleep(1));
          })(),
        );
        yield* sleep(0);
      });
    });
    const rows = events.flatMap((event) =>
      event.kind === "wait-members" ? [[event.time, event.first, event.count]] : [],
    );
    expect(rows).toEqual([
      [0, 2, 1],
      [1, 3, 1],
    ]);
  });

  it("calls what a task waits for, and what is done with locks and queues, by the scheduler's numbers", () => {
    expect(WaitReason).toEqual(WaitKind);
    expect(ResourceKind).toEqual(scheduler.ResourceKind);
    expect(ResourceUse).toEqual(scheduler.ResourceUse);
  });
});
