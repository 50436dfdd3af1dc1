import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventBatch } from "../batch";
import { columnsIn, evicted, exampleRun, plausibleRun, runOf, textOf } from "./__tests__/runs";
import { BatchBuilder } from "../batch-builder";
import { EventKind } from "../events";
import { writeRecording } from "./json-lines";
import { readRecording } from "./read-recording";
import { RECORDING_LIMITS } from "./recording";
import type { RecordingLimits } from "./recording";
import { RecordingError } from "./recording-error";
import { RecordingReader } from "./recording-reader";

const example = await textOf(writeRecording(exampleRun()));
const exampleLines = example.split("\n").slice(0, -1);
const withSnapshot = await textOf(writeRecording(evicted(exampleRun(), 20)));

const HEADER =
  '{"format":"tasklab-recording","version":"1.0","lab":"1","session":"program","startedAt":"2026-03-01T12:00:00Z","first":0,"evictedTasks":0,"snapshot":0}';
const LATER = HEADER.replace('"1.0"', '"1.7"');
const CREATED = '{"n":0,"t":1,"e":"task-created","task":1,"name":"main"}';
const END = '{"e":"end","t":2,"events":1}';

const fileOf = (...lines: string[]) => lines.map((line) => `${line}\n`).join("");

async function faultOf(
  source: string | Iterable<Uint8Array>,
  limits?: RecordingLimits,
): Promise<RecordingError> {
  const reading = readRecording(source, limits === undefined ? {} : { limits });
  return reading.then(
    () => expect.fail("it was read"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(RecordingError);
      return error as RecordingError;
    },
  );
}

describe("reading bit by bit", () => {
  it("does not depend on where the chunks are cut, as text or as bytes", () => {
    const bytes = new TextEncoder().encode(withSnapshot);
    const whole = readAll([withSnapshot]);
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 200 }), { minLength: 1 }),
        fc.boolean(),
        (sizes, asBytes) => {
          const all = asBytes ? bytes : withSnapshot;
          const chunks: (string | Uint8Array)[] = [];
          for (let from = 0, turn = 0; from < all.length; turn += 1) {
            const to = from + Math.max(1, sizes[turn % sizes.length]!);
            chunks.push(typeof all === "string" ? all.slice(from, to) : all.slice(from, to));
            from = to;
          }
          expect(readAll(chunks)).toEqual(whole);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("gives full batches as soon as they are full, numbered on", () => {
    const events = new BatchBuilder(0);
    for (let n = 0; n < 40_000; n += 1) events.append(EventKind.PRINTED, n, 0, 0, 0, `line ${n}`);
    const reader = new RecordingReader();
    const batches: EventBatch[] = [];
    const run = runOf(events);
    return (async () => {
      for await (const chunk of writeRecording(run)) {
        for (const batch of reader.push(chunk)) batches.push(batch);
      }
      expect(batches.map(({ firstSeq, length }) => [firstSeq, length])).toEqual([
        [0, 16_384],
        [16_384, 16_384],
      ]);
      batches.push(...reader.finish().batches);
      expect(columnsIn(batches)).toEqual(columnsIn(run.batches));
    })();
  });

  it("takes a chunk that its giver writes over afterwards", () => {
    const reader = new RecordingReader();
    const buffer = new Uint8Array(7);
    const bytes = new TextEncoder().encode(example);
    for (let from = 0; from < bytes.length; from += buffer.length) {
      const length = Math.min(buffer.length, bytes.length - from);
      buffer.set(bytes.subarray(from, from + length));
      reader.push(buffer.subarray(0, length));
      buffer.fill(0);
    }
    expect(reader.finish().end).toMatchObject({ events: 41, cutShort: false });
  });

  it("tells what was recorded from the first line on", () => {
    const reader = new RecordingReader();
    expect(reader.info).toBeNull();
    reader.push(fileOf(HEADER));
    expect(reader.info).toMatchObject({ session: "program", program: null, clock: null });
    expect(reader.version).toBe("1.0");
  });

  function readAll(chunks: readonly (string | Uint8Array)[]) {
    const reader = new RecordingReader();
    const batches = chunks.flatMap((chunk) => reader.push(chunk));
    const { end, batches: last, info } = reader.finish();
    return { end, info, rows: columnsIn([...batches, ...last]), snapshot: reader.snapshot };
  }
});

describe("a recording that is cut short", () => {
  it("opens up to its last whole line, wherever it is cut", async () => {
    const bytes = new TextEncoder().encode(example);
    const all = columnsIn(exampleRun().batches);
    const headerLength = new TextEncoder().encode(exampleLines[0]).length;
    for (let length = headerLength; length < bytes.length - 1; length += 1) {
      const recording = await readRecording([bytes.subarray(0, length)]);
      const rows = columnsIn(recording.batches);
      expect(recording.cutShort).toBe(true);
      expect(rows).toEqual(all.slice(0, rows.length));
      const wholeLines = new TextDecoder().decode(bytes.subarray(0, length)).split("\n").length - 2;
      expect([wholeLines, wholeLines + 1]).toContain(rows.length);
    }
  });

  it("ends at its last event", async () => {
    const recording = await readRecording(exampleLines.slice(0, 10).join("\n"));
    expect(recording).toMatchObject({ endedAt: 0.002, events: 9, cutShort: true });
  });

  it("is whole if only the end of its last line is missing", async () => {
    expect(await readRecording(exampleLines.join("\n"))).toMatchObject({ cutShort: false });
  });

  it("keeps what there is of its snapshot", async () => {
    const lines = withSnapshot.split("\n");
    const recording = await readRecording(lines.slice(0, 4).join("\n"));
    expect(recording.snapshot).toMatchObject({ firstSeq: 17, length: 3 });
    expect(recording).toMatchObject({ batches: [], events: 0, cutShort: true });
  });

  it("leaves out a tail of zeros, which a crash can leave behind", async () => {
    const zeros = "\0".repeat(4_096);
    const recording = await readRecording(fileOf(HEADER, CREATED) + zeros);
    expect(recording).toMatchObject({ events: 1, cutShort: true });
  });
});

describe("what is tolerated", () => {
  it.each([
    ["a byte order mark", `\uFEFF${fileOf(HEADER, CREATED, END)}`],
    ["line ends of Windows", fileOf(HEADER, CREATED, END).replaceAll("\n", "\r\n")],
    ["blank lines", fileOf(HEADER, "", CREATED, "  ", END, "")],
    ["keys of nobody's", fileOf(HEADER, `${CREATED.slice(0, -1)},"site":{"line":3}}`, END)],
    ["prototypes as keys", fileOf(HEADER, `{"__proto__":{"n":9},${CREATED.slice(1)}`, END)],
    [
      "other orders of keys",
      fileOf(HEADER, '{"task":1,"name":"main","e":"task-created","t":1.0,"n":0}', END),
    ],
  ])("%s", async (_what, text) => {
    for (const source of [text, [new TextEncoder().encode(text)]]) {
      const recording = await readRecording(source);
      expect(recording).toMatchObject({ events: 1, cutShort: false });
      expect(columnsIn(recording.batches)).toEqual([
        { seq: 0, time: 1, kind: 1, task: 1, detail: 0, a: 0, text: "main" },
      ]);
    }
  });

  it("events of a later minor version are left out, counted, and leave no gap", async () => {
    const recording = await readRecording(
      fileOf(
        LATER,
        CREATED,
        '{"n":1,"t":1,"e":"task-teleported","task":1,"to":[3]}',
        '{"n":2,"t":1,"e":"task-done","task":1,"outcome":"evaporated"}',
        '{"n":3,"t":1,"e":"task-waiting","task":1,"reason":"planet","awaited":7,"label":"mars"}',
        '{"n":4,"t":1,"e":"step-started","task":1}',
        '{"e":"end","t":2,"events":5}',
      ),
    );
    expect(recording).toMatchObject({ version: "1.7", events: 3, skipped: 2, cutShort: false });
    expect(columnsIn(recording.batches)).toMatchObject([
      { seq: 0, kind: EventKind.TASK_CREATED },
      { seq: 1, kind: EventKind.TASK_WAITING, detail: 0, a: 7, text: "mars" },
      { seq: 2, kind: EventKind.STEP_STARTED },
    ]);
  });

  it("a clock of a later minor version is an unknown one", async () => {
    const later = LATER.replace('"first"', '"clock":"lunar","first"');
    expect((await readRecording(fileOf(later))).info.clock).toBeNull();
  });
});

describe("what is refused, with the line and the reason", () => {
  const row = (fields: string) => fileOf(HEADER, CREATED, `{"n":1,${fields}}`);
  const head = (from: string, to: string) => fileOf(HEADER.replace(from, to));

  it.each<
    [what: string, text: string, fault: RecordingError["fault"], line: number, sentence: string]
  >([
    ["an empty file", "", "not-a-recording", 0, "the file is empty"],
    ["another JSON", '{"traceEvents":[]}', "not-a-recording", 1, "not a Tasklab recording"],
    ["an array", "[1]\n", "not-a-recording", 1, "must begin with"],
    ["a number", "17", "not-a-recording", 1, "must begin with"],
    ["prose", "Dear diary,\n", "not-a-recording", 1, "must begin with"],
    ["a header cut short", HEADER.slice(0, 60), "not-a-recording", 1, "must begin with"],
    [
      "a format in the prototype",
      '{"__proto__":{"format":"tasklab-recording"}}',
      "not-a-recording",
      1,
      "",
    ],
    [
      "a later major version",
      head('"1.0"', '"2.0"'),
      "newer-version",
      1,
      "format 2.0, written by Tasklab 1",
    ],
    ["a version that is none", head('"1.0"', "1"), "damaged", 1, '"version" must be a version'],
    ["a version of zero", head('"1.0"', '"0.9"'), "damaged", 1, '"version" must be a version'],
    ["a start that is no time", head("2026", "202x"), "damaged", 1, '"startedAt" must be'],
    ["no session", head('"session":"program",', ""), "damaged", 1, '"session" must be given'],
    [
      "a program that is no text",
      head('"startedAt"', '"program":[],"startedAt"'),
      "damaged",
      1,
      '"program"',
    ],
    [
      "a clock that there is not",
      head('"first"', '"clock":"lunar","first"'),
      "damaged",
      1,
      "real, virtual, scaled",
    ],
    [
      "a first event below 0",
      head('"first":0', '"first":-1'),
      "damaged",
      1,
      '"first" must be a whole',
    ],
    ["a snapshot without end", head('"snapshot":0', '"snapshot":1e12'), "damaged", 1, '"snapshot"'],
    [
      "a line that is no JSON",
      fileOf(HEADER, "{oops}", CREATED),
      "damaged",
      2,
      "not a JSON object",
    ],
    ["a line that is an array", fileOf(HEADER, "[0]", CREATED), "damaged", 2, "not a JSON object"],
    ["a second end", fileOf(HEADER, CREATED, END, END), "damaged", 4, "after the end"],
    ["an end that counts wrong", fileOf(HEADER, END), "damaged", 2, '"events" must be 0'],
    [
      "an end before the last event",
      fileOf(HEADER, CREATED, '{"e":"end","t":0,"events":1}'),
      "damaged",
      3,
      '"t"',
    ],
    ["two recordings in one", fileOf(HEADER, CREATED, HEADER), "damaged", 3, '"n" must be'],
    ["an event twice", fileOf(HEADER, CREATED, CREATED), "damaged", 3, "doubled or out of order"],
    [
      "a line missing",
      row('"t":1,"e":"task-ready","task":1').replace('"n":1', '"n":2'),
      "damaged",
      3,
      "missing",
    ],
    ["no number", fileOf(HEADER, CREATED.replace('"n":0,', "")), "damaged", 2, '"n" must be'],
    [
      "a time going back",
      row('"t":0.5,"e":"task-ready","task":1'),
      "damaged",
      3,
      "0.5 s, is before",
    ],
    [
      "a time below 0",
      fileOf(HEADER, CREATED.replace('"t":1', '"t":-1')),
      "damaged",
      2,
      '"t" must be seconds',
    ],
    [
      "a time without end",
      fileOf(HEADER, CREATED.replace('"t":1', '"t":1e400')),
      "damaged",
      2,
      '"t" must be',
    ],
    [
      "a time as text",
      fileOf(HEADER, CREATED.replace('"t":1', '"t":"1"')),
      "damaged",
      2,
      '"t" must be',
    ],
    [
      "NaN, which JSON has not",
      fileOf(HEADER, CREATED.replace('"t":1', '"t":NaN')),
      "damaged",
      2,
      "JSON",
    ],
    [
      "a kind that there is not",
      row('"t":1,"e":"teleported","task":1'),
      "damaged",
      3,
      '"e" must be a kind',
    ],
    [
      "a kind from the prototype",
      row('"t":1,"e":"constructor","task":1'),
      "damaged",
      3,
      '"e" must be a kind',
    ],
    ["task 0", row('"t":1,"e":"task-ready"'), "damaged", 3, '"task" must be a whole number from 1'],
    ["half a task", row('"t":1,"e":"task-ready","task":1.5'), "damaged", 3, '"task" must be'],
    [
      "a task too large",
      row('"t":1,"e":"task-ready","task":4294967296'),
      "damaged",
      3,
      '"task" must be',
    ],
    [
      "a waker as text",
      row('"t":1,"e":"task-ready","task":1,"wokenBy":"2"'),
      "damaged",
      3,
      '"wokenBy"',
    ],
    [
      "a word that there is not",
      row('"t":1,"e":"task-done","task":1,"outcome":"toString"'),
      "damaged",
      3,
      "result, error, cancelled",
    ],
    [
      "a detail as a number",
      row('"t":1,"e":"task-done","task":1,"outcome":0'),
      "damaged",
      3,
      "one of result",
    ],
    [
      "a name that is no text",
      row('"t":1,"e":"task-renamed","task":1,"name":{}'),
      "damaged",
      3,
      '"name" must be a text',
    ],
    [
      "a sleep without end",
      row('"t":1,"e":"task-waiting","task":1,"reason":"sleep","seconds":1e39'),
      "damaged",
      3,
      '"seconds"',
    ],
    ["a task created twice", row('"t":1,"e":"task-created","task":1'), "damaged", 3, "only go up"],
    [
      "a task that creates itself",
      row('"t":1,"e":"task-created","task":2,"creator":2'),
      "damaged",
      3,
      "comes later",
    ],
    [
      "totals among events",
      row('"t":1,"amount":1,"e":"task-carried","task":1,"total":"ran"'),
      "damaged",
      3,
      "snapshot",
    ],
    [
      "an end where the snapshot goes on",
      fileOf(HEADER.replace('"snapshot":0', '"snapshot":2'), END),
      "damaged",
      2,
      "lines of the snapshot are still to come",
    ],
    [
      "an event where the snapshot goes on",
      fileOf(HEADER.replace('"snapshot":0', '"snapshot":2'), CREATED),
      "damaged",
      2,
      "2 lines of the snapshot are still to come",
    ],
  ])("%s", async (_what, text, fault, line, sentence) => {
    const error = await faultOf(text);
    expect(error).toMatchObject({ fault, line });
    expect(error.message).toContain(sentence);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    if (line > 0) expect(error.message).toMatch(new RegExp(`line ${line}\\b`, "i"));
  });

  it("bytes that are no UTF-8, with their line", async () => {
    expect(await faultOf([new Uint8Array(100).fill(0xfe)])).toMatchObject({
      fault: "not-a-recording",
      message: expect.stringContaining("must begin with"),
    });
    const bytes = new TextEncoder().encode(fileOf(HEADER, CREATED, "x", END));
    bytes[bytes.indexOf(0x78, HEADER.length + CREATED.length)] = 0xff;
    const error = await faultOf([bytes]);
    expect(error).toMatchObject({ fault: "damaged", line: 3 });
    expect(error.message).toBe("Line 3 is not text in UTF-8.");
  });

  it("more than the limits, as early as it is known", async () => {
    const limits = { ...RECORDING_LIMITS, line: 1_000, events: 20, texts: 100 };
    expect(await faultOf(example, limits)).toMatchObject({ fault: "too-large", line: 22 });
    const fewTexts = { ...limits, events: 100 };
    expect((await faultOf(example, fewTexts)).message).toContain("pass 100 characters");
    const header = await faultOf(`${HEADER}${" ".repeat(1_000)}\n`, limits);
    expect(header).toMatchObject({ fault: "too-large", line: 1 });

    const reader = new RecordingReader(limits);
    reader.push("x".repeat(600));
    expect(() => reader.push("x".repeat(600))).toThrow("Line 1 is too long");
    const second = new RecordingReader(limits);
    expect(() => second.push(`${HEADER}\n${"x".repeat(1_200)}`)).toThrow("Line 2 is too long");
    const secondOfBytes = new RecordingReader(limits);
    const bytes = new TextEncoder().encode(`${HEADER}\n${"x".repeat(4_000)}`);
    expect(() => secondOfBytes.push(bytes)).toThrow("Line 2 is too long");
    const ofBytes = new RecordingReader(limits);
    ofBytes.push(new Uint8Array(2_000));
    expect(() => ofBytes.push(new Uint8Array(2_000))).toThrow("Line 1 is too long");
  });
});

describe("whatever the file", () => {
  /** Either a recording or a `RecordingError` with a sentence: anything else fails the test. */
  async function expectAnswer(source: string | Uint8Array): Promise<void> {
    try {
      const recording = await readRecording([source]);
      const rows = columnsIn(recording.batches) as { seq: number; time: number }[];
      expect(recording.events).toBe(rows.length);
      for (const [index, { seq, time }] of rows.entries()) {
        expect(seq).toBe(recording.info.first + index);
        expect(time).toBeGreaterThanOrEqual(rows[index - 1]?.time ?? 0);
      }
      expect(recording.endedAt).toBeGreaterThanOrEqual(rows.at(-1)?.time ?? 0);
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      expect(error.message).toMatch(/^[A-Z][^\n]*\.$/);
      expect(error.message.length).toBeLessThan(500);
    }
  }

  it("any bytes get an answer", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), expectAnswer), {
      numRuns: 500,
    });
  });

  it("any lines of JSON after a header get an answer", async () => {
    const values = fc.oneof(
      fc.json(),
      fc
        .record(
          {
            n: fc.oneof(fc.nat({ max: 3 }), fc.jsonValue()),
            t: fc.oneof(fc.double(), fc.jsonValue()),
            e: fc.constantFrom(
              "task-created",
              "task-done",
              "task-waiting",
              "printed",
              "end",
              "__proto__",
            ),
            task: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
            seconds: fc.double(),
            reason: fc.constantFrom("sleep", "task", "valueOf"),
            outcome: fc.jsonValue(),
            channel: fc.constantFrom("output", "hasOwnProperty"),
            creator: fc.oneof(fc.integer(), fc.jsonValue()),
            events: fc.nat({ max: 3 }),
            text: fc.jsonValue(),
          },
          { requiredKeys: [] },
        )
        .map((fields) => JSON.stringify(fields)),
    );
    const files = fc
      .tuple(fc.constantFrom(HEADER, LATER), fc.array(values, { maxLength: 6 }))
      .map(([header, lines]) => fileOf(header, ...lines));
    await fc.assert(fc.asyncProperty(files, expectAnswer), { numRuns: 1_000 });
  });

  it("a real recording gets an answer however it is mutated", async () => {
    const mutated = fc
      .tuple(
        plausibleRun,
        fc.nat(),
        fc.array(
          fc.record({
            at: fc.nat(),
            length: fc.nat({ max: 30 }),
            bytes: fc.uint8Array({ maxLength: 8 }),
          }),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
      )
      .map(([run, cut, edits]) => ({ run: evicted(run, cut % 50), edits }));
    await fc.assert(
      fc.asyncProperty(mutated, async ({ run, edits }) => {
        let bytes = [...new TextEncoder().encode(await textOf(writeRecording(run)))];
        for (const { at, length, bytes: inserted } of edits) {
          const from = at % bytes.length;
          bytes = [...bytes.slice(0, from), ...inserted, ...bytes.slice(from + length)];
        }
        await expectAnswer(new Uint8Array(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it("JSON of any depth gets an answer", async () => {
    for (const open of ["[", '{"a":']) {
      const depth = 100_000;
      const line = `${CREATED.slice(0, -1)},"deep":${open.repeat(depth)}`;
      await expectAnswer(fileOf(HEADER, line));
      const close = open === "[" ? "]" : "}";
      await expectAnswer(fileOf(HEADER, `${line}1${close.repeat(depth)}}`));
    }
  });
});
