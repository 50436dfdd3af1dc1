import type { RequestOutcome } from "../../shared/events";

/** An HTTP request that a task made. */
export interface RequestEntry {
  readonly request: number;
  readonly task: number;
  /** Method and path. */
  readonly text: string;
  /** The number of the event with which it left. */
  readonly startedSeq: number;
  /** Seconds since the session began. */
  readonly startedAt: number;
  /** Null while it is under way. */
  endedAt: number | null;
  outcome: RequestOutcome | null;
  /** Status or error; empty while it is under way. */
  result: string;
  /** The number of the event with which it ended; `Infinity` while it is under way. */
  endedSeq: number;
}

/** Requests kept. More remembers longer, at about 150 bytes a request. */
export const MAX_REQUESTS = 20_000;

/** What is said of a request that has not ended. */
const UNDER_WAY = { endedAt: null, outcome: null, result: "", endedSeq: Infinity } as const;

/** The last requests of a session. The oldest leave first. */
export class RequestLog {
  readonly #byNumber = new Map<number, RequestEntry>();
  readonly #byTask = new Map<number, RequestEntry[]>();

  get size(): number {
    return this.#byNumber.size;
  }

  /** The requests of a task, in the order in which they left: with `until`, as they were before that event. */
  of(task: number, until = Infinity): readonly RequestEntry[] {
    const entries = this.#byTask.get(task) ?? [];
    if (until === Infinity) return entries;
    return entries
      .filter(({ startedSeq }) => startedSeq < until)
      .map((entry) => (entry.endedSeq < until ? entry : { ...entry, ...UNDER_WAY }));
  }

  start(request: number, task: number, text: string, time: number, seq: number): void {
    const entry: RequestEntry = {
      request,
      task,
      text,
      startedSeq: seq,
      startedAt: time,
      ...UNDER_WAY,
    };
    this.#byNumber.set(request, entry);
    const ofTask = this.#byTask.get(task);
    if (ofTask === undefined) this.#byTask.set(task, [entry]);
    else ofTask.push(entry);
    if (this.#byNumber.size > MAX_REQUESTS) this.#dropOldest();
  }

  /** Nothing if the request is not known: its start was evicted. */
  end(request: number, outcome: RequestOutcome, result: string, time: number, seq: number): void {
    const entry = this.#byNumber.get(request);
    if (entry === undefined) return;
    entry.endedAt = time;
    entry.outcome = outcome;
    entry.result = result;
    entry.endedSeq = seq;
  }

  reset(): void {
    this.#byNumber.clear();
    this.#byTask.clear();
  }

  #dropOldest(): void {
    for (const [request, { task }] of this.#byNumber) {
      this.#byNumber.delete(request);
      const ofTask = this.#byTask.get(task);
      ofTask?.shift();
      if (ofTask?.length === 0) this.#byTask.delete(task);
      return;
    }
  }
}
