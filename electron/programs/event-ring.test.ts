import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { MAX_TEXT_LENGTH } from "../lab/limits";
import { createRing, RingReader, RingWriter } from "./event-ring";

type Row = [kind: number, time: number, task: number, detail: number, a: number, text: string];

function drained(reader: RingReader, most = Infinity): Row[] {
  const rows: Row[] = [];
  reader.drain(most, (...row) => rows.push(row));
  return rows;
}

describe("the ring", () => {
  it("gives back what was written, in its order", () => {
    const ring = createRing(1_024);
    const writer = new RingWriter(ring);
    const rows: Row[] = [
      [1, 0.25, 1, 0, 0, "main"],
      [5, 1e9, 4_294_967_295, 255, 4_294_967_295, "für Ünïcode 🎈"],
      [4, 1, 2, 0, 0, ""],
    ];
    for (const row of rows) writer.append(...row);
    expect(drained(new RingReader(ring))).toEqual(rows);
  });

  it("goes round any number of times", () => {
    const ring = createRing(1_024);
    const writer = new RingWriter(ring);
    const reader = new RingReader(ring);
    for (let index = 1; index < 2_000; index += 1) {
      const row: Row = [10, index, index, 0, 0, "x".repeat(index % 90)];
      writer.append(...row);
      expect(drained(reader)).toEqual([row]);
    }
  });

  it("gives no more at once than asked for", () => {
    const ring = createRing(1_024);
    const writer = new RingWriter(ring);
    const reader = new RingReader(ring);
    for (let index = 0; index < 5; index += 1) writer.append(3, 0, index, 0, 0, "");
    expect(drained(reader, 2).map((row) => row[2])).toEqual([0, 1]);
    expect(drained(reader).map((row) => row[2])).toEqual([2, 3, 4]);
  });

  it("cuts a text that is too long, with a mark", () => {
    const ring = createRing(16_384);
    new RingWriter(ring).append(10, 0, 1, 0, 0, "ä".repeat(MAX_TEXT_LENGTH + 1));
    const [row] = drained(new RingReader(ring));
    expect(row?.[5]).toHaveLength(MAX_TEXT_LENGTH);
    expect(row?.[5].endsWith("…")).toBe(true);
  });

  it("makes a writer wait that finds no space, until there is some", async () => {
    const ring = createRing(1_024);
    const writer = new RingWriter(ring);
    const reader = new RingReader(ring);
    // Another thread takes everything out, a moment after this one has to wait for it.
    const worker = new Worker(
      `const { workerData } = require("node:worker_threads");
       const positions = new Int32Array(workerData, 0, 2);
       setTimeout(() => {
         Atomics.store(positions, 1, Atomics.load(positions, 0));
         Atomics.notify(positions, 1);
       }, 50);`,
      { eval: true, workerData: ring },
    );
    await new Promise((resolve) => worker.once("online", resolve));
    for (let index = 0; index < 40; index += 1) writer.append(3, 0, index, 0, 0, "");
    await worker.terminate();
    expect(drained(reader).at(-1)?.[2]).toBe(39);
  });
});
