import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bitsToSeconds, eventAt, eventsOf, secondsToBits, textAt } from "./batch";
import { BatchBuilder } from "./batch-builder";
import {
  Channel,
  EventKind,
  Outcome,
  RequestOutcome,
  ResourceKind,
  ResourceTotal,
  ResourceUse,
  Total,
  WaitReason,
} from "./events";

describe("a batch", () => {
  it("gives what happens to locks and queues, and who is waited for by way of them, as objects", () => {
    const events = new BatchBuilder(7);
    events.append(EventKind.RESOURCE_CREATED, 1, 4, ResourceKind.QUEUE, 3, "Queue 1");
    events.append(EventKind.TASK_WAITING, 1, 2, WaitReason.QUEUE_GET, 4, "");
    events.append(EventKind.RESOURCE_USED, 1, 5, ResourceUse.PUT, 4, "");
    events.append(EventKind.RESOURCE_CARRIED, 1, 4, ResourceTotal.LEVEL, 2, "");
    events.append(EventKind.WAIT_MEMBERS, 1, 1, 3, 8, "");
    const at = { time: 1 };
    expect([...eventsOf(events.slice())]).toEqual([
      {
        ...at,
        seq: 7,
        kind: "resource-created",
        task: 0,
        resource: 4,
        is: 5,
        limit: 3,
        name: "Queue 1",
      },
      {
        ...at,
        seq: 8,
        kind: "task-waiting",
        task: 2,
        reason: WaitReason.QUEUE_GET,
        label: "",
        awaited: 0,
        resource: 4,
        until: null,
      },
      { ...at, seq: 9, kind: "resource-used", task: 5, use: 2, resource: 4 },
      { ...at, seq: 10, kind: "resource-carried", task: 0, resource: 4, total: 0, amount: 2 },
      { ...at, seq: 11, kind: "wait-members", task: 1, first: 8, count: 3 },
    ]);
  });

  it("gives every kind of event back as an object", () => {
    const events = new BatchBuilder(100, 1);
    events.append(EventKind.TASK_CREATED, 0.5, 2, 0, 1, "nap");
    events.append(EventKind.TASK_COROUTINE, 0.5, 2, 0, 0, "sleepFor(1)");
    events.append(EventKind.TASK_READY, 0.5, 2, 0, 1, "");
    events.append(EventKind.STEP_STARTED, 0.5, 2, 0, 0, "");
    events.append(EventKind.TASK_WAITING, 0.5, 2, WaitReason.SLEEP, secondsToBits(1.5), "sleep");
    events.append(EventKind.TASK_WAITING, 0.5, 3, WaitReason.TASK, 2, "await nap");
    events.append(EventKind.CANCEL_REQUESTED, 1, 2, 0, 0, "too slow");
    events.append(EventKind.CANCEL_DELIVERED, 1, 2, 0, 0, "");
    events.append(EventKind.TASK_DONE, 1, 2, Outcome.CANCELLED, 0, "too slow");
    events.append(EventKind.TASK_RENAMED, 1, 3, 0, 0, "other");
    events.append(EventKind.PRINTED, 1, 3, Channel.WARNING, 0, "careful");
    events.append(EventKind.REQUEST_STARTED, 1, 3, 0, 9, "GET /posts/1");
    events.append(EventKind.REQUEST_ENDED, 2, 3, RequestOutcome.ANSWERED, 9, "200");
    events.append(EventKind.TASK_CARRIED, 3.5, 3, Total.RAN, 4, "");
    events.append(EventKind.CANCEL_WITHDRAWN, 4, 3, 0, 1, "");
    expect([...eventsOf(events.slice())]).toEqual([
      { seq: 100, time: 0.5, kind: "task-created", task: 2, creator: 1, name: "nap" },
      { seq: 101, time: 0.5, kind: "task-coroutine", task: 2, coroutine: "sleepFor(1)" },
      { seq: 102, time: 0.5, kind: "task-ready", task: 2, wokenBy: 1 },
      { seq: 103, time: 0.5, kind: "step-started", task: 2 },
      {
        seq: 104,
        time: 0.5,
        kind: "task-waiting",
        task: 2,
        reason: WaitReason.SLEEP,
        label: "sleep",
        awaited: 0,
        resource: 0,
        until: 2,
      },
      {
        seq: 105,
        time: 0.5,
        kind: "task-waiting",
        task: 3,
        reason: WaitReason.TASK,
        label: "await nap",
        awaited: 2,
        resource: 0,
        until: null,
      },
      {
        seq: 106,
        time: 1,
        kind: "cancel-requested",
        task: 2,
        origin: 0,
        by: 0,
        message: "too slow",
      },
      { seq: 107, time: 1, kind: "cancel-delivered", task: 2 },
      { seq: 108, time: 1, kind: "task-done", task: 2, outcome: 2, text: "too slow" },
      { seq: 109, time: 1, kind: "task-renamed", task: 3, name: "other" },
      {
        seq: 110,
        time: 1,
        kind: "printed",
        task: 3,
        channel: Channel.WARNING,
        advice: 0,
        text: "careful",
      },
      { seq: 111, time: 1, kind: "request-started", task: 3, request: 9, text: "GET /posts/1" },
      { seq: 112, time: 2, kind: "request-ended", task: 3, request: 9, outcome: 0, text: "200" },
      { seq: 113, time: 3.5, kind: "task-carried", task: 3, total: 0, amount: 3.5, count: 4 },
      { seq: 114, time: 4, kind: "cancel-withdrawn", task: 3, cancelling: 1 },
    ]);
  });

  it("refuses a kind that this version does not know, by its number", () => {
    const events = new BatchBuilder(7);
    events.append(99, 0, 1, 0, 0, "");
    expect(() => eventAt(events.slice(), 0)).toThrow("Event 7 has the unknown kind 99.");
  });

  it("carries in a slice only the texts that its rows use", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("", "a", "b", "c"), { maxLength: 40 }),
        fc.nat(),
        fc.nat(),
        (texts, one, other) => {
          const events = new BatchBuilder(0, 1);
          for (const text of texts) events.append(EventKind.PRINTED, 0, 0, 0, 0, text);
          const [from, to] = [one, other]
            .map((n) => n % (texts.length + 1))
            .sort((x, y) => x - y) as [number, number];
          const slice = events.slice(from, to);
          const expected = texts.slice(from, to);
          expect(expected.map((_, index) => textAt(slice, index))).toEqual(expected);
          expect(new Set(slice.texts)).toEqual(new Set(expected.filter((text) => text !== "")));
          expect(slice.firstSeq).toBe(from);
        },
      ),
    );
  });

  it("keeps each text once, whichever kinds of events carry it in turn", () => {
    const events = new BatchBuilder(0);
    const rows: [number, string][] = [
      [EventKind.TASK_CREATED, "one"],
      [EventKind.TASK_RENAMED, "one"],
      [EventKind.TASK_CREATED, "two"],
      [EventKind.TASK_CREATED, ""],
      [EventKind.TASK_CREATED, "two"],
      [EventKind.TASK_CREATED, "one"],
      [EventKind.TASK_RENAMED, "two"],
    ];
    for (const [kind, text] of rows) events.append(kind, 0, 1, 0, 0, text);
    const batch = events.slice();
    expect(rows.map((_, row) => textAt(batch, row))).toEqual(rows.map(([, text]) => text));
    expect(batch.texts).toEqual(["one", "two"]);
    expect(events.textLength).toBe("onetwo".length);
  });

  it("stays as it is while more events are collected", () => {
    const events = new BatchBuilder(0, 2);
    events.append(EventKind.PRINTED, 1, 0, 0, 0, "first");
    const early = events.slice();
    for (let n = 0; n < 100; n += 1) events.append(EventKind.PRINTED, 2, 0, 0, n, `later ${n}`);
    expect([...eventsOf(early)]).toEqual([
      { seq: 0, time: 1, kind: "printed", task: 0, channel: 0, advice: 0, text: "first" },
    ]);
    expect(early.texts).toEqual(["first"]);
  });

  it("holds in each row what was written, zeros too, however often its columns grow", () => {
    const row = fc.tuple(fc.nat(3), fc.nat(2), fc.constantFrom("", "a", "b"));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const events = new BatchBuilder(0, 1);
        for (const [a, detail, text] of rows) events.append(1, a / 2, a, detail, a, text);
        const batch = events.slice();
        const read = rows.map((_, at) => [batch.a[at], batch.detail[at], textAt(batch, at)]);
        expect(read).toEqual(rows);
        expect([...batch.time]).toEqual(rows.map(([a]) => a / 2));
        expect([...batch.task]).toEqual(rows.map(([a]) => a));
      }),
    );
  });

  it("holds nothing of what was there before a restart", () => {
    const events = new BatchBuilder(0, 2);
    for (let n = 1; n <= 5; n += 1) events.append(1, n, n, n, n, `old ${n}`);
    events.restart(50);
    expect([events.firstSeq, events.length, events.nextSeq, events.textLength]).toEqual([
      50, 0, 50, 0,
    ]);
    const fresh = new BatchBuilder(50);
    for (const builder of [events, fresh]) {
      builder.append(1, 0, 0, 0, 0, "");
      builder.append(1, 7, 1, 2, 3, "old 5");
      builder.append(1, 8, 0, 0, 0, "");
    }
    expect(events.slice()).toEqual(fresh.slice());
  });

  it("counts a text that occurs often once", () => {
    const events = new BatchBuilder(0);
    for (const text of ["ab", "ab", "", "cde"]) events.append(1, 0, 1, 0, 0, text);
    expect(events.textLength).toBe(5);
  });
});

describe("seconds in an integer column", () => {
  it("come back to a ten-millionth", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (seconds) => {
        const back = bitsToSeconds(secondsToBits(seconds));
        expect(Math.abs(back - seconds)).toBeLessThanOrEqual(seconds * 1e-7);
      }),
    );
    expect(bitsToSeconds(secondsToBits(0))).toBe(0);
    expect(bitsToSeconds(secondsToBits(Infinity))).toBe(Infinity);
  });
});
