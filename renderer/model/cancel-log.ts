import type { EventBatch } from "../../shared/batch";
import { textAt } from "../../shared/batch";
import { CancelOrigin, EventKind, WaitReason } from "../../shared/events";
import { grown } from "../../shared/grown";
import { NO_SLOT } from "../../shared/reduce";
import type { TaskTable } from "../../shared/reduce";
import { TaskState } from "../../shared/task-state";
import { waitsFor } from "./task-words";

const INITIAL_CAPACITY = 32;
const NONE = -1;

/** Entries kept of one task. A task that is cancelled more often shows the first ones; the rest is counted. */
const MAX_ENTRIES_PER_TASK = 96;

/** What an entry tells. */
export const CancelEntryKind = { REQUESTED: 0, DELIVERED: 1, WITHDRAWN: 2 } as const;
export type CancelEntryKind = (typeof CancelEntryKind)[keyof typeof CancelEntryKind];

/** Where a request found a task. */
type Found = "waiting" | "running" | "ready" | "scheduled";

/** Something that happened to a task by way of a cancel. */
export interface CancelEntry {
  /** The number of its event. */
  readonly seq: number;
  readonly kind: CancelEntryKind;
  /** In seconds. */
  readonly time: number;
  /** How many steps the task had begun. */
  readonly step: number;
  /** What `cancelling()` said afterwards. */
  readonly cancelling: number;
  /** Requested: who asked. */
  readonly origin: CancelOrigin;
  /** Requested: the task that asked or passed it on, 0 for none. */
  readonly by: number;
  /** Requested: the cancel's message. */
  readonly message: string;
  /** Requested: where it found the task. */
  readonly found: Found;
  /** Requested: what the task waited for then, in words; empty if it did not wait. */
  readonly wait: string;
  /** Requested: the `WaitReason` of that. */
  readonly reason: WaitReason;
}

const FOUND: readonly Found[] = ["scheduled", "ready", "running", "waiting"];

/**
 * The cancels of every task, from request to delivery, in the order in which they happened.
 *
 * Columns chained by task: a hundred thousand tasks that are cancelled together cost a few
 * megabytes. A task's entries leave with the task.
 */
export class CancelLog {
  #seq = new Float64Array(INITIAL_CAPACITY);
  #time = new Float64Array(INITIAL_CAPACITY);
  #task = new Uint32Array(INITIAL_CAPACITY);
  #kind = new Uint8Array(INITIAL_CAPACITY);
  #step = new Uint32Array(INITIAL_CAPACITY);
  #cancelling = new Uint32Array(INITIAL_CAPACITY);
  #origin = new Uint8Array(INITIAL_CAPACITY);
  #by = new Uint32Array(INITIAL_CAPACITY);
  #found = new Uint8Array(INITIAL_CAPACITY);
  #reason = new Uint8Array(INITIAL_CAPACITY);
  /** The number of the event that told what a request waited for; 0 if the request itself did. */
  #toldBy = new Float64Array(INITIAL_CAPACITY);
  #next = new Int32Array(INITIAL_CAPACITY);
  #message: string[] = [];
  #wait: string[] = [];
  #used = 0;
  #free = NONE;
  readonly #chains = new Map<
    number,
    { first: number; last: number; length: number; cancelling: number; requests: number }
  >();
  /** For tasks that ran when they were asked, the request: the next wait is where it is thrown. */
  readonly #running = new Map<number, number>();

  /** Takes in row `index` of a delta, which `table` has taken in already. */
  take(batch: EventBatch, index: number, table: TaskTable): void {
    const task = batch.task[index]!;
    switch (batch.kind[index]) {
      case EventKind.CANCEL_REQUESTED:
        this.#request(batch, index, table);
        break;
      case EventKind.CANCEL_DELIVERED:
        this.#running.delete(task);
        this.#add(CancelEntryKind.DELIVERED, batch, index, table);
        break;
      case EventKind.CANCEL_WITHDRAWN: {
        const chain = this.#chains.get(task);
        if (chain !== undefined) chain.cancelling = batch.a[index]!;
        this.#add(CancelEntryKind.WITHDRAWN, batch, index, table);
        break;
      }
      case EventKind.TASK_WAITING:
        if (this.#running.size > 0) this.#foundWait(task, batch.firstSeq + index, table);
        break;
    }
  }

  /** What happened to `task` before event `until`, the earliest first. */
  entriesOf(task: number, until = Infinity): CancelEntry[] {
    const entries: CancelEntry[] = [];
    let at = this.#chains.get(task)?.first ?? NONE;
    for (; at !== NONE && this.#seq[at]! < until; at = this.#next[at]!) {
      entries.push(this.#entry(at, until));
    }
    return entries;
  }

  /** How many requests to cancel `task` were seen before event `until`: without it, those that were not kept included. */
  requestsOf(task: number, until = Infinity): number {
    if (until === Infinity) return this.#chains.get(task)?.requests ?? 0;
    const isRequest = ({ kind }: CancelEntry) => kind === CancelEntryKind.REQUESTED;
    return this.entriesOf(task, until).filter(isRequest).length;
  }

  /** What `cancelling()` said before event `until`, null if no cancel of the task was seen. */
  cancellingOf(task: number, until = Infinity): number | null {
    if (until === Infinity) return this.#chains.get(task)?.cancelling ?? null;
    return this.entriesOf(task, until).at(-1)?.cancelling ?? null;
  }

  /** The tasks to which `task` passed a cancel on between the events `from` and `to`, in their order. */
  passedOnBy(task: number, from: number, to: number): number[] {
    const found: number[] = [];
    for (let at = 0; at < this.#used; at += 1) {
      if (this.#by[at] !== task || this.#origin[at] !== CancelOrigin.PASSED_ON) continue;
      if (this.#task[at] !== 0 && this.#seq[at]! > from && this.#seq[at]! < to) found.push(at);
    }
    found.sort((one, other) => this.#seq[one]! - this.#seq[other]!);
    return found.map((at) => this.#task[at]!);
  }

  evict(tasks: readonly number[]): void {
    for (const task of tasks) {
      const chain = this.#chains.get(task);
      if (chain === undefined) continue;
      for (let at = chain.first; at !== NONE; at = this.#next[at]!) {
        this.#task[at] = 0;
        this.#message[at] = "";
        this.#wait[at] = "";
      }
      this.#next[chain.last] = this.#free;
      this.#free = chain.first;
      this.#chains.delete(task);
      this.#running.delete(task);
    }
  }

  reset(): void {
    this.#used = 0;
    this.#free = NONE;
    this.#message.length = 0;
    this.#wait.length = 0;
    this.#chains.clear();
    this.#running.clear();
  }

  #request(batch: EventBatch, index: number, table: TaskTable): void {
    const task = batch.task[index]!;
    const slot = table.slotOf(task);
    if (slot === NO_SLOT) return;
    const chain = this.#chainOf(task);
    chain.cancelling += 1;
    chain.requests += 1;
    const at = this.#add(CancelEntryKind.REQUESTED, batch, index, table);
    if (at === NONE) return;
    const state = table.state[slot] as TaskState;
    this.#origin[at] = batch.detail[index]!;
    this.#by[at] = batch.a[index]!;
    this.#message[at] = textAt(batch, index);
    this.#found[at] = state;
    this.#reason[at] = table.waitReason[slot]!;
    this.#wait[at] = waitsFor(table, slot);
    if (state === TaskState.RUNNING) this.#running.set(task, at);
  }

  #foundWait(task: number, seq: number, table: TaskTable): void {
    const at = this.#running.get(task);
    if (at === undefined) return;
    this.#running.delete(task);
    const slot = table.slotOf(task);
    this.#toldBy[at] = seq;
    this.#reason[at] = table.waitReason[slot]!;
    this.#wait[at] = waitsFor(table, slot);
  }

  #chainOf(task: number) {
    let chain = this.#chains.get(task);
    if (chain === undefined) {
      chain = { first: NONE, last: NONE, length: 0, cancelling: 0, requests: 0 };
      this.#chains.set(task, chain);
    }
    return chain;
  }

  /** @returns where the entry is, `NONE` if it is not kept */
  #add(kind: CancelEntryKind, batch: EventBatch, index: number, table: TaskTable): number {
    const task = batch.task[index]!;
    const slot = table.slotOf(task);
    if (slot === NO_SLOT) return NONE;
    const chain = this.#chainOf(task);
    if (chain.length === MAX_ENTRIES_PER_TASK) return NONE;
    const at = this.#place();
    this.#seq[at] = batch.firstSeq + index;
    this.#time[at] = batch.time[index]!;
    this.#task[at] = task;
    this.#kind[at] = kind;
    this.#step[at] = table.steps[slot]!;
    this.#cancelling[at] = chain.cancelling;
    this.#origin[at] = 0;
    this.#by[at] = 0;
    this.#found[at] = 0;
    this.#reason[at] = 0;
    this.#toldBy[at] = 0;
    this.#message[at] = "";
    this.#wait[at] = "";
    this.#next[at] = NONE;
    if (chain.last === NONE) chain.first = at;
    else this.#next[chain.last] = at;
    chain.last = at;
    chain.length += 1;
    return at;
  }

  #entry(at: number, until: number): CancelEntry {
    const isTold = this.#toldBy[at]! < until;
    return {
      seq: this.#seq[at]!,
      kind: this.#kind[at] as CancelEntryKind,
      time: this.#time[at]!,
      step: this.#step[at]!,
      cancelling: this.#cancelling[at]!,
      origin: this.#origin[at] as CancelOrigin,
      by: this.#by[at]!,
      message: this.#message[at]!,
      found: FOUND[this.#found[at]!] ?? "ready",
      wait: isTold ? this.#wait[at]! : "",
      reason: isTold ? (this.#reason[at] as WaitReason) : WaitReason.FUTURE,
    };
  }

  #place(): number {
    if (this.#free !== NONE) {
      const at = this.#free;
      this.#free = this.#next[at]!;
      return at;
    }
    if (this.#used === this.#time.length) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    const capacity = this.#time.length * 2;
    this.#seq = grown(this.#seq, new Float64Array(capacity));
    this.#time = grown(this.#time, new Float64Array(capacity));
    this.#task = grown(this.#task, new Uint32Array(capacity));
    this.#kind = grown(this.#kind, new Uint8Array(capacity));
    this.#step = grown(this.#step, new Uint32Array(capacity));
    this.#cancelling = grown(this.#cancelling, new Uint32Array(capacity));
    this.#origin = grown(this.#origin, new Uint8Array(capacity));
    this.#by = grown(this.#by, new Uint32Array(capacity));
    this.#found = grown(this.#found, new Uint8Array(capacity));
    this.#reason = grown(this.#reason, new Uint8Array(capacity));
    this.#toldBy = grown(this.#toldBy, new Float64Array(capacity));
    this.#next = grown(this.#next, new Int32Array(capacity));
  }
}
