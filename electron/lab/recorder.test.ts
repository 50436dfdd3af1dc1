import { describe, expect, it } from "vitest";
import { Channel, Outcome, WaitReason } from "../../shared/events";
import {
  createTask,
  fromPromise,
  gather,
  getRunningLoop,
  run,
  shield,
  sleep,
  virtualClock,
} from "../scheduler";
import type { Coroutine } from "../scheduler";
import { EventLog } from "./event-log";
import { CHUNK_EVENTS } from "./limits";
import { Recorder } from "./recorder";
import { inShort, newRecorder, recordingOf } from "./__tests__/recording";

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
});
