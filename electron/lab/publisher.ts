import type { EventBatch } from "../../shared/batch";
import { LabError } from "../../shared/result";
import type { SessionId } from "../../shared/session";
import type { FrameHeader, Push } from "../../shared/stream";
import { encodeFrame } from "../../shared/wire";
import {
  FLUSH_INTERVAL_MS,
  MAX_FRAME_EVENTS,
  MAX_UNACKNOWLEDGED_BYTES,
  MAX_UNACKNOWLEDGED_EVENTS,
} from "./limits";
import { parseStreamRequest } from "./stream-request";

/** Numbered events, of which some may be gone and more may come: see `EventLog`. */
export interface PublishedLog {
  readonly start: number;
  readonly end: number;
  readonly evicted: { events: number; tasks: number };
  onDirty: (() => void) | null;
  clean(): void;
  read(from: number, max: number): EventBatch;
  snapshot(): EventBatch;
  /** Keeps what there is while a page looks at it. The function that it returns lets go. */
  hold(): () => void;
}

/** What a publisher reads: a session as far as pages can follow it. */
export interface Publication {
  readonly epoch: number;
  readonly log: PublishedLog;
  /** The session's time, in seconds. */
  now(): number;
}

/** Where frames for one page go: a port or a socket. Must not throw when the other end is gone. */
export interface Sink {
  send(data: ArrayBuffer | string): void;
}

/** One page's end of the stream. */
export interface Subscription {
  /** Takes in a request as it came over the wire. Throws a `LabError` if it is none. */
  receive(data: string): void;
  close(): void;
}

interface Subscriber {
  readonly sink: Sink;
  session: SessionId | null;
  epoch: number;
  /** The next event to send. */
  cursor: number;
  /** Events below this one have arrived. */
  acknowledged: number;
  /** The frames sent since, by the event that comes after each. */
  inFlight: { end: number; bytes: number }[];
  inFlightBytes: number;
  dropped: number;
  /** Nothing can be added to what the page has: it needs a snapshot. */
  needsSnapshot: boolean;
  /** Lets go of the log that the page looks back at; null while it looks at now. */
  release: (() => void) | null;
}

/**
 * Sends every attached page a snapshot and then the events of its session, in numbered frames.
 *
 * There is no queue for a page: each has a cursor into the log, which is bounded already. A page that
 * does not acknowledge is sent nothing more; when it comes back and the log has moved past its
 * cursor, it gets a new snapshot and the number of events that it missed.
 */
export class Publisher {
  readonly #publicationOf: (session: SessionId) => Publication;
  readonly #subscribers = new Set<Subscriber>();
  readonly #watched = new Map<SessionId, PublishedLog>();
  #timer: NodeJS.Timeout | null = null;

  constructor(publicationOf: (session: SessionId) => Publication) {
    this.#publicationOf = publicationOf;
  }

  /** How many pages follow. */
  get size(): number {
    return this.#subscribers.size;
  }

  subscribe(sink: Sink): Subscription {
    const subscriber: Subscriber = {
      sink,
      session: null,
      epoch: 0,
      cursor: 0,
      acknowledged: 0,
      inFlight: [],
      inFlightBytes: 0,
      dropped: 0,
      needsSnapshot: false,
      release: null,
    };
    this.#subscribers.add(subscriber);
    return {
      receive: (data) => this.#receive(subscriber, data),
      close: () => {
        letGo(subscriber);
        this.#subscribers.delete(subscriber);
      },
    };
  }

  /** Sends `push` to every page. What is said of a session comes after what happened in it before. */
  push(push: Push): void {
    if (push.type === "session") this.#flush();
    const text = JSON.stringify(push);
    for (const { sink } of this.#subscribers) sink.send(text);
  }

  /** Call when a session got a new log: its pages get a snapshot of the new one. */
  sessionStarted(session: SessionId): void {
    this.#watch(session);
    this.#schedule();
  }

  /** Sends what there is and stops. */
  close(): void {
    this.#flush();
    this.push({ type: "lab-closing" });
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const log of this.#watched.values()) log.onDirty = null;
    for (const subscriber of this.#subscribers) letGo(subscriber);
    this.#subscribers.clear();
  }

  #receive(subscriber: Subscriber, data: string): void {
    // It left, or the lab is closed; what was under way still arrives.
    if (!this.#subscribers.has(subscriber)) return;
    const request = parseStreamRequest(data);
    if (request.type === "attach") {
      const { epoch, log } = this.#publicationOf(request.session);
      const from = request.from;
      letGo(subscriber);
      const canGoOn =
        from !== null && from.epoch === epoch && from.seq >= log.start && from.seq <= log.end;
      subscriber.session = request.session;
      subscriber.epoch = epoch;
      startAt(subscriber, canGoOn ? from.seq : log.start);
      // What left the log while the page was away.
      subscriber.dropped = from?.epoch === epoch ? Math.max(0, log.start - from.seq) : 0;
      subscriber.needsSnapshot = !canGoOn;
      this.#watch(request.session);
      this.#flush();
      return;
    }
    if (request.session !== subscriber.session || request.epoch !== subscriber.epoch) return;
    if (request.type === "hold") {
      letGo(subscriber);
      const { epoch, log } = this.#publicationOf(request.session);
      if (request.on && epoch === request.epoch) subscriber.release = log.hold();
      return;
    }
    if (request.seq > subscriber.cursor) {
      throw new LabError("bad-input", `Event ${request.seq} was acknowledged before it was sent.`);
    }
    acknowledge(subscriber, request.seq);
    if (this.#isBehind(subscriber)) this.#schedule();
  }

  #watch(session: SessionId): void {
    const { log } = this.#publicationOf(session);
    const old = this.#watched.get(session);
    if (old === log) return;
    if (old !== undefined) old.onDirty = null;
    log.onDirty = () => this.#schedule();
    this.#watched.set(session, log);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#flush();
    }, FLUSH_INTERVAL_MS);
  }

  #flush(): void {
    for (const log of this.#watched.values()) log.clean();
    let more = false;
    for (const subscriber of this.#subscribers) {
      this.#send(subscriber);
      more ||= this.#isBehind(subscriber) && !isFull(subscriber);
    }
    if (more) this.#schedule();
  }

  #isBehind(subscriber: Subscriber): boolean {
    if (subscriber.session === null) return false;
    return subscriber.cursor < this.#publicationOf(subscriber.session).log.end;
  }

  /** Sends as much as the page may get now. */
  #send(subscriber: Subscriber): void {
    if (subscriber.session === null) return;
    const publication = this.#publicationOf(subscriber.session);
    const { epoch, log } = publication;
    if (subscriber.epoch !== epoch) {
      letGo(subscriber);
      subscriber.epoch = epoch;
      startAt(subscriber, log.start);
      subscriber.dropped = 0;
      subscriber.needsSnapshot = true;
    }
    if (isFull(subscriber)) return;
    if (subscriber.cursor < log.start) {
      subscriber.dropped += log.start - subscriber.cursor;
      // What it is never sent, it need not acknowledge.
      subscriber.cursor = subscriber.acknowledged = log.start;
      subscriber.needsSnapshot = true;
    }
    if (subscriber.needsSnapshot) {
      subscriber.needsSnapshot = false;
      const batch = log.snapshot();
      subscriber.sink.send(frame("snapshot", subscriber.session, subscriber, publication, batch));
    }
    while (subscriber.cursor < log.end && !isFull(subscriber)) {
      const batch = log.read(subscriber.cursor, MAX_FRAME_EVENTS);
      subscriber.cursor += batch.length;
      const data = frame("delta", subscriber.session, subscriber, publication, batch);
      subscriber.inFlight.push({ end: subscriber.cursor, bytes: data.byteLength });
      subscriber.inFlightBytes += data.byteLength;
      subscriber.sink.send(data);
    }
  }
}

function letGo(subscriber: Subscriber): void {
  subscriber.release?.();
  subscriber.release = null;
}

function startAt(subscriber: Subscriber, seq: number): void {
  subscriber.cursor = subscriber.acknowledged = seq;
  subscriber.inFlight = [];
  subscriber.inFlightBytes = 0;
}

function acknowledge(subscriber: Subscriber, seq: number): void {
  subscriber.acknowledged = Math.max(subscriber.acknowledged, seq);
  const arrived = subscriber.inFlight.findIndex(({ end }) => end > subscriber.acknowledged);
  const count = arrived === -1 ? subscriber.inFlight.length : arrived;
  for (const { bytes } of subscriber.inFlight.splice(0, count)) subscriber.inFlightBytes -= bytes;
}

function isFull(subscriber: Subscriber): boolean {
  return (
    subscriber.cursor - subscriber.acknowledged >= MAX_UNACKNOWLEDGED_EVENTS ||
    subscriber.inFlightBytes >= MAX_UNACKNOWLEDGED_BYTES
  );
}

function frame(
  type: FrameHeader["type"],
  session: SessionId,
  subscriber: Subscriber,
  publication: Publication,
  batch: EventBatch,
): ArrayBuffer {
  const { epoch, log } = publication;
  return encodeFrame({
    type,
    session,
    epoch,
    seq: subscriber.cursor,
    now: publication.now(),
    firstRetained: log.start,
    evicted: log.evicted,
    dropped: subscriber.dropped,
    batch,
  });
}
