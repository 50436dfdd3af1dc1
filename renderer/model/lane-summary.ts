import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import { isOver, LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { SessionModel } from "./session-model";
import { timesOf } from "./task-words";

/** Tasks looked at between two looks at the clock. */
const TASKS_AT_ONCE = 64;

/** What a group of tasks did up to an instant, in seconds, added up. */
export interface GroupSpent {
  ran: number;
  ready: number;
  /** From each task's creation to its end. */
  lived: number;
}

/** A group of tasks as a whole. */
export interface GroupTotals {
  readonly tasks: number;
  readonly pending: number;
  /** Seconds, added up. */
  readonly ran: number;
  /** From the first creation to the last end, or now. */
  readonly span: number;
}

/**
 * What a group of tasks did together, by stretches of time, and as a whole.
 *
 * Made bit by bit, so that a hundred thousand tasks take no frame; it costs two searches for each
 * interval within the stretches, however many of them it spans.
 */
export class LaneSummary {
  /** Where the stretches begin and end, in seconds: one more than there are. */
  readonly edges: Float64Array;
  readonly #model: SessionModel;
  readonly #tasks: readonly number[];
  readonly #now: number;
  readonly #ran: Float64Array;
  readonly #ready: Float64Array;
  readonly #lived: Float64Array;
  readonly #reader = new LaneReader();
  #next = 0;
  #pending = 0;
  #totalRan = 0;
  #begin = Infinity;
  #end = -Infinity;

  constructor(model: SessionModel, tasks: readonly number[], edges: Float64Array, now: number) {
    this.#model = model;
    this.#tasks = tasks;
    this.edges = edges;
    this.#now = now;
    // One more place for where the last rate ends.
    this.#ran = new Float64Array(2 * edges.length);
    this.#ready = new Float64Array(2 * edges.length);
    this.#lived = new Float64Array(2 * edges.length);
  }

  get isComplete(): boolean {
    return this.#next > this.#tasks.length;
  }

  get totals(): GroupTotals {
    return {
      tasks: this.#tasks.length,
      pending: this.#pending,
      ran: this.#totalRan,
      span: Math.max(0, this.#end - this.#begin),
    };
  }

  /** Goes on with it while `mayGoOn`. @returns whether it is complete */
  advance(mayGoOn: () => boolean): boolean {
    while (this.#next < this.#tasks.length) {
      const end = Math.min(this.#next + TASKS_AT_ONCE, this.#tasks.length);
      for (; this.#next < end; this.#next += 1) this.#addTask(this.#tasks[this.#next]!);
      if (!mayGoOn()) return false;
    }
    if (this.#next === this.#tasks.length) {
      for (const column of [this.#ran, this.#ready, this.#lived]) this.#addUp(column);
      this.#next += 1;
    }
    return true;
  }

  /** What the group did before `time`, within the stretches. */
  spentBefore(time: number, into: GroupSpent): void {
    const { edges } = this;
    const last = edges.length - 1;
    let place = Math.min(last, Math.max(0, this.#stretchOf(time)));
    let part = 0;
    if (time > edges[place]! && place < last) {
      part = (time - edges[place]!) / (edges[place + 1]! - edges[place]!);
    } else if (time >= edges[last]!) place = last;
    const at = (sums: Float64Array) =>
      sums[place]! + (part === 0 ? 0 : part * (sums[place + 1]! - sums[place]!));
    into.ran = at(this.#ran);
    into.ready = at(this.#ready);
    into.lived = at(this.#lived);
  }

  #addTask(task: number): void {
    const { lanes, table } = this.#model;
    const slot = table.slotOf(task);
    if (slot >= 0) {
      const isPending = !isDone(table.state[slot] as TaskState);
      this.#totalRan += timesOf(table, slot, this.#now).ran;
      this.#begin = Math.min(this.#begin, table.createdAt[slot]!);
      this.#end = Math.max(this.#end, isPending ? this.#now : table.since[slot]!);
      if (isPending) this.#pending += 1;
    }
    const lane = lanes.laneOf(task);
    if (lane === NO_LANE) return;
    const reader = this.#reader;
    lanes.read(lane, reader);
    const from = this.edges[0]!;
    const to = this.edges[this.edges.length - 1]!;
    this.#addStretch(this.#lived, reader.begin, reader.lastTime(this.#now));
    for (let index = Math.max(0, reader.indexAt(from)); index < reader.count; index += 1) {
      const start = reader.start(index);
      const state = reader.state(index);
      if (start > to || isOver(state)) break;
      if (state === LaneState.RUNNING) {
        this.#addStretch(this.#ran, start, reader.end(index, this.#now));
      } else if (state === LaneState.READY || state === LaneState.SCHEDULED) {
        this.#addStretch(this.#ready, start, reader.end(index, this.#now));
      }
    }
  }

  /**
   * Adds the time from `start` to `end` to a column: its first half holds seconds that are added to
   * one stretch, its second half by how much more or fewer tasks there are from a stretch on.
   */
  #addStretch(column: Float64Array, start: number, end: number): void {
    const { edges } = this;
    const last = edges.length - 1;
    const from = Math.max(start, edges[0]!);
    const to = Math.min(end, edges[last]!);
    if (to <= from) return;
    const first = this.#stretchOf(from);
    const final = Math.min(last - 1, this.#stretchOf(to));
    if (first === final) {
      column[first]! += to - from;
      return;
    }
    column[first]! += edges[first + 1]! - from;
    column[final]! += to - edges[final]!;
    column[edges.length + first + 1]! += 1;
    column[edges.length + final]! -= 1;
  }

  /** Turns what was added into sums up to each edge. */
  #addUp(column: Float64Array): void {
    const { edges } = this;
    let rate = 0;
    let sum = 0;
    for (let stretch = 0; stretch < edges.length; stretch += 1) {
      rate += column[edges.length + stretch]!;
      const within = column[stretch]!;
      column[stretch] = sum;
      if (stretch < edges.length - 1) {
        sum += within + rate * (edges[stretch + 1]! - edges[stretch]!);
      }
    }
  }

  /** The last stretch that begins at or before `time`. */
  #stretchOf(time: number): number {
    const { edges } = this;
    let low = -1;
    let high = edges.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }
}
