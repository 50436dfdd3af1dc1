import { WaitReason } from "../../shared/events";
import { isOver, LaneState } from "./lane-code";
import { MarkKind, NO_MARK } from "./lane-marks";
import { LaneReader } from "./lane-reader";
import { NO_LANE } from "./lanes";
import type { Lanes } from "./lanes";
import { isIdleWait, spanOf } from "./run-span";
import type { RunSpan } from "./run-span";
import { TOLD_WITHIN } from "./wait-end";

/** Stretches that a path holds at most: one that is longer begins where this many are reached. */
const MAX_STRETCHES = 100_000;
/** Ends looked at to find the one that ended a wait. */
const MAX_ENDS_LOOKED_AT = 4_096;

/** Waits for the end of other tasks, which ends itself in a callback of the loop. */
const FOR_OTHERS: ReadonlySet<number> = new Set<WaitReason>([
  WaitReason.TASK,
  WaitReason.GATHER,
  WaitReason.WAIT,
  WaitReason.SHIELD,
  WaitReason.GROUP,
  WaitReason.AS_COMPLETED,
]);

/** A part of the critical path: a task in one state. Times in seconds. */
export interface PathStretch {
  readonly state: LaneState;
  /** The interval of the task that it is, or is a part of. */
  readonly interval: number;
  readonly from: number;
  readonly to: number;
  /** Of a wait: the task that cut it short by a cancel, 0 for the user or a timer; null where it came to its end. */
  readonly cancelledBy: number | null;
}

/** What led the path from one task to the next, later one. */
export interface PathLink {
  /**
   * - `created`: the task before created it
   * - `woke`: a step of the task before ended its wait
   * - `ended`: the end of the task before ended its wait, by way of the loop
   * - `cancelled`: the task before cancelled its wait
   */
  readonly kind: "created" | "woke" | "ended" | "cancelled";
  /** When, in seconds. */
  readonly time: number;
  /** The wait of the later task that was ended; -1 where it waited for nothing. */
  readonly wait: number;
  /** How long it had waited by then, in seconds. */
  readonly waited: number;
}

/** A part of the path that lies in one task. Times in seconds. */
export interface PathLeg {
  readonly task: number;
  readonly from: number;
  readonly to: number;
  /** The earliest first. */
  readonly stretches: readonly PathStretch[];
  /** How the task before brought it here; null for the first leg. */
  readonly link: PathLink | null;
}

/** What decided how long a run took: at each instant one task, whose delay would have delayed the end. */
export interface CriticalPath {
  readonly span: RunSpan;
  /** The earliest first. Each begins when the one before has led to it. */
  readonly legs: readonly PathLeg[];
  /** What the tasks did on it, in seconds. */
  readonly totals: { ran: number; ready: number; waited: number; unrecorded: number };
  /** It is longer than what is kept: its beginning is missing. */
  readonly isCut: boolean;
}

interface MutableLeg {
  task: number;
  from: number;
  to: number;
  stretches: PathStretch[];
  link: PathLink | null;
}

/**
 * The critical path of a run: from the end of the task that ended last back to what let it go on (the
 * task that woke it, created it, cancelled it, or whose end it waited for), from there back to what
 * let that one go on, and so forth. A wait that no other task ended, as for a timer, an answer or a
 * timeout, is itself a part of the path.
 *
 * Costs what the path is long, however much else happened.
 * @param now the session's time, in seconds
 */
export function criticalPathOf(lanes: Lanes, now: number): CriticalPath {
  return new Walk(lanes, now).path();
}

class Walk {
  readonly #lanes: Lanes;
  readonly #now: number;
  readonly #reader = new LaneReader();
  readonly #other = new LaneReader();
  readonly #span: RunSpan;
  /** In each lane, the interval that the path came to last: from there it only goes back. */
  readonly #reached = new Map<number, number>();
  /** Every leg, the last one first; its stretches likewise. */
  readonly #legs: MutableLeg[] = [];
  readonly #totals = { ran: 0, ready: 0, waited: 0, unrecorded: 0 };
  #leg: MutableLeg | null = null;
  #lane = NO_LANE;
  #index = 0;
  #time = 0;
  #stretches = 0;
  #ends: Ends | null = null;

  constructor(lanes: Lanes, now: number) {
    this.#lanes = lanes;
    this.#now = now;
    this.#span = spanOf(lanes, now);
  }

  path(): CriticalPath {
    const { last, from, to } = this.#span;
    let goesOn = last !== 0 && this.#goTo(last, to);
    while (goesOn && this.#stretches < MAX_STRETCHES) goesOn = this.#step();
    const legs = this.#legs.filter(({ stretches }) => stretches.length > 0).reverse();
    for (const leg of legs) leg.stretches.reverse();
    return {
      span: this.#span,
      legs,
      totals: this.#totals,
      isCut: goesOn && (legs[0]?.from ?? from) > from,
    };
  }

  /** Goes to what a task did at `time`. @returns false where nothing is known of it */
  #goTo(task: number, time: number): boolean {
    const lane = this.#lanes.laneOf(task);
    if (lane === NO_LANE) return false;
    this.#lanes.read(lane, this.#reader);
    let index = actedAt(this.#reader, time);
    const reached = this.#reached.get(lane);
    if (reached !== undefined && index >= reached) index = reached - 1;
    if (index < 0) return false;
    this.#lane = lane;
    this.#index = index;
    this.#time = Math.min(time, this.#reader.end(index, this.#now));
    this.#leg = { task, from: this.#time, to: this.#time, stretches: [], link: null };
    this.#legs.push(this.#leg);
    return true;
  }

  /** Takes the interval that the path has come to. @returns whether it goes on before that */
  #step(): boolean {
    const reader = this.#reader;
    const index = this.#index;
    this.#reached.set(this.#lane, index);
    const state = reader.state(index);
    if (state === LaneState.WAITING) return this.#stepWait(index);
    this.#add(state, index, reader.start(index));
    if (state === LaneState.SCHEDULED || index === 0) return this.#stepBirth();
    if (reader.state(index - 1) !== LaneState.WAITING) return this.#goBackTo(index - 1);
    const waker = state === LaneState.READY ? reader.a(index) : 0;
    return this.#stepWake(index - 1, waker);
  }

  /** The wait `wait` ended now, in a step of `waker`, or in none. */
  #stepWake(wait: number, waker: number): boolean {
    const task = this.#leg!.task;
    if (waker !== 0 && waker !== task && this.#jump("woke", waker, this.#time, wait)) return true;
    if (FOR_OTHERS.has(this.#reader.reason(wait))) {
      const ended = this.#endedFor(task, wait);
      if (ended !== null && this.#jump("ended", ended.task, ended.time, wait)) return true;
    }
    this.#index = wait;
    return true;
  }

  /** In a wait that no other task ended, or in the middle of one, because it handed a cancel on. */
  #stepWait(index: number): boolean {
    const reader = this.#reader;
    if (isIdleWait(this.#lanes, reader, index)) return false;
    const start = reader.start(index);
    const cancel = this.#cancelWithin(start, this.#time);
    if (cancel !== null) {
      const { by, time } = cancel;
      if (by !== 0 && by !== this.#leg!.task && this.#jump("cancelled", by, time, index)) {
        return true;
      }
    }
    this.#add(LaneState.WAITING, index, start, cancel?.by ?? null);
    return this.#goBackTo(index - 1);
  }

  /** The task was created at this time: by a task, or by nobody whom one knows. */
  #stepBirth(): boolean {
    const creator = this.#lanes.creatorOf(this.#lane);
    return creator !== 0 && this.#jump("created", creator, this.#time, -1);
  }

  #goBackTo(index: number): boolean {
    this.#index = index;
    return index >= 0;
  }

  /** Goes on in the task that led to this one at `time`. @returns false, and stays, where nothing is known of it */
  #jump(kind: PathLink["kind"], by: number, time: number, wait: number): boolean {
    const leg = this.#leg!;
    const waitStart = wait < 0 ? time : this.#reader.start(wait);
    const now = this.#time;
    const lane = this.#lane;
    if (!this.#goTo(by, time)) {
      this.#lanes.read(lane, this.#reader);
      return false;
    }
    leg.link = { kind, time, wait, waited: Math.max(0, now - waitStart) };
    // Until the loop told of it, the task was as good as ready.
    if (this.#time < now) this.#addTo(leg, LaneState.READY, wait, this.#time, now, null);
    return true;
  }

  /** Adds what lies between `from` and where the path stands, and goes there. */
  #add(state: LaneState, interval: number, from: number, cancelledBy: number | null = null): void {
    this.#addTo(this.#leg!, state, interval, from, this.#time, cancelledBy);
    this.#time = Math.min(this.#time, from);
  }

  #addTo(
    leg: MutableLeg,
    state: LaneState,
    interval: number,
    from: number,
    to: number,
    cancelledBy: number | null,
  ): void {
    const begin = Math.max(from, Math.min(this.#span.from, to));
    const length = Math.max(0, to - begin);
    leg.stretches.push({ state, interval, from: begin, to, cancelledBy });
    leg.from = Math.min(leg.from, begin);
    this.#stretches += 1;
    if (state === LaneState.RUNNING) this.#totals.ran += length;
    else if (state === LaneState.WAITING) this.#totals.waited += length;
    else if (state === LaneState.UNRECORDED) this.#totals.unrecorded += length;
    else this.#totals.ready += length;
  }

  /** The last cancel of this lane's task that was requested after `from`, and up to `to`. */
  #cancelWithin(from: number, to: number): { time: number; by: number } | null {
    const { marks } = this.#lanes;
    let found = NO_MARK;
    for (let mark = this.#lanes.firstMark(this.#lane); mark !== NO_MARK; mark = marks.next[mark]!) {
      if (marks.kind[mark] !== MarkKind.CANCEL_REQUESTED) continue;
      const time = marks.time[mark]!;
      // What came at the very beginning of a longer wait had ended the one before.
      if ((time > from || from === to) && time <= to) found = mark;
    }
    return found === NO_MARK ? null : { time: marks.time[found]!, by: marks.by[found]! };
  }

  /**
   * The task whose end let the loop end a wait for others: the one that it awaits, or that of those for
   * whose ends it waits. In a recording that does not tell of these, a child that has just ended, else any.
   */
  #endedFor(task: number, wait: number): { task: number; time: number } | null {
    const start = this.#reader.start(wait);
    const awaited = this.#reader.a(wait);
    const ender = awaited === 0 ? this.#lanes.waits.enderOf(this.#lane, wait) : awaited;
    if (ender === 0) return null;
    if (ender !== null) {
      const lane = this.#lanes.laneOf(ender);
      if (lane === NO_LANE) return null;
      this.#lanes.read(lane, this.#other);
      const end = this.#other.over ? this.#other.start(this.#other.count - 1) : Infinity;
      return end >= start && end <= this.#time ? { task: ender, time: end } : null;
    }
    this.#ends ??= new Ends(this.#lanes);
    const earliest = Math.max(start, this.#time - TOLD_WITHIN);
    return this.#ends.lastWithin(earliest, this.#time, task);
  }
}

/** The interval in which the task acted at `time`: what it did with the last breath of a step is the step's. */
function actedAt(reader: LaneReader, time: number): number {
  let index = Math.max(0, reader.indexAt(time));
  while (index > 0 && reader.start(index) === time && reader.state(index) !== LaneState.RUNNING) {
    index -= 1;
  }
  return isOver(reader.state(index)) ? index - 1 : index;
}

/** When every task ended, in order. */
class Ends {
  readonly #lanes: Lanes;
  readonly #time: Float64Array;
  readonly #lane: Uint32Array;

  constructor(lanes: Lanes) {
    this.#lanes = lanes;
    const reader = new LaneReader();
    const ends: { lane: number; time: number }[] = [];
    for (let lane = 0; lane < lanes.end; lane += 1) {
      if (lanes.taskOf(lane) === 0) continue;
      lanes.read(lane, reader);
      if (reader.over) ends.push({ lane, time: reader.start(reader.count - 1) });
    }
    ends.sort((one, other) => one.time - other.time);
    this.#time = Float64Array.from(ends, ({ time }) => time);
    this.#lane = Uint32Array.from(ends, ({ lane }) => lane);
  }

  /** The last end from `from` to `to` of a task that `parent` created; without one, of any other task. */
  lastWithin(from: number, to: number, parent: number): { task: number; time: number } | null {
    let low = 0;
    let high = this.#time.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#time[middle]! <= to) low = middle + 1;
      else high = middle;
    }
    let any: { task: number; time: number } | null = null;
    for (
      let at = low - 1, looked = 0;
      at >= 0 && looked < MAX_ENDS_LOOKED_AT;
      at -= 1, looked += 1
    ) {
      const time = this.#time[at]!;
      if (time < from) break;
      const lane = this.#lane[at]!;
      const task = this.#lanes.taskOf(lane);
      if (task === parent) continue;
      if (this.#lanes.creatorOf(lane) === parent) return { task, time };
      any ??= { task, time };
    }
    return any;
  }
}
