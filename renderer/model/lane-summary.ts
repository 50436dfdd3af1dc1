import { isDone } from "../../shared/task-state";
import type { TaskState } from "../../shared/task-state";
import { isOver, LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { SeenSession } from "./seen-session";
import type { SessionModel } from "./session-model";
import { timesOf } from "./task-words";

/** Intervals and tasks looked at between two looks at the clock. */
const STEPS_AT_ONCE = 2_048;
/** What a task costs besides its intervals, in intervals. */
const TASK_STEPS = 16;

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
  /** From the first creation to the last end, or up to when is told. */
  readonly span: number;
}

/**
 * What a group of tasks did together, by stretches of time, and as a whole.
 *
 * Made bit by bit, so that a hundred thousand tasks, or one with a million intervals, take no frame;
 * each interval within the stretches costs one short search, however many of them it spans.
 */
export class LaneSummary {
  /** Where the stretches begin and end, in seconds: one more than there are. */
  readonly edges: Float64Array;
  readonly #model: SessionModel;
  readonly #tasks: readonly number[];
  readonly #now: number;
  readonly #past: SeenSession | null;
  readonly #ran: Float64Array;
  readonly #ready: Float64Array;
  readonly #lived: Float64Array;
  readonly #reader = new LaneReader();
  #next = 0;
  /** The interval with which the task that is next goes on; -1 before its first. */
  #interval = -1;
  #count = 0;
  #pending = 0;
  #totalRan = 0;
  #begin = Infinity;
  #end = -Infinity;

  /** @param past the session as it was at the instant up to which the totals are; null for now */
  constructor(
    model: SessionModel,
    tasks: readonly number[],
    edges: Float64Array,
    now: number,
    past: SeenSession | null = null,
  ) {
    this.#model = model;
    this.#tasks = tasks;
    this.edges = edges;
    this.#now = now;
    this.#past = past;
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
      tasks: this.#count,
      pending: this.#pending,
      ran: this.#totalRan,
      span: Math.max(0, this.#end - this.#begin),
    };
  }

  /** Goes on with it while `mayGoOn`, and a little at least. @returns whether it is complete */
  advance(mayGoOn: () => boolean): boolean {
    let steps = STEPS_AT_ONCE;
    while (this.#next < this.#tasks.length) {
      steps = this.#addTask(this.#tasks[this.#next]!, steps);
      if (this.#interval < 0) this.#next += 1;
      if (steps > 0) continue;
      if (!mayGoOn()) return false;
      steps = STEPS_AT_ONCE;
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

  /**
   * Adds a task, or goes on with it, for as many steps as there are. `#interval` says whether there is
   * more of it.
   * @returns how many steps are left
   */
  #addTask(task: number, steps: number): number {
    const { lanes } = this.#model;
    const lane = lanes.laneOf(task);
    const isFirst = this.#interval < 0;
    let index = this.#interval;
    this.#interval = -1;
    if (isFirst) this.#addToTotals(task);
    if (lane === NO_LANE) return steps - TASK_STEPS;
    const reader = this.#reader;
    lanes.read(lane, reader);
    const to = this.edges[this.edges.length - 1]!;
    if (isFirst) {
      const end = reader.lastTime(this.#now);
      this.#add(
        this.#lived,
        reader.begin,
        end,
        this.#stretchOf(reader.begin),
        this.#stretchOf(end),
      );
      index = Math.max(0, reader.indexAt(this.edges[0]!));
      steps -= TASK_STEPS;
    }
    // It may have been shortened since.
    let stretch = index < reader.count ? this.#stretchOf(reader.start(index)) : -1;
    for (; index < reader.count; index += 1, steps -= 1) {
      const start = reader.start(index);
      const state = reader.state(index);
      if (start > to || isOver(state)) break;
      if (steps <= 0) {
        this.#interval = index;
        break;
      }
      const end = reader.end(index, this.#now);
      const first = stretch;
      stretch = this.#stretchOf(end, stretch);
      if (state === LaneState.RUNNING) this.#add(this.#ran, start, end, first, stretch);
      else if (state === LaneState.READY || state === LaneState.SCHEDULED) {
        this.#add(this.#ready, start, end, first, stretch);
      }
    }
    return steps;
  }

  #addToTotals(task: number): void {
    const { table } = this.#past ?? this.#model;
    const upTo = this.#past?.now() ?? this.#now;
    const slot = table.slotOf(task);
    if (slot < 0) return;
    const isPending = !isDone(table.state[slot] as TaskState);
    this.#count += 1;
    this.#totalRan += timesOf(table, slot, upTo).ran;
    this.#begin = Math.min(this.#begin, table.createdAt[slot]!);
    this.#end = Math.max(this.#end, isPending ? upTo : table.since[slot]!);
    if (isPending) this.#pending += 1;
  }

  /**
   * Adds the time from `start`, which lies in stretch `first`, to `end`, in stretch `last`, to a
   * column: its first half holds seconds that are added to one stretch, its second half by how much
   * more or fewer tasks there are from a stretch on.
   */
  #add(column: Float64Array, start: number, end: number, first: number, last: number): void {
    const { edges } = this;
    const stretches = edges.length - 1;
    if (last < 0 || first >= stretches || end <= start) return;
    let from = start;
    let to = end;
    if (first < 0) {
      first = 0;
      from = edges[0]!;
    }
    if (last >= stretches) {
      last = stretches - 1;
      to = edges[stretches]!;
    }
    if (first === last) {
      column[first]! += to - from;
      return;
    }
    column[first]! += edges[first + 1]! - from;
    column[last]! += to - edges[last]!;
    column[edges.length + first + 1]! += 1;
    column[edges.length + last]! -= 1;
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

  /**
   * The last stretch that begins at or before `time`; -1 before the first.
   * @param from a stretch that begins at or before `time`: going forward costs the logarithm of the
   *   distance
   */
  #stretchOf(time: number, from = -1): number {
    const { edges } = this;
    let low = from;
    let step = 1;
    while (low + step < edges.length && edges[low + step]! <= time) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, edges.length);
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= time) low = middle;
      else high = middle;
    }
    return low;
  }
}
