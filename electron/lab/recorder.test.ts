import { describe, expect, it } from "vitest";
import { eventsOf } from "../../shared/batch";
import {
  Advice,
  CancelOrigin,
  Channel,
  Outcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  WaitReason,
} from "../../shared/events";
import type { TaskEvent } from "../../shared/events";
import {
  CancelledError,
  createTask,
  currentTask,
  fromPromise,
  gather,
  getRunningLoop,
  Lock,
  Queue,
  run,
  Semaphore,
  shield,
  sleep,
  taskGroup,
  timeout,
  TimeoutError,
  virtualClock,
  WaitKind,
} from "../scheduler";
import * as scheduler from "../scheduler";
import type { Coroutine, Task } from "../scheduler";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS, MAX_MEMBER_RANGES } from "./limits";
import { Recorder } from "./recorder";

function newRecorder(log = new EventLog()): { recorder: Recorder; events: () => TaskEvent[] } {
  const recorder = new Recorder(log, () => undefined);
  const events = () => [...eventsOf(log.read(log.start, CHUNK_EVENTS))];
  return { recorder, events };
}

/** Runs `main` to its end, and gives what was written down. */
async function recordingOf(main: (recorder: Recorder) => Coroutine<unknown>): Promise<TaskEvent[]> {
  const { recorder, events } = newRecorder();
  function* recorded() {
    recorder.begin(getRunningLoop());
    return yield* main(recorder);
  }
  await run(recorded(), { clock: virtualClock(), observer: recorder }).catch(() => undefined);
  return events();
}

function warningsIn(events: readonly TaskEvent[]) {
  return events.flatMap((event) =>
    event.kind === "printed" && event.channel === Channel.WARNING ? [event] : [],
  );
}

/** An event without its number, in few words. */
function inShort(event: TaskEvent): string {
  const { time, kind, task, ...rest } = event;
  const details = Object.entries(rest).flatMap(([key, value]) =>
    key === "seq" || value === "" ? [] : [value],
  );
  return [time, kind, task, ...details].join(" ");
}

describe("the recorder", () => {
  it("writes down each step of a task's life once, with its time", async () => {
    function* nap() {
      yield* sleep(1.5);
      return "rested";
    }
    const events = await recordingOf(function* () {
      const task = createTask(nap(), { name: "nap" });
      yield* sleep(0);
      task.setName("siesta");
      return yield* task;
    });
    expect(events.map(inShort)).toEqual([
      "0 task-created 1 0 Task-1",
      "0 task-ready 1 0",
      "0 step-started 1",
      "0 task-created 2 1 nap",
      "0 task-ready 2 1",
      "0 task-ready 1 1",
      "0 step-started 2",
      `0 task-waiting 2 ${WaitReason.SLEEP} sleep(1.5) 0 0 1.5`,
      "0 step-started 1",
      "0 task-renamed 2 siesta",
      `0 task-waiting 1 ${WaitReason.TASK} 2 0 `,
      "1.5 task-ready 2 0",
      "1.5 step-started 2",
      `1.5 task-done 2 ${Outcome.RESULT} "rested"`,
      "1.5 task-ready 1 2",
      "1.5 step-started 1",
      `1.5 task-done 1 ${Outcome.RESULT} "rested"`,
    ]);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
  });

  it("writes down a cancel: who asked, when it was delivered, and how it ended", async () => {
    const events = await recordingOf(function* () {
      const task = createTask(sleep(60), { name: "slow" });
      yield* sleep(1);
      task.cancel("too slow");
      yield* sleep(0);
    });
    expect(events.filter((event) => event.task === 2).map(inShort)).toEqual([
      "0 task-created 2 1 slow",
      "0 task-ready 2 1",
      "0 step-started 2",
      `0 task-waiting 2 ${WaitReason.SLEEP} sleep(60) 0 0 60`,
      "1 cancel-requested 2 0 1 too slow",
      "1 task-ready 2 1",
      "1 step-started 2",
      "1 cancel-delivered 2",
      `1 task-done 2 ${Outcome.CANCELLED} CancelledError: too slow`,
    ]);
  });

  it("says in words what a task waits for", async () => {
    const events = await recordingOf(function* (recorder) {
      const a = createTask(sleep(1), { name: "a" });
      const b = createTask(sleep(1), { name: "b" });
      yield* gather([a, b, sleep(0.25)]);
      yield* shield(createTask(sleep(1)));
      recorder.labelNextWait("GET /posts/2");
      yield* fromPromise(() => Promise.resolve());
      yield* fromPromise(() => Promise.resolve());
      yield* sleep(1 / 3);
    });
    const waits = events.flatMap((event) =>
      event.kind === "task-waiting" && event.task === 1 ? [[event.reason, event.label]] : [],
    );
    expect(waits).toEqual([
      [WaitReason.GATHER, "gather(3)"],
      [WaitReason.SHIELD, ""],
      [WaitReason.PROMISE, "GET /posts/2"],
      [WaitReason.PROMISE, ""],
      [WaitReason.SLEEP, "sleep(0.333)"],
    ]);
  });

  it("names what a task runs, by what was said or by its generator function", async () => {
    function* known() {
      yield* sleep(0);
    }
    function* unknown() {
      yield* sleep(0);
    }
    const events = await recordingOf(function* (recorder) {
      recorder.nameFunctions({ known, noFunction: 3 });
      recorder.labelNextTask("said(1)");
      yield* gather([createTask(known()), createTask(known()), createTask(unknown())]);
    });
    const named = events.flatMap((event) =>
      event.kind === "task-coroutine" ? [[event.task, event.coroutine]] : [],
    );
    expect(named).toEqual([
      [2, "said(1)"],
      [3, "known"],
    ]);
  });

  it("prints under the name of the task that runs", async () => {
    const events = await recordingOf(function* (recorder) {
      recorder.print(Channel.OUTPUT, "from main");
      yield* sleep(1);
      recorder.print(Channel.LAB, "from nobody", 0);
    });
    const lines = events.flatMap((event) =>
      event.kind === "printed" ? [[event.time, event.task, event.channel, event.text]] : [],
    );
    expect(lines).toEqual([
      [0, 1, Channel.OUTPUT, "from main"],
      [1, 0, Channel.LAB, "from nobody"],
    ]);
  });

  it("warns of a cancel that was swallowed, but not of one that a clean-up outlived or took back", async () => {
    function* swallows(withError: boolean) {
      try {
        yield* sleep(60);
      } catch {
        if (withError) throw new TypeError("oh");
      }
    }
    function* cleansUp() {
      try {
        yield* sleep(60);
      } finally {
        yield* sleep(1);
      }
    }
    function* takesBack() {
      try {
        yield* sleep(60);
      } catch (error) {
        if (!(error instanceof CancelledError)) throw error;
        currentTask()!.uncancel();
      }
    }
    const events = await recordingOf(function* () {
      const tasks = [swallows(false), swallows(true), cleansUp(), takesBack()].map((coroutine) =>
        createTask<void>(coroutine),
      );
      yield* sleep(0);
      for (const task of tasks) task.cancel();
      yield* gather(tasks, { returnExceptions: true });
    });
    expect(warningsIn(events).map((event) => event.task)).toEqual([2, 3]);
  });

  it("says where a cancel came from: the user, a task, a timeout, or a task that handed it down", async () => {
    function* passesOn(task: Task<unknown>): Coroutine<unknown> {
      return yield* gather([task]);
    }
    const events = await recordingOf(function* (recorder) {
      const inner = createTask(sleep(60));
      const outer = createTask(passesOn(inner));
      const other = createTask(sleep(60));
      yield* sleep(0);
      yield* sleep(0);
      recorder.cancelAs(CancelOrigin.USER, () => outer.cancel());
      other.cancel("enough");
      yield* timeout(1, () => sleep(60));
    });
    const requests = events.flatMap((event) =>
      event.kind === "cancel-requested" ? [[event.task, event.origin, event.by]] : [],
    );
    expect(requests).toEqual([
      [3, CancelOrigin.TASK, 1],
      [2, CancelOrigin.PASSED_ON, 3],
      [4, CancelOrigin.TASK, 1],
      [1, CancelOrigin.LOOP, 0],
    ]);
  });

  it("writes down in which step a cancel is taken back, and how many are left", async () => {
    function* limited() {
      try {
        yield* timeout(1, () => sleep(60));
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
      }
      yield* sleep(1);
    }
    const events = await recordingOf(function* () {
      yield* sleep(0);
      yield* createTask(limited());
    });
    expect(events.filter(({ task }) => task === 2).map(inShort)).toEqual(
      expect.arrayContaining(["1 cancel-delivered 2", "1 cancel-withdrawn 2 0"]),
    );
  });

  it("writes down that a cancel was taken back before it was thrown in", async () => {
    function* changesItsMind(): Coroutine<string> {
      const own = currentTask()!;
      own.cancel();
      own.uncancel();
      yield* sleep(1);
      return "went on";
    }
    const events = await recordingOf(function* () {
      yield* sleep(0);
      return yield* createTask(changesItsMind());
    });
    expect(events.filter(({ task }) => task === 2).map(inShort)).toEqual(
      expect.arrayContaining([
        `0 cancel-requested 2 ${CancelOrigin.TASK} 2`,
        "0 cancel-withdrawn 2 0",
        `1 task-done 2 ${Outcome.RESULT} "went on"`,
      ]),
    );
    expect(warningsIn(events).map(({ advice }) => advice)).not.toContain(Advice.SWALLOWED_CANCEL);
  });

  it("warns of tasks that wait for each other in a circle, when it closes", async () => {
    const events = await recordingOf(function* () {
      const tasks: Task<unknown>[] = [];
      function* waitsFor(index: number): Coroutine<unknown> {
        return yield* tasks[index]!;
      }
      tasks.push(createTask(waitsFor(1), { name: "a" }), createTask(waitsFor(0), { name: "b" }));
      yield* sleep(1);
      tasks[0]!.cancel();
    });
    const [warning, ...others] = warningsIn(events);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ time: 0, task: 3, advice: Advice.CIRCLE });
    expect(warning!.text).toContain("b → a → b");
  });

  it("says of a deadlock who holds what and who waits for what", async () => {
    const events = await recordingOf(function* () {
      const accounts = new Lock();
      accounts.name = "the accounts";
      const journal = new Lock();
      function* takes(first: Lock, second: Lock): Coroutine<void> {
        yield* first.acquire();
        yield* sleep(1);
        yield* second.acquire();
      }
      createTask(takes(accounts, journal), { name: "pay" });
      createTask(takes(journal, accounts), { name: "audit" });
      yield* sleep(2);
    });
    expect(warningsIn(events)).toMatchObject([
      {
        time: 1,
        task: 3,
        advice: Advice.CIRCLE,
        text: expect.stringContaining(
          "audit holds Lock 2 and waits for the accounts; pay holds the accounts and waits for Lock 2.",
        ) as string,
      },
    ]);
  });

  it("says of a task that takes its own lock again that it cannot go on", async () => {
    const events = await recordingOf(function* () {
      const lock = new Lock();
      createTask(
        lock.with(() => lock.with(() => sleep(1))),
        { name: "twice" },
      );
      yield* sleep(2);
    });
    expect(warningsIn(events).map(({ text }) => text)).toEqual([
      expect.stringContaining("twice waits for Lock 1, which it holds itself"),
    ]);
  });

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

  it("warns once of a task that is awaited by its creator at once, with no other pending", async () => {
    const events = await recordingOf(function* () {
      yield* createTask(sleep(1));
      yield* createTask(sleep(1));
    });
    expect(warningsIn(events)).toMatchObject([{ task: 2, advice: Advice.AWAITED_AT_ONCE }]);
  });

  it("does not warn of tasks that overlap", async () => {
    const events = await recordingOf(function* () {
      const [a, b] = [createTask(sleep(1)), createTask(sleep(2))];
      yield* a;
      yield* b;
      const later = createTask(sleep(1));
      yield* sleep(0.5);
      yield* later;
    });
    expect(warningsIn(events)).toEqual([]);
  });

  it("leaves an error for the scheduler to report: looking at it is not its business", async () => {
    const { recorder } = newRecorder();
    const reported: string[] = [];
    function* fails(): Coroutine<void> {
      yield* sleep(0);
      throw new Error("unseen");
    }
    function* main() {
      getRunningLoop().setExceptionHandler((_loop, { message }) => void reported.push(message));
      createTask(fails());
      yield* sleep(1);
    }
    await run(main(), { clock: virtualClock(), observer: recorder });
    expect(reported).toEqual(["Task exception was never retrieved"]);
  });

  it("tells of errors, with what they say", async () => {
    const told: [number, string][] = [];
    const recorder = new Recorder(new EventLog(), (task, error) => told.push([task, error]));
    function* fails(): Coroutine<void> {
      yield* sleep(0);
      throw new RangeError("too far");
    }
    await run(fails(), { clock: virtualClock(), observer: recorder }).catch(() => undefined);
    expect(told).toEqual([[1, "RangeError: too far"]]);
  });

  it("goes on with its time where it stood when another loop begins", async () => {
    const { recorder, events } = newRecorder();
    function* main() {
      recorder.begin(getRunningLoop());
      yield* sleep(2);
      recorder.print(Channel.OUTPUT, "here");
    }
    for (let n = 0; n < 2; n += 1) {
      await run(main(), { clock: virtualClock(), observer: recorder });
      recorder.end();
    }
    expect(recorder.now()).toBe(4);
    const times = events().map((event) => event.time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBe(4);
    expect(
      events()
        .filter(({ kind }) => kind === "task-created")
        .map(({ task }) => task),
    ).toEqual([1, 2]);
  });

  it("forgets a task when the log does", async () => {
    const log = new EventLog({ events: 2 * CHUNK_EVENTS, text: Infinity });
    const { recorder } = newRecorder(log);
    function* main() {
      for (let n = 0; n < CHUNK_EVENTS; n += 1) yield* createTask(sleep(0));
    }
    await run(main(), { clock: virtualClock(), observer: recorder });
    expect(log.evicted.tasks).toBeGreaterThan(0);
    expect([...recorder.tasks()].length).toBe(CHUNK_EVENTS + 1 - log.evicted.tasks);
    expect(recorder.taskOf(1)?.done()).toBe(true);
    expect(recorder.taskOf(2)).toBeUndefined();
  });

  it("calls what a task waits for, and what is done with locks and queues, by the scheduler's numbers", () => {
    expect(WaitReason).toEqual(WaitKind);
    expect(ResourceKind).toEqual(scheduler.ResourceKind);
    expect(ResourceUse).toEqual(scheduler.ResourceUse);
  });
});
