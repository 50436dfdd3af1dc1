// A recording's file is checked row by row, and not for what no scheduler would do: whatever is told of a
// run has to bear tasks that end twice, wait for each other, or were never created.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { BatchBuilder } from "../../shared/batch-builder";
import { EventKind } from "../../shared/events";
import { detailsOf } from "../../shared/recording/__tests__/runs";
import { writeRecording } from "../../shared/recording/json-lines";
import { readRecording } from "../../shared/recording/read-recording";
import type { RecordedRun } from "../../shared/recording/recording";
import { RecordingError } from "../../shared/recording/recording-error";
import { writeSpans } from "../../shared/recording/spans";
import { writeTraceEvents } from "../../shared/recording/trace-events";
import { modelOfRecording } from "../testing/recorded";
import { cancelStoryOf } from "./cancel-story";
import { criticalPathOf } from "./critical-path";
import { explainOrder } from "./explain/explain-order";
import { explainTime } from "./explain/explain-time";
import { outlineOf } from "./explain/run-outline";
import { LaneReader } from "./lane-reader";
import { loopOfTable } from "./loop-facts";
import { PastSession } from "./past-session";
import { resourcesOf } from "./resource-facts";
import { spanOf } from "./run-span";
import { siteOf, siteTotals } from "./spawn-sites";
import { stepTimesOf } from "./step-times";
import { Awaiters, awaitTreeOf } from "./task-graph";
import { pairTasks } from "./task-pairs";
import { stateWords, timesOf, waitsFor } from "./task-words";

/** Few tasks, so that rows meet; and one with the largest number that there is. */
const task = fc.constantFrom(1, 2, 3, 4, 0xffff_ffff);
const KINDS = Object.values(EventKind).filter((kind) => kind !== EventKind.TASK_CARRIED);

const absurdRun = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS, EventKind.TASK_CREATED, EventKind.TASK_WAITING),
      pause: fc.constantFrom(0, 0, 0.5, 1e9),
      task,
      detail: fc.nat({ max: 24 }),
      a: fc.oneof(task, fc.nat({ max: 5 }), fc.nat({ max: 0xffff_ffff })),
      text: fc.constantFrom("", "a", "__proto__", "<b>", "\u202e", "\ud800"),
    }),
    { maxLength: 60 },
  )
  .map((rows): RecordedRun => {
    const events = new BatchBuilder(0);
    let time = 0;
    let created = 0;
    for (const row of rows) {
      time = Math.min(9e9, time + row.pause);
      const isCreation = row.kind === EventKind.TASK_CREATED;
      if (isCreation) created += 1;
      const id = isCreation ? created : row.task;
      const details = detailsOf[row.kind] ?? [row.detail];
      const detail = details[row.detail % details.length]!;
      events.append(row.kind, time, id, detail, isCreation ? row.a % created : row.a, row.text);
    }
    const batches = events.length === 0 ? [] : [events.slice()];
    return { info: INFO, snapshot: null, batches, endedAt: time };
  });

const INFO: RecordedRun["info"] = {
  lab: "1",
  session: "program",
  program: null,
  source: null,
  startedAt: "2026-03-01T12:00:00Z",
  clock: "virtual",
  first: 0,
  evictedTasks: 0,
  events: null,
};

/** The recording of a run as text; null for one that the format has no words for. */
async function textOf(run: RecordedRun): Promise<string | null> {
  let text = "";
  try {
    for await (const chunk of writeRecording(run)) text += chunk;
    return text;
  } catch (error) {
    expect(error).toBeInstanceOf(RecordingError);
    return null;
  }
}

/** Asks for all that views and exports tell of a run. */
async function tellAll(text: string): Promise<void> {
  const recording = await readRecording(text);
  const model = modelOfRecording(text);
  const { table, lanes } = model;
  const now = model.now();
  expect(model.seq).toBe(recording.events);
  spanOf(lanes, now);
  for (const leg of criticalPathOf(lanes, now).legs)
    expect(leg.to).toBeGreaterThanOrEqual(leg.from);
  const outline = outlineOf(model);
  explainOrder(outline);
  explainTime(model, outline);
  pairTasks(model, model);
  const awaiters = new Awaiters(table);
  for (const task of [...table.id.slice(0, table.slots)].filter((id) => id !== 0)) {
    const slot = table.slotOf(task);
    stateWords(table, slot);
    waitsFor(table, slot);
    timesOf(table, slot, now);
    awaitTreeOf(table, task);
    awaiters.of(task);
    cancelStoryOf(model, task, now);
    stepTimesOf(model, task);
    resourcesOf(table, task);
    siteTotals(table, siteOf(table, slot), now);
    lanes.read(lanes.laneOf(task), new LaneReader());
  }
  const past = new PastSession(model);
  for (const seq of [0, recording.events >> 1, recording.events]) {
    past.moveTo({ seq, time: now });
    loopOfTable(past.table, now);
  }
  for (const write of [writeSpans, writeTraceEvents]) {
    let written = "";
    for await (const chunk of write(recording)) written += chunk;
    expect(() => JSON.parse(written)).not.toThrow();
  }
}

it("any run that a recording can hold is told of, to an end", async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(absurdRun, async (run) => {
      const text = await textOf(run);
      if (text === null) return;
      told += 1;
      await tellAll(text);
    }),
    { numRuns: 300 },
  );
  expect(told).toBeGreaterThan(100);
});
