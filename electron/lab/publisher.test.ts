import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EventKind } from "../../shared/events";
import { LabError } from "../../shared/result";
import type { SessionId } from "../../shared/session";
import type { Push, StreamFrame, StreamRequest } from "../../shared/stream";
import { decodeFrame } from "../../shared/wire";
import { EventLog } from "./event-log";
import {
  CHUNK_EVENTS,
  FLUSH_INTERVAL_MS,
  MAX_TEXT_LENGTH,
  MAX_UNACKNOWLEDGED_EVENTS,
} from "./limits";
import { Publisher } from "./publisher";
import type { Publication, Subscription } from "./publisher";

const SMALL = { events: 4 * CHUNK_EVENTS, text: Number.POSITIVE_INFINITY };

const HOLD = { type: "hold", session: "playground", epoch: 1 } as const;

/** A page that takes in what it is sent, and checks that nothing is missing or comes twice. */
class Page {
  readonly frames: StreamFrame[] = [];
  readonly pushes: Push[] = [];
  /** The number of the next event that it expects. */
  seq = 0;
  acknowledges = true;
  readonly #subscription: Subscription;

  constructor(publisher: Publisher) {
    this.#subscription = publisher.subscribe({ send: (data) => this.#take(data) });
  }

  get last(): StreamFrame {
    return this.frames.at(-1)!;
  }

  attach(session: SessionId, from: { epoch: number; seq: number } | null = null): void {
    if (from !== null) this.seq = from.seq;
    this.request({ type: "attach", session, from });
  }

  ack(): void {
    const { session, epoch } = this.last;
    this.request({ type: "ack", session, epoch, seq: this.seq });
  }

  request(request: StreamRequest): void {
    this.#subscription.receive(JSON.stringify(request));
  }

  close(): void {
    this.#subscription.close();
  }

  #take(data: ArrayBuffer | string): void {
    if (typeof data === "string") {
      this.pushes.push(JSON.parse(data) as Push);
      return;
    }
    const frame = decodeFrame(data);
    if (frame.type === "delta") expect(frame.batch.firstSeq).toBe(this.seq);
    this.frames.push(frame);
    this.seq = frame.seq;
    // A real page answers later, never from within the sender.
    if (this.acknowledges) queueMicrotask(() => this.ack());
  }
}

let logs: Record<SessionId, EventLog>;
let epochs: Record<SessionId, number>;
let publisher: Publisher;

beforeEach(() => {
  vi.useFakeTimers();
  logs = {
    playground: new EventLog(SMALL),
    program: new EventLog(SMALL),
    recording: new EventLog(SMALL),
  };
  epochs = { playground: 1, program: 1, recording: 1 };
  publisher = new Publisher((session): Publication => ({
    epoch: epochs[session],
    log: logs[session],
    now: () => logs[session].end / 1_000,
  }));
});

afterEach(() => {
  vi.useRealTimers();
});

function print(count: number, session: SessionId = "playground"): void {
  for (let n = 0; n < count; n += 1) logs[session].append(EventKind.PRINTED, n, 0, 0, 0, "");
}

const flush = () => vi.advanceTimersByTimeAsync(FLUSH_INTERVAL_MS);

describe("the publisher", () => {
  it("sends a snapshot first, then numbered deltas, collected for one interval", async () => {
    print(3);
    const page = new Page(publisher);
    page.attach("playground");
    expect(page.frames.map(({ type, seq }) => [type, seq])).toEqual([
      ["snapshot", 0],
      ["delta", 3],
    ]);
    print(2);
    print(2);
    expect(page.frames.length).toBe(2);
    await flush();
    expect(page.frames.length).toBe(3);
    expect(page.last).toMatchObject({ type: "delta", seq: 7, epoch: 1, dropped: 0, now: 0.007 });
    await flush();
    expect(page.frames.length).toBe(3);
  });

  it("goes on without a gap for a page that knows where it was", async () => {
    print(10);
    const page = new Page(publisher);
    page.attach("playground", { epoch: 1, seq: 4 });
    expect(page.frames.map(({ type, seq }) => [type, seq])).toEqual([["delta", 10]]);
    expect(page.last.batch.firstSeq).toBe(4);
  });

  it.each([
    ["of another epoch", { epoch: 2, seq: 4 }],
    ["ahead of the log", { epoch: 1, seq: 11 }],
  ])("begins anew with a snapshot for a page that is %s", (_what, from) => {
    print(10);
    const page = new Page(publisher);
    page.attach("playground", from);
    expect(page.frames[0]!.type).toBe("snapshot");
    expect(page.last.seq).toBe(10);
  });

  it.each<[string, (page: Page) => void]>([
    ["says so", (page) => page.request({ ...HOLD, on: false })],
    ["follows another session", (page) => page.attach("program")],
    ["is closed", (page) => page.close()],
  ])("keeps what a page looks back at until it %s", async (_what, letGo) => {
    const page = new Page(publisher);
    page.attach("playground");
    page.request({ ...HOLD, on: true });
    print(2 * SMALL.events);
    expect(logs.playground.start).toBe(0);
    letGo(page);
    print(2 * SMALL.events);
    expect(logs.playground.start).toBeGreaterThan(0);
    await flush();
  });

  it("holds nothing for a page that speaks of a run that is over", () => {
    const page = new Page(publisher);
    page.attach("playground");
    page.request({ ...HOLD, epoch: 0, on: true });
    print(2 * SMALL.events);
    expect(logs.playground.start).toBeGreaterThan(0);
  });

  it("sends a page one session only, the one that it attached to last", async () => {
    const page = new Page(publisher);
    page.attach("playground");
    page.attach("program");
    const before = page.frames.length;
    print(1, "playground");
    await flush();
    expect(page.frames.length).toBe(before);
    print(1, "program");
    await flush();
    expect(page.last).toMatchObject({ session: "program", seq: 1 });
  });

  it("sends two pages the same, at their own pace", async () => {
    const [one, other] = [new Page(publisher), new Page(publisher)];
    one.attach("playground");
    print(5);
    await flush();
    other.attach("playground");
    print(5);
    await flush();
    expect([one.seq, other.seq]).toEqual([10, 10]);
  });

  it("sends a page that does not acknowledge no more than one window, and holds nothing for it", async () => {
    logs.playground = new EventLog();
    const page = new Page(publisher);
    page.acknowledges = false;
    page.attach("playground");
    for (let n = 0; n < 8; n += 1) {
      print(MAX_UNACKNOWLEDGED_EVENTS / 4);
      await flush();
    }
    expect(page.seq).toBeGreaterThanOrEqual(MAX_UNACKNOWLEDGED_EVENTS);
    expect(page.seq).toBeLessThan(MAX_UNACKNOWLEDGED_EVENTS + CHUNK_EVENTS);
    expect(vi.getTimerCount()).toBe(0);

    page.acknowledges = true;
    page.ack();
    for (let n = 0; n < 10; n += 1) await flush();
    expect(page.seq).toBe(logs.playground.end);
    expect(page.last.dropped).toBe(0);
  });

  it("sends less of it when its texts are long", async () => {
    logs.playground = new EventLog();
    const page = new Page(publisher);
    page.acknowledges = false;
    page.attach("playground");
    const text = "x".repeat(MAX_TEXT_LENGTH - 10);
    // Every text another one, or a frame would carry it once.
    for (let n = 0; n < 3 * CHUNK_EVENTS; n += 1) {
      logs.playground.append(EventKind.PRINTED, 0, 0, 0, 0, `${n} ${text}`);
    }
    await flush();
    expect(page.seq).toBeLessThanOrEqual(2 * CHUNK_EVENTS);

    page.acknowledges = true;
    page.ack();
    for (let n = 0; n < 3; n += 1) await flush();
    expect(page.seq).toBe(logs.playground.end);
  });

  it("skips what fell out of the log meanwhile, with a new snapshot, and counts it", async () => {
    const events = MAX_UNACKNOWLEDGED_EVENTS + 4 * CHUNK_EVENTS;
    logs.playground = new EventLog({ ...SMALL, events });
    const page = new Page(publisher);
    page.attach("playground");
    page.acknowledges = false;
    print(MAX_UNACKNOWLEDGED_EVENTS);
    await flush();
    const [sent, frames] = [page.seq, page.frames.length];
    print(2 * events);
    await flush();
    expect(page.seq).toBe(sent);

    page.acknowledges = true;
    page.ack();
    await flush();
    // The snapshot and what follows come at once, before the snapshot is acknowledged.
    expect(page.frames.length).toBeGreaterThan(frames + 1);
    for (let n = 0; n < 3; n += 1) await flush();
    const missed = logs.playground.start - sent;
    expect(missed).toBeGreaterThan(0);
    expect(page.frames[frames]).toMatchObject({
      type: "snapshot",
      seq: logs.playground.start,
      dropped: missed,
    });
    expect(page.last).toMatchObject({ type: "delta", seq: logs.playground.end, dropped: missed });
    expect(page.last.evicted.events).toBe(logs.playground.start);
  });

  it("counts what a page missed while its connection was lost", () => {
    print(10);
    const page = new Page(publisher);
    print(10 * CHUNK_EVENTS);
    page.attach("playground", { epoch: 1, seq: 10 });
    expect(page.frames[0]).toMatchObject({
      type: "snapshot",
      dropped: logs.playground.start - 10,
    });
  });

  it("sends a snapshot of the new log when a session begins anew", async () => {
    const page = new Page(publisher);
    page.attach("playground");
    print(5);
    await flush();
    logs.playground = new EventLog();
    epochs.playground = 2;
    publisher.sessionStarted("playground");
    print(2);
    await flush();
    expect(page.frames.slice(-2).map(({ type, epoch, seq }) => [type, epoch, seq])).toEqual([
      ["snapshot", 2, 0],
      ["delta", 2, 2],
    ]);
  });

  it("takes no notice of an acknowledgement that comes too late, for an epoch that is over", async () => {
    const page = new Page(publisher);
    page.attach("playground");
    logs.playground = new EventLog();
    epochs.playground = 2;
    publisher.sessionStarted("playground");
    await flush();
    page.request({ type: "ack", session: "playground", epoch: 1, seq: 1_000_000 });
    print(1);
    await flush();
    expect(page.last).toMatchObject({ epoch: 2, seq: 1 });
  });

  it.each([
    ["no JSON", "{"],
    ["an unknown session", '{"type":"attach","session":"other","from":null}'],
    ["a negative number", '{"type":"ack","session":"playground","epoch":1,"seq":-1}'],
    ["a field too many", '{"type":"attach","session":"playground","from":null,"more":1}'],
    ["a type from the prototype", '{"type":"constructor"}'],
    [
      "an acknowledgement of what was not sent",
      '{"type":"ack","session":"playground","epoch":1,"seq":1}',
    ],
  ])("refuses %s", (_what, data) => {
    const subscription = publisher.subscribe({ send: () => undefined });
    subscription.receive('{"type":"attach","session":"playground","from":null}');
    expect(() => subscription.receive(data)).toThrow(LabError);
  });

  it("sends a page that has left nothing more", async () => {
    const page = new Page(publisher);
    page.attach("playground");
    page.close();
    print(1);
    publisher.push({ type: "lab-closing" });
    await flush();
    expect(page.frames.length).toBe(1);
    expect(page.pushes).toEqual([]);
    expect(publisher.size).toBe(0);
  });

  it("sends what there is when it closes, says so, and leaves no timer", async () => {
    const page = new Page(publisher);
    page.attach("playground");
    print(3);
    publisher.close();
    expect(page.seq).toBe(3);
    expect(page.pushes).toEqual([{ type: "lab-closing" }]);
    print(3);
    expect(vi.getTimerCount()).toBe(0);
  });
});
