import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchBuilder } from "../batch-builder";
import { EventKind, Outcome, RequestOutcome, WaitReason } from "../events";
import { evicted, exampleRun, info, plausibleRun, runOf, textOf } from "./__tests__/runs";
import type { TestRun } from "./__tests__/runs";
import { writeSpans } from "./spans";
import { unixNanoseconds } from "./utc-time";

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string; doubleValue?: number };
}

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Attribute[];
  events?: { timeUnixNano: string; name: string; attributes: Attribute[] }[];
  droppedEventsCount?: number;
  links?: { traceId: string; spanId: string; attributes: Attribute[] }[];
  droppedLinksCount?: number;
  status: { code: number; message?: string };
}

type Check = (value: unknown) => void;

const string: Check = (value) => {
  expect(typeof value).toBe("string");
  expect(/\p{Surrogate}/u.test(value as string)).toBe(false);
};
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    expect(value).toMatch(pattern);
const traceId = matching(/^(?!0{32})[0-9a-f]{32}$/);
const spanId = matching(/^(?!0{16})[0-9a-f]{16}$/);
const fixed64: Check = (value) => {
  expect(value).toMatch(/^\d+$/);
  expect(BigInt(value as string) < 2n ** 64n).toBe(true);
};
const int64 = matching(/^-?\d+$/);
const double: Check = (value) => expect(typeof value).toBe("number");
const uint32: Check = (value) => expect(Number.isInteger(value) && Number(value) >= 0).toBe(true);
const oneOf =
  (...values: unknown[]): Check =>
  (value) =>
    expect(values).toContain(value);
const list =
  (check: Check): Check =>
  (value) => {
    expect(Array.isArray(value)).toBe(true);
    for (const item of value as unknown[]) check(item);
  };
/** Only fields of the message, in lowerCamelCase, and those that are required. */
const message =
  (fields: Record<string, Check>, required: string[] = []): Check =>
  (value) => {
    const object = value as Record<string, unknown>;
    expect(Object.keys(object)).toEqual(expect.arrayContaining(required));
    for (const [key, field] of Object.entries(object)) {
      (fields[key] ?? (() => expect.fail(`unknown field ${key}`)))(field);
    }
  };

// opentelemetry-proto: common/v1/common.proto, resource/v1, trace/v1, collector/trace/v1.
const anyValue: Check = (value) => {
  expect(Object.keys(value as object)).toHaveLength(1);
  message({ stringValue: string, intValue: int64, doubleValue: double })(value);
};
const keyValue = message({ key: matching(/^[a-z_.]+$/), value: anyValue }, ["key", "value"]);
const attributes: Check = (value) => {
  list(keyValue)(value);
  const keys = (value as Attribute[]).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
};
const event = message({ timeUnixNano: fixed64, name: matching(/./), attributes }, [
  "timeUnixNano",
  "name",
]);
const link = message({ traceId, spanId, attributes }, ["traceId", "spanId"]);
const span = message(
  {
    traceId,
    spanId,
    parentSpanId: spanId,
    name: matching(/./s),
    kind: oneOf(1, 2, 3, 4, 5),
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    attributes,
    events: list(event),
    droppedEventsCount: uint32,
    links: list(link),
    droppedLinksCount: uint32,
    status: message({ code: oneOf(0, 1, 2), message: string }),
  },
  ["traceId", "spanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano"],
);
const exportTraceServiceRequest = message({
  resourceSpans: list(
    message({
      resource: message({ attributes }),
      scopeSpans: list(
        message({ scope: message({ name: string, version: string }), spans: list(span) }),
      ),
    }),
  ),
});

async function spansOf(run: TestRun): Promise<Span[]> {
  const request = JSON.parse(await textOf(writeSpans(run))) as {
    resourceSpans: [{ scopeSpans: [{ spans: Span[] }] }];
  };
  exportTraceServiceRequest(request);
  const { spans } = request.resourceSpans[0].scopeSpans[0];
  expectOneTree(spans);
  return spans;
}

function expectOneTree(spans: readonly Span[]): void {
  const byId = new Map(spans.map((each) => [each.spanId, each]));
  expect(byId.size).toBe(spans.length);
  expect(new Set(spans.map((each) => each.traceId)).size).toBe(1);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
  for (const { parentSpanId, startTimeUnixNano, endTimeUnixNano, events, links } of spans) {
    if (parentSpanId !== undefined) expect(byId.has(parentSpanId)).toBe(true);
    expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
    for (const { timeUnixNano } of events ?? []) {
      expect(BigInt(timeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
      expect(BigInt(timeUnixNano) <= BigInt(endTimeUnixNano)).toBe(true);
    }
    for (const each of links ?? []) expect(byId.has(each.spanId)).toBe(true);
  }
}

const plain = (list: readonly Attribute[]) =>
  Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));

const named = (spans: readonly Span[], name: string) =>
  spans.find((each) => each.name === name) ?? expect.fail(`no span ${name}`);

describe("a run as OpenTelemetry spans", () => {
  it("has a span for every task below its creator's, from its creation to its end", async () => {
    const spans = await spansOf(exampleRun());
    const root = named(spans, "two-titles");
    const main = named(spans, "main, after");
    const fetch = named(spans, "fetch");
    expect(root.parentSpanId).toBeUndefined();
    expect(main.parentSpanId).toBe(root.spanId);
    expect(fetch.parentSpanId).toBe(main.spanId);
    const epoch = unixNanoseconds(info.startedAt)!;
    expect(fetch.startTimeUnixNano).toBe(String(epoch + 2_000_000n));
    expect(fetch.endTimeUnixNano).toBe(String(epoch + 502_000_000n));
    const { "tasklab.task.ran_seconds": ran, ...rest } = plain(fetch.attributes);
    expect(ran).toBeCloseTo(0.002);
    expect(rest).toMatchObject({
      "tasklab.task.id": "2",
      "tasklab.task.coroutine": "fetch(2)",
      "tasklab.task.outcome": "result",
      "tasklab.task.result": "'a title'",
      "tasklab.task.steps": "2",
      "code.file.path": "two-titles.ts",
      "code.line.number": "7",
    });
    expect(fetch.status).toEqual({ code: 0 });
    expect(plain(main.attributes)).toMatchObject({ "tasklab.task.outcome": "pending" });
  });

  it("says what went wrong: an error is a status and an exception, a cancel is neither", async () => {
    const spans = await spansOf(exampleRun());
    const fail = named(spans, "fail");
    expect(fail.status).toEqual({ code: 2, message: "ValueError: no such post" });
    expect(plain(fail.attributes)).toMatchObject({ "error.type": "ValueError" });
    expect(fail.events!.map(({ name, attributes }) => [name, plain(attributes)])).toEqual([
      ["exception", { "exception.type": "ValueError", "exception.message": "no such post" }],
    ]);
    const nap = named(spans, "nap");
    expect(nap.status).toEqual({ code: 0 });
    expect(nap.events!.map(({ name, attributes }) => [name, plain(attributes)])).toEqual([
      [
        "tasklab.cancel.requested",
        { "tasklab.cancel.requested_by": "1", "tasklab.cancel.message": "enough" },
      ],
      ["tasklab.cancel.delivered", {}],
    ]);
  });

  it("keeps printed lines on the task that printed them, and the lab's on the run", async () => {
    const spans = await spansOf(exampleRun());
    const printed = ({ events }: Span) =>
      (events ?? []).flatMap(({ attributes }) => plain(attributes)["tasklab.print.text"] ?? []);
    expect(printed(named(spans, "fetch"))).toEqual(['half a \uFFFD pair, \u2028 and "quotes"']);
    // The second is about a task that is over: its span ends before it.
    expect(printed(named(spans, "two-titles"))).toEqual([
      "two-titles started",
      "Task exception was never retrieved",
    ]);
  });

  it("links a task to who awaited it", async () => {
    const spans = await spansOf(exampleRun());
    const main = named(spans, "main, after");
    for (const name of ["fetch", "nap"]) {
      const { links } = named(spans, name);
      expect(links!.map(({ spanId, attributes }) => [spanId, plain(attributes)])).toEqual([
        [main.spanId, { "tasklab.link": "awaited_by", "tasklab.task.id": "1" }],
      ]);
    }
  });

  it("links the members of a gather to who awaits them", async () => {
    const events = new BatchBuilder(0);
    for (const task of [1, 2, 3]) events.append(EventKind.TASK_CREATED, 0, task, 0, 0, `t${task}`);
    events.append(EventKind.STEP_STARTED, 0, 1, 0, 0, "");
    events.append(EventKind.TASK_WAITING, 1, 1, WaitReason.GATHER, 0, "gather(2)");
    events.append(EventKind.WAIT_MEMBERS, 1, 1, 2, 2, "");
    const spans = await spansOf(runOf(events));
    const linked = spans.filter(({ links }) => links !== undefined).map(({ name }) => name);
    expect(linked.sort()).toEqual(["t2", "t3"]);
  });

  it("has a client's span for every request, below its task's", async () => {
    const spans = await spansOf(exampleRun());
    const get = named(spans, "GET");
    expect(get).toMatchObject({ kind: 3, parentSpanId: named(spans, "fetch").spanId });
    expect(plain(get.attributes)).toEqual({
      "http.request.method": "GET",
      "url.path": "/posts/1",
      "tasklab.request.outcome": "answered",
      "http.response.status_code": "200",
    });
    const head = named(spans, "HEAD");
    expect(head.parentSpanId).toBe(named(spans, "two-titles").spanId);
    expect(plain(head.attributes)).toMatchObject({ "tasklab.request.outcome": "pending" });
  });

  it.each([
    ["an answer that is an error", RequestOutcome.ANSWERED, "404", "404", "HTTP 404"],
    ["no answer", RequestOutcome.FAILED, "connection refused", "failed", "connection refused"],
    ["an abort", RequestOutcome.ABORTED, "aborted", "aborted", "aborted"],
  ])("says that a request got %s", async (_what, outcome, text, type, message) => {
    const events = new BatchBuilder(0);
    events.append(EventKind.REQUEST_STARTED, 0, 0, 0, 1, "GET /posts/999");
    events.append(EventKind.REQUEST_ENDED, 1, 0, outcome, 1, text);
    events.append(EventKind.REQUEST_ENDED, 1, 0, outcome, 7, text);
    const get = named(await spansOf(runOf(events)), "GET");
    expect(get.status).toEqual({ code: 2, message });
    expect(plain(get.attributes)).toMatchObject({ "error.type": type });
  });

  it("is the same trace each time, and another one for another run", async () => {
    const ids = async (run: TestRun) =>
      (await spansOf(run)).map((each) => each.traceId + each.spanId);
    const first = await ids(exampleRun());
    expect(await ids(exampleRun())).toEqual(first);
    const later = { ...info, startedAt: "2026-03-01T12:00:00.251Z" };
    const other = new Set(await ids({ ...exampleRun(), info: later }));
    expect(first.some((id) => other.has(id))).toBe(false);
  });

  it("counts what is more than a span should hold", async () => {
    const events = new BatchBuilder(0);
    events.append(EventKind.TASK_CREATED, 0, 1, 0, 0, "popular");
    for (let waiter = 2; waiter < 202; waiter += 1) {
      events.append(EventKind.TASK_CREATED, 0, waiter, 0, 0, "");
      events.append(EventKind.TASK_WAITING, 0, waiter, WaitReason.TASK, 1, "");
      events.append(EventKind.TASK_WAITING, 0, 2, WaitReason.TASK, 1, "");
      events.append(EventKind.PRINTED, 0, 1, 0, 0, "line");
    }
    events.append(EventKind.TASK_DONE, 1, 1, Outcome.RESULT, 0, "");
    const popular = named(await spansOf(runOf(events)), "popular");
    expect(popular.links).toHaveLength(128);
    expect(popular.droppedLinksCount).toBe(72);
    expect(popular.events).toHaveLength(128);
    expect(popular.droppedEventsCount).toBe(72);
  });

  it("is what a collector takes, for any run and from any event on", async () => {
    await fc.assert(
      fc.asyncProperty(plausibleRun, fc.nat(), async (run, cut) => {
        await spansOf(run);
        await spansOf(evicted(run, cut % (run.info.events! + 1)));
      }),
      { numRuns: 100 },
    );
  });

  it("lets no task's span go, however many there are", async () => {
    const events = new BatchBuilder(0);
    for (let task = 1; task <= 6_000; task += 1) {
      events.append(EventKind.TASK_CREATED, task, task, 0, task - 1, "");
      if (task > 1) events.append(EventKind.TASK_DONE, task, task - 1, Outcome.RESULT, 0, "");
    }
    const spans = JSON.parse(await textOf(writeSpans(runOf(events)))) as {
      resourceSpans: [{ scopeSpans: [{ spans: Span[] }] }];
    };
    expectOneTree(spans.resourceSpans[0].scopeSpans[0].spans);
    expect(spans.resourceSpans[0].scopeSpans[0].spans).toHaveLength(6_001);
  });

  it("refuses a run that began at no time", () => {
    const run = { ...exampleRun(), info: { ...info, startedAt: "yesterday" } };
    expect(() => writeSpans(run)).toThrow(RangeError);
  });
});
