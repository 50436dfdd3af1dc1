import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchBuilder } from "../../shared/batch-builder";
import { EventKind } from "../../shared/events";
import { LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { Lanes } from "./lanes";

const KINDS = [EventKind.STEP_STARTED, EventKind.TASK_WAITING, EventKind.TASK_READY] as const;

/** A lane whose intervals have these lengths, in whole seconds. */
function laneOf(lengths: readonly number[]): LaneReader {
  const events = new BatchBuilder(0);
  events.append(EventKind.TASK_CREATED, 0, 1, 0, 0, "a");
  let time = 0;
  lengths.forEach((length, index) => {
    time += length;
    events.append(KINDS[index % KINDS.length]!, time, 1, 0, 0, "");
  });
  const lanes = new Lanes();
  lanes.apply(events.slice());
  const reader = new LaneReader();
  lanes.read(lanes.laneOf(1), reader);
  return reader;
}

const lengths = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 200 });

describe("LaneReader", () => {
  it("finds the interval at any time, from wherever it starts", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: -2, max: 600 }), fc.nat(), (each, time, seed) => {
        const reader = laneOf(each);
        let expected = -1;
        for (let index = 0; index < reader.count; index += 1) {
          if (reader.start(index) <= time) expected = index;
        }
        const from = expected < 0 ? -1 : seed % (expected + 1);
        expect(reader.indexAt(time)).toBe(expected);
        expect(reader.indexAt(time, from)).toBe(expected);
      }),
    );
  });

  it("adds up what was spent before any time, however many intervals there are", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 600 }), (each, time) => {
        const reader = laneOf(each);
        let ran = 0;
        let ready = 0;
        for (let index = 0; index < reader.count; index += 1) {
          const end = index + 1 < reader.count ? reader.start(index + 1) : Infinity;
          const seconds = Math.max(0, Math.min(time, end) - reader.start(index));
          if (reader.state(index) === LaneState.RUNNING) ran += seconds;
          else if (reader.state(index) !== LaneState.WAITING) ready += seconds;
        }
        const spent = { ran: -1, ready: -1 };
        reader.spentBefore(time, reader.indexAt(time), spent);
        expect(spent).toEqual({ ran, ready });
      }),
    );
  });
});
