import * as fc from "fast-check";
import { expect, it } from "vitest";
import { eventsOf } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import { EventKind } from "../../../shared/events";
import type { Recording } from "../../../shared/recording/recording";
import { RecordedLog } from "./recorded-log";

const FIRST = 1_000;

/** A recording of printed lines, in batches of these lengths. */
function recordingOf(lengths: readonly number[]): Recording {
  let seq = FIRST;
  const batches = lengths.map((length) => {
    const rows = new BatchBuilder(seq);
    for (let n = 0; n < length; n += 1, seq += 1) {
      rows.append(EventKind.PRINTED, seq, 0, 0, 0, `line ${seq % 7}`);
    }
    return rows.slice();
  });
  const info = {
    lab: "1",
    session: "program",
    program: null,
    source: null,
    startedAt: "2026-03-01T12:00:00.000Z",
    clock: null,
    first: FIRST,
    evictedTasks: 3,
    events: null,
  };
  const events = seq - FIRST;
  const end = { endedAt: seq, events, cutShort: false, skipped: 0 };
  return { version: "1.0", info, snapshot: null, batches, ...end };
}

it("gives the events from any number on, as they stand in the recording", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 7 }),
      (lengths, max) => {
        const recording = recordingOf(lengths);
        const log = new RecordedLog(recording);
        const all = recording.batches.flatMap((batch) => [...eventsOf(batch)]);
        for (let from = log.start; from < log.end; from += 1) {
          const batch = log.read(from, max);
          expect(batch.length).toBeGreaterThan(0);
          expect([...eventsOf(batch)]).toEqual(
            all.slice(from - FIRST, from - FIRST + batch.length),
          );
        }
        expect(log.read(log.end, max).length).toBe(0);
      },
    ),
  );
});

it("refuses numbers that it does not have, and knows what was evicted before it", () => {
  const log = new RecordedLog(recordingOf([3]));
  expect(() => log.read(FIRST - 1, 1)).toThrow(RangeError);
  expect(() => log.read(FIRST + 4, 1)).toThrow(RangeError);
  expect([log.start, log.end, log.evicted]).toEqual([1_000, 1_003, { events: 1_000, tasks: 3 }]);
  expect(log.snapshot()).toMatchObject({ firstSeq: FIRST, length: 0 });
});

it("is empty without a recording", () => {
  const log = new RecordedLog(null);
  expect([log.start, log.end, log.read(0, 5).length]).toEqual([0, 0, 0]);
});
