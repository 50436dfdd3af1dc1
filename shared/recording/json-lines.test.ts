import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsToBits } from "../batch";
import { BatchBuilder } from "../batch-builder";
import { EventKind, WaitReason } from "../events";
import {
  anyRun,
  columnsIn,
  evicted,
  exampleRun,
  info,
  plausibleRun,
  runOf,
  textOf,
} from "./__tests__/runs";
import type { TestRun } from "./__tests__/runs";
import { writeRecording } from "./json-lines";
import { readRecording } from "./read-recording";

const write = (run: TestRun) => textOf(writeRecording(run));

async function expectRoundTrip(run: TestRun): Promise<void> {
  const recording = await readRecording(await write(run));
  expect(columnsIn(recording.batches)).toEqual(columnsIn(run.batches));
  expect(recording.snapshot === null).toBe((run.snapshot?.length ?? 0) === 0);
  if (recording.snapshot !== null) {
    expect(columnsIn([recording.snapshot])).toEqual(columnsIn([run.snapshot!]));
  }
  expect({ ...recording, batches: [], snapshot: null }).toEqual({
    batches: [],
    snapshot: null,
    version: "1.2",
    info: run.info,
    endedAt: run.endedAt,
    events: columnsIn(run.batches).length,
    cutShort: false,
    skipped: 0,
  });
}

describe("a recording in JSON lines", () => {
  it("reads as a person would write it", async () => {
    const lines = (await write(exampleRun())).split("\n");
    expect(lines.slice(0, 6)).toEqual([
      '{"format":"tasklab-recording","version":"1.2","lab":"0.1.0","session":"program",' +
        '"program":"two-titles","source":"print(\\"naïve ☃\\")\\n",' +
        '"startedAt":"2026-03-01T12:00:00.250Z","clock":"real","first":0,"evictedTasks":0,' +
        '"snapshot":0,"events":41}',
      '{"n":0,"t":0,"e":"printed","task":0,"channel":"lab","text":"two-titles started"}',
      '{"n":1,"t":0,"e":"task-created","task":1,"name":"main"}',
      '{"n":2,"t":0,"e":"task-coroutine","task":1,"coroutine":"main()"}',
      '{"n":3,"t":0,"e":"task-ready","task":1}',
      '{"n":4,"t":0.001,"e":"step-started","task":1}',
    ]);
    expect(lines[25]).toBe(
      '{"n":24,"t":0.006,"e":"task-waiting","task":4,"reason":"sleep","seconds":0.1,"label":"sleep(0.1)"}',
    );
    expect(lines.slice(-2)).toEqual(['{"e":"end","t":1.005,"events":41}', ""]);
  });

  it("comes back as it was, every kind of event in it", async () => {
    await expectRoundTrip(exampleRun());
  });

  it("comes back bit for bit, whatever the rows hold", async () => {
    await fc.assert(fc.asyncProperty(anyRun, expectRoundTrip), { numRuns: 300 });
  });

  it("comes back with the tasks that were there before its first event", async () => {
    await fc.assert(
      fc.asyncProperty(plausibleRun, fc.nat(), async (run, cut) => {
        await expectRoundTrip(evicted(run, cut % (columnsIn(run.batches).length + 1)));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps any length of a sleep exactly, even those that JSON has no number for", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 0xffff_ffff }), async (bits) => {
        const events = new BatchBuilder(0);
        events.append(EventKind.TASK_WAITING, 0, 1, WaitReason.SLEEP, bits, "");
        await expectRoundTrip(runOf(events));
      }),
      { numRuns: 300, examples: [[secondsToBits(Infinity)], [secondsToBits(-0)], [0x7fc0_0001]] },
    );
  });

  it("brings the texts along that its lines are of", async () => {
    const run = runOf(new BatchBuilder(0));
    const files = [{ file: "fetch-title.ts", source: "function* fetchTitle() {}\n" }];
    await expectRoundTrip({ ...run, info: { ...info, file: "two-titles.ts", files } });
  });

  it("may be empty, and know nothing of its program, clock and length", async () => {
    const run = runOf(new BatchBuilder(0));
    const unknown = { program: null, source: null, clock: null, events: null };
    await expectRoundTrip({ ...run, info: { ...info, ...unknown } });
  });
});

describe("what cannot be written", () => {
  const withRow = (kind: number, time: number, detail: number, text = "") => {
    const events = new BatchBuilder(0);
    events.append(kind, time, 1, detail, 0, text);
    return { ...runOf(events), endedAt: 1 };
  };

  const withTwo = (kind: EventKind, first: number, second: number, times = [0, 0]) => {
    const events = new BatchBuilder(0);
    events.append(kind, times[0]!, first, 0, 0, "");
    events.append(kind, times[1]!, second, 0, 0, "");
    return { ...runOf(events), endedAt: 1 };
  };

  it.each([
    [
      "a time going back",
      withTwo(EventKind.TASK_READY, 1, 1, [0.5, 0]),
      "Event 1 cannot be written: its time",
    ],
    [
      "a task created twice",
      withTwo(EventKind.TASK_CREATED, 1, 1),
      "Event 1 cannot be written: it creates",
    ],
    ["an end before the last event", { ...exampleRun(), endedAt: 0 }, "The end cannot be written"],
    ["a kind that there is not", withRow(200, 0, 0), "no kind of event with the number 200"],
    ["a time that is none", withRow(1, NaN, 0), "happen at NaN s"],
    ["a time before the start", withRow(1, -1, 0), "happen at -1 s"],
    ["a detail without a word", withRow(EventKind.TASK_DONE, 0, 9), "no outcome with the number 9"],
    ["a text without end", withRow(10, 0, 0, "x".repeat(70_000)), "holds 65536"],
    [
      "a start that is no time",
      { ...exampleRun(), info: { ...info, startedAt: "now" } },
      "startedAt",
    ],
    ["an end that is no time", { ...exampleRun(), endedAt: Infinity }, "end at Infinity s"],
    [
      "events with a gap",
      { ...exampleRun(), info: { ...info, first: 1 } },
      "where event 1 was expected",
    ],
  ])("is refused: %s", async (_what, run, sentence) => {
    const writing = write(run);
    await expect(writing).rejects.toMatchObject({ name: "RecordingError" });
    await expect(writing).rejects.toThrow(sentence);
  });
});
