import * as fc from "fast-check";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { virtualClock } from "../../scheduler";
import { TestLab } from "../test-lab";

const PLAIN_SENTENCE = /^[A-Z“"].*[.:]/s;

let lab: TestLab;
/** A recording as it should be. */
let whole: Buffer;
let events: number;

beforeAll(async () => {
  lab = await TestLab.open({ newClock: virtualClock });
  const page = lab.follow("program");
  await lab.do("programs.run", { program: "two-tasks" });
  await page.untilPhase("ended");
  await lab.do("recordings.save", { job: "s", session: "program", name: "whole" });
  whole = await readFile(join(lab.profile, "recordings", "whole.tasklab"));
  const { opened } = await lab.do("recordings.open", { job: "o", recording: "whole" });
  events = opened.events;
});
afterAll(() => lab.close());

let uploads = 0;

/** Sends `bytes` in parts of these lengths, over and over. */
async function send(bytes: Uint8Array, lengths: readonly number[], name = "x") {
  uploads += 1;
  const job = `upload-${uploads}`;
  let offset = 0;
  for (let part = 0; ; part += 1) {
    const end = Math.min(bytes.length, offset + lengths[part % lengths.length]!);
    const data = Buffer.from(bytes.subarray(offset, end)).toString("base64");
    const isLast = end === bytes.length;
    const result = await lab.call("recordings.openBytes", { job, name, offset, data, isLast });
    if (!result.ok || isLast) return result;
    offset = end;
  }
}

const lengths = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });

/** It opened, or was refused in a sentence; never a fault of the lab's. */
function check(result: Awaited<ReturnType<typeof send>>): void {
  if (result.ok) {
    expect(result.value.opened?.events).toBeLessThanOrEqual(events);
    return;
  }
  expect(result.error.code).toBe("bad-input");
  expect(result.error.message).toMatch(PLAIN_SENTENCE);
}

describe("the door for a page's file", () => {
  it("opens the same recording however it is cut into parts", async () => {
    await fc.assert(
      fc.asyncProperty(lengths, async (lengths) => {
        const result = await send(whole, lengths);
        expect(result).toMatchObject({ ok: true, value: { opened: { events, cutShort: false } } });
      }),
      { numRuns: 50 },
    );
  });

  it("opens whatever is cut short behind its first line up to its last whole line", async () => {
    const header = whole.indexOf(0x0a) + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: header, max: whole.length - 1 }),
        lengths,
        async (end, lengths) => {
          const lines = whole.subarray(0, end).toString().split("\n").length - 2;
          const result = await send(whole.subarray(0, end), lengths);
          if (!result.ok) throw new Error(result.error.message);
          // The last line may be whole but for its end.
          expect(result.value.opened!.events).toBeGreaterThanOrEqual(Math.min(events, lines));
          expect(result.value.opened!.events).toBeLessThanOrEqual(lines + 1);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("takes a recording with anything changed in it, or says what is wrong", async () => {
    const change = fc.record({ at: fc.nat({ max: whole.length - 1 }), byte: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        lengths,
        async (changes, lengths) => {
          const bytes = Buffer.from(whole);
          for (const { at, byte } of changes) bytes[at] = byte;
          check(await send(bytes, lengths));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("says of any other bytes that they are no recording", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), lengths, async (bytes, lengths) => {
        const result = await send(bytes, lengths);
        expect(result.ok).toBe(false);
        check(result);
      }),
      { numRuns: 100 },
    );
  });

  it("bears parts in any order, doubled, at wrong places and no base64 at all", async () => {
    const part = fc.record({
      job: fc.constantFrom("one", "two", "three"),
      name: fc.string({ maxLength: 20 }),
      offset: fc.oneof(fc.constant(0), fc.nat({ max: 2_000 })),
      data: fc.oneof(
        fc.base64String({ maxLength: 400 }),
        fc.string({ maxLength: 20 }),
        fc.constant(whole.subarray(0, 600).toString("base64")),
      ),
      isLast: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const results = await Promise.all(
          parts.map((input) => lab.call("recordings.openBytes", input)),
        );
        for (const result of results) {
          if (result.ok) continue;
          expect(["bad-input", "conflict", "not-found", "cancelled"]).toContain(result.error.code);
        }
        for (const job of ["one", "two", "three"]) await lab.do("recordings.cancel", { job });
      }),
      { numRuns: 150 },
    );
    // None of that is left in the way of the right one.
    expect(await send(whole, [500])).toMatchObject({ ok: true });
    expect(lab.logged).toEqual([]);
  });
});
