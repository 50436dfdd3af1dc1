import { describe, expect, it } from "vitest";
import { BatchBuilder } from "../batch-builder";
import { EventKind } from "../events";
import { runOf, textOf } from "./__tests__/runs";
import { writeRecording } from "./json-lines";
import { readRecording } from "./read-recording";
import { writeSpans } from "./spans";
import type { ReadOptions, WriteOptions } from "./text-stream";
import { writeTraceEvents } from "./trace-events";

function longRun(length = 50_000) {
  const events = new BatchBuilder(0);
  events.append(EventKind.TASK_CREATED, 0, 1, 0, 0, "main");
  for (let n = 1; n < length; n += 1) {
    const kind = n % 2 === 0 ? EventKind.TASK_READY : EventKind.STEP_STARTED;
    events.append(kind, n / 1_000, 1, 0, 0, "");
  }
  return runOf(events, 16_384);
}

describe.each([
  ["JSON lines", writeRecording],
  ["trace events", writeTraceEvents],
  ["spans", writeSpans],
])("writing %s", (_format, write) => {
  it("hands on small chunks, says how far it is, and gives the host its turn between them", async () => {
    const progress: { events: number; total: number | null }[] = [];
    let turns = 0;
    const options: WriteOptions = {
      onProgress: (step) => progress.push(step),
      turn: async () => {
        turns += 1;
      },
    };
    let longest = 0;
    for await (const chunk of write(longRun(), options)) longest = Math.max(longest, chunk.length);
    expect(longest).toBeLessThan(400_000);
    expect(turns).toBeGreaterThan(40);
    expect(progress).toHaveLength(turns);
    expect(progress.at(-1)).toEqual({ events: 50_000, total: 50_000 });
    for (const [index, { events }] of progress.entries()) {
      expect(events - (progress[index - 1]?.events ?? 0)).toBeLessThanOrEqual(1_024);
    }
  });

  it("ends when it is cancelled, with the reason", async () => {
    const abort = new AbortController();
    const reason = new Error("enough");
    let events = 0;
    const onProgress: WriteOptions["onProgress"] = (step) => {
      events = step.events;
      if (events > 10_000) abort.abort(reason);
    };
    const writing = textOf(write(longRun(), { signal: abort.signal, onProgress }));
    await expect(writing).rejects.toBe(reason);
    expect(events).toBeLessThan(13_000);
    await expect(textOf(write(longRun(), { signal: abort.signal }))).rejects.toBe(reason);
  });

  it("takes batches as they come", async () => {
    const { batches, ...rest } = longRun();
    async function* later() {
      for (const batch of batches) yield await Promise.resolve(batch);
    }
    expect(await textOf(write({ ...rest, batches: later() }))).toBe(
      await textOf(write({ ...rest, batches })),
    );
  });
});

describe("reading", () => {
  it("says how far it is, gives the host its turn, and can be cancelled", async () => {
    const text = await textOf(writeRecording(longRun()));
    const progress: { read: number; events: number }[] = [];
    let turns = 0;
    const options: ReadOptions = {
      onProgress: (step) => progress.push(step),
      turn: async () => {
        turns += 1;
      },
    };
    await readRecording(text, options);
    expect(progress.at(-1)).toEqual({ read: text.length, events: 50_000 });
    expect(turns).toBe(Math.ceil(text.length / 65_536));

    const abort = new AbortController();
    const reason = new Error("enough");
    const cancelled = readRecording(text, {
      signal: abort.signal,
      onProgress: ({ events }) => {
        if (events > 10_000) abort.abort(reason);
      },
    });
    await expect(cancelled).rejects.toBe(reason);
  });
});
