import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsOf } from "./batch";
import { BatchBuilder } from "./batch-builder";
import type { StreamFrame } from "./stream";
import { decodeFrame, encodeFrame, WireError } from "./wire";

const uint = fc.nat({ max: 0xffff_ffff });
const row = fc.record({
  kind: fc.integer({ min: 1, max: 13 }),
  time: fc.double({ noNaN: true }),
  task: uint,
  detail: fc.nat({ max: 255 }),
  a: uint,
  text: fc.string({ unit: "binary" }),
});

function frameOf(rows: readonly (typeof row extends fc.Arbitrary<infer T> ? T : never)[]) {
  const events = new BatchBuilder(41);
  for (const { kind, time, task, detail, a, text } of rows) {
    events.append(kind, time, task, detail, a, text);
  }
  const frame: StreamFrame = {
    type: "delta",
    session: "playground",
    epoch: 3,
    seq: 41 + rows.length,
    now: 1.25,
    firstRetained: 5,
    evicted: { events: 5, tasks: 1 },
    dropped: 0,
    batch: events.slice(),
  };
  return frame;
}

describe("a frame on the wire", () => {
  it("comes out as it went in", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const frame = frameOf(rows);
        const { batch, ...header } = decodeFrame(encodeFrame(frame));
        const { batch: sent, ...sentHeader } = frame;
        expect(header).toEqual(sentHeader);
        expect(batch.texts).toEqual(sent.texts);
        expect([...eventsOf(batch)]).toEqual([...eventsOf(sent)]);
      }),
    );
  });

  it("is refused where it was cut, with what is wrong", () => {
    const bytes = encodeFrame(
      frameOf([{ kind: 10, time: 1, task: 1, detail: 0, a: 0, text: "line" }]),
    );
    for (let length = 0; length < bytes.byteLength; length += 1) {
      expect(() => decodeFrame(bytes.slice(0, length))).toThrow(WireError);
    }
  });

  it("is refused with bytes too many, or without a header", () => {
    const bytes = encodeFrame(frameOf([]));
    const longer = new Uint8Array(bytes.byteLength + 1);
    longer.set(new Uint8Array(bytes));
    expect(() => decodeFrame(longer.buffer)).toThrow("wrong number of bytes");
    expect(() => decodeFrame(new TextEncoder().encode("\x04\0\0\0nope").buffer)).toThrow(
      "header cannot be read",
    );
  });

  it("is refused with any other bytes, by no error but its own", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeFrame(bytes.slice().buffer)).toThrow(WireError);
      }),
    );
  });
});
