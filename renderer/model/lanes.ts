import type { EventBatch } from "../../shared/batch";
import { EventKind, isResourceWait, Outcome, Total, WaitReason } from "../../shared/events";
import { NOT_INDEXED, TaskIndex } from "../../shared/task-index";
import { addTotals, BLOCK_INTERVALS, extentSize, LaneArena, sizeClassFor } from "./lane-arena";
import {
  detailIn,
  encode,
  isOver,
  LaneState,
  MAX_TEXTS,
  stateIn,
  textIn,
  withText,
} from "./lane-code";
import { isActive, LaneActivity } from "./lane-activity";
import { LaneGaps } from "./lane-gaps";
import {
  LaneMarks,
  MarkKind,
  MAX_AWAITS_PER_LANE,
  MAX_MARKS_PER_LANE,
  NO_MARK,
} from "./lane-marks";
import { LaneReader } from "./lane-reader";
import { LaneWaits } from "./lane-waits";
import { TextTable } from "./text-table";
import { WaitEnd } from "./wait-end";

const INITIAL_LANES = 64;
export const NO_LANE = NOT_INDEXED;

/** Intervals kept. Past it the longest lane forgets its older half: finished tasks are evicted, but one that lives on would grow for ever. About 100 MB. */
const MAX_INTERVALS = 5_000_000;
/** Lanes shorter than this forget nothing. */
const MIN_FORGETTING_INTERVALS = 1_024;
/** Texts no bar uses any more are let go when this many, and twice those kept last time, came together. */
const MIN_TEXTS_TO_COLLECT = 4_096;

/**
 * What every task did when: one lane a task, its intervals in typed columns.
 *
 * Fed with all events in order. Within one lane events cannot come out of order: a batch is
 * consecutive, and one that leaves a gap never gets here, since the session asks for a snapshot
 * instead, after `reset`. An interval that would begin before the one before it (a clock that was
 * set back) begins with it.
 */
export class Lanes {
  /** How many lanes there are. */
  size = 0;
  /** How many intervals there are in all lanes. */
  intervals = 0;
  /** Whether anything goes on, and since when. */
  readonly activity = new LaneActivity();
  /** The time of the newest event. */
  lastTime = 0;

  readonly marks = new LaneMarks();
  /** When nothing happened in any lane. */
  readonly gaps = new LaneGaps();
  /** Whose ends ended waits for the ends of many. */
  readonly waits = new LaneWaits();
  readonly #limit: number;
  readonly #texts = new TextTable(MAX_TEXTS);
  readonly #arena = new LaneArena();
  readonly #laneByTask = new TaskIndex();
  readonly #freeLanes: number[] = [];
  /** Lanes in use, evicted ones included. */
  #lanes = 0;
  /** The task of each lane, 0 for none. */
  #task = new Uint32Array(INITIAL_LANES);
  #creator = new Uint32Array(INITIAL_LANES);
  #address = new Uint32Array(INITIAL_LANES);
  #sizeClass = new Uint8Array(INITIAL_LANES);
  #count = new Uint32Array(INITIAL_LANES);
  /** How many intervals the lane's extent holds. */
  #capacity = new Uint32Array(INITIAL_LANES);
  #firstMark = new Int32Array(INITIAL_LANES);
  #lastMark = new Int32Array(INITIAL_LANES);
  #markCount = new Uint16Array(INITIAL_LANES);
  /** How many tasks had ended when the lane's did: only that orders ends at one instant. */
  #endOrder = new Uint32Array(INITIAL_LANES);
  #ends = 0;
  readonly #member = new LaneReader();
  #textsToCollect = MIN_TEXTS_TO_COLLECT;
  /** NaN while it is not known. */
  #firstTime = NaN;

  /** @param limit how many intervals are kept */
  constructor(limit = MAX_INTERVALS) {
    this.#limit = limit;
  }

  /** Bytes that the intervals take, texts and marks not counted. */
  get bytes(): number {
    return this.#arena.bytes;
  }

  /** The lane of a task, or `NO_LANE`. */
  laneOf(task: number): number {
    return this.#laneByTask.get(task);
  }

  /** Lanes are numbered below this, evicted ones included. */
  get end(): number {
    return this.#lanes;
  }

  /** The task of a lane, 0 if it was evicted. */
  taskOf(lane: number): number {
    return this.#task[lane]!;
  }

  /** Who created the task of a lane, 0 for no task. */
  creatorOf(lane: number): number {
    return this.#creator[lane]!;
  }

  /** Points `reader` at a lane. */
  read(lane: number, reader: LaneReader): void {
    const address = this.#address[lane]!;
    reader.point(this.#arena.page(address), this.#arena.offset(address), this.#count[lane]!);
  }

  /** The lane's first mark in `marks`, `NO_MARK` for none. */
  firstMark(lane: number): number {
    return this.#firstMark[lane]!;
  }

  /** The words behind a text's number; "" for 0. */
  text(number: number): string {
    return this.#texts.get(number);
  }

  /** The earliest instant that any lane knows, in seconds; 0 without lanes. */
  get firstTime(): number {
    if (Number.isNaN(this.#firstTime)) this.#firstTime = this.#findFirstTime();
    return this.#firstTime;
  }

  /** Forgets everything. */
  reset(): void {
    this.size = 0;
    this.intervals = 0;
    this.activity.reset();
    this.lastTime = 0;
    this.marks.clear();
    this.gaps.clear();
    this.waits.clear();
    this.#ends = 0;
    this.#texts.clear();
    this.#arena.clear();
    this.#laneByTask.clear();
    this.#freeLanes.length = 0;
    this.#lanes = 0;
    this.#task.fill(0);
    this.#count.fill(0);
    this.#textsToCollect = MIN_TEXTS_TO_COLLECT;
    this.#firstTime = NaN;
  }

  /** Takes in a batch, of a snapshot or of a delta. Events of tasks without a lane change nothing. */
  apply(batch: EventBatch): void {
    const texts = this.#texts.translate(batch.texts);
    let task = 0;
    let lane = NO_LANE;
    for (let row = 0; row < batch.length; row += 1) {
      const kind = batch.kind[row]!;
      const time = batch.time[row]!;
      if (kind !== EventKind.TASK_CARRIED && time > this.lastTime) this.lastTime = time;
      if (kind === EventKind.TASK_CREATED) {
        task = batch.task[row]!;
        lane = this.#create(task, batch.a[row]!, time);
        continue;
      }
      if (kind >= EventKind.RESOURCE_CREATED && kind <= EventKind.RESOURCE_CARRIED) continue;
      // Rows of one task often follow each other.
      if (batch.task[row] !== task) {
        task = batch.task[row]!;
        lane = this.laneOf(task);
      }
      if (lane === NO_LANE) continue;
      const detail = batch.detail[row]!;
      const a = batch.a[row]!;
      switch (kind) {
        case EventKind.TASK_READY:
          this.#endWait(lane, time);
          // A new task stays "scheduled" until its first step.
          if (this.#lastState(lane) !== LaneState.SCHEDULED) {
            this.#append(lane, time, encode(LaneState.READY, 0, 0), a);
          }
          break;
        case EventKind.STEP_STARTED:
          this.#append(lane, time, encode(LaneState.RUNNING, 0, 0), 0);
          break;
        case EventKind.TASK_WAITING: {
          const text = texts(batch.text[row]!);
          this.#append(lane, time, encode(LaneState.WAITING, detail, text), a);
          const isTask = detail !== WaitReason.SLEEP && !isResourceWait(detail);
          if (a !== 0 && isTask) this.#markAwaited(a, time, task);
          break;
        }
        case EventKind.WAIT_MEMBERS:
          if (this.#lastState(lane) === LaneState.WAITING) this.waits.join(lane, a, detail);
          if (a === 0) break;
          for (let member = a; member < a + detail; member += 1) {
            this.#markAwaited(member, time, task);
          }
          break;
        case EventKind.TASK_DONE:
          this.#endOrder[lane] = this.#ends;
          this.#ends += 1;
          this.#append(lane, time, encode(stateOfOutcome(detail), 0, 0), 0);
          break;
        case EventKind.CANCEL_REQUESTED:
          this.#mark(lane, MarkKind.CANCEL_REQUESTED, time, a, texts(batch.text[row]!));
          break;
        case EventKind.CANCEL_DELIVERED:
          this.#mark(lane, MarkKind.CANCEL_DELIVERED, time, 0, 0);
          break;
        case EventKind.TASK_CARRIED:
          if (detail === Total.RAN) this.#forgetPast(lane, a);
          break;
      }
    }
    while (this.intervals > this.#limit && this.#forgetSome());
  }

  /** Lets go of the lanes of `tasks`. */
  evict(tasks: readonly number[]): void {
    for (const task of tasks) {
      const lane = this.laneOf(task);
      if (lane === NO_LANE) continue;
      const count = this.#count[lane]!;
      if (this.#isActive(lane, this.#lastCode(lane))) this.activity.change(false, this.lastTime);
      this.intervals -= count;
      this.size -= 1;
      this.#arena.release(this.#address[lane]!, this.#sizeClass[lane]!);
      this.#releaseMarks(lane);
      this.waits.delete(lane);
      this.#laneByTask.delete(task);
      this.#task[lane] = 0;
      this.#count[lane] = 0;
      this.#freeLanes.push(lane);
    }
    this.#firstTime = NaN;
    if (this.#texts.size > this.#textsToCollect) this.#collectTexts();
  }

  #create(task: number, creator: number, time: number): number {
    const lane = this.#freeLanes.pop() ?? this.#lanes;
    if (lane === this.#lanes) {
      if (lane === this.#task.length) this.#grow();
      this.#lanes += 1;
    }
    const sizeClass = sizeClassFor(1);
    this.#laneByTask.set(task, lane);
    this.#task[lane] = task;
    this.#creator[lane] = creator;
    this.#address[lane] = this.#arena.allocate(sizeClass);
    this.#sizeClass[lane] = sizeClass;
    this.#capacity[lane] = extentSize(sizeClass);
    this.#count[lane] = 0;
    this.#firstMark[lane] = NO_MARK;
    this.#lastMark[lane] = NO_MARK;
    this.#markCount[lane] = 0;
    this.size += 1;
    if (this.size === 1 || time < this.#firstTime) this.#firstTime = time;
    this.#append(lane, time, encode(LaneState.SCHEDULED, 0, 0), creator);
    return lane;
  }

  #append(lane: number, time: number, code: number, a: number): void {
    const count = this.#count[lane]!;
    if (count === this.#capacity[lane]) {
      const sizeClass = this.#sizeClass[lane]!;
      this.#address[lane] = this.#arena.move(this.#address[lane]!, sizeClass, sizeClass + 1, count);
      this.#sizeClass[lane] = sizeClass + 1;
      this.#capacity[lane] = extentSize(sizeClass + 1);
    }
    const address = this.#address[lane]!;
    const page = this.#arena.page(address);
    const place = this.#arena.offset(address) + count;
    let wasActive = false;
    let busyFrom = time;
    if (count > 0) {
      const last = page.code[place - 1]!;
      if (isOver(stateIn(last))) return;
      wasActive = this.#isActive(lane, last);
      time = Math.max(time, page.time[place - 1]!);
      busyFrom = stateIn(last) === LaneState.RUNNING ? page.time[place - 1]! : time;
    }
    this.gaps.occupy(busyFrom, time);
    page.time[place] = time;
    page.code[place] = code;
    page.a[place] = a;
    if (count % BLOCK_INTERVALS === 0 && count > 0) addTotals(page, place - count, count);
    this.#count[lane] = count + 1;
    this.intervals += 1;
    const nowActive = this.#isActive(lane, code);
    if (nowActive !== wasActive) this.activity.change(nowActive, time);
  }

  #mark(lane: number, kind: MarkKind, time: number, by: number, text: number): void {
    if (this.#markCount[lane] === MAX_MARKS_PER_LANE) return;
    const mark = this.marks.add(this.#lastMark[lane]!, kind, time, by, text);
    if (this.#firstMark[lane] === NO_MARK) this.#firstMark[lane] = mark;
    this.#lastMark[lane] = mark;
    this.#markCount[lane]! += 1;
    this.gaps.occupy(time, time);
  }

  #markAwaited(awaited: number, time: number, by: number): void {
    const lane = this.laneOf(awaited);
    if (lane === NO_LANE || this.#markCount[lane]! >= MAX_AWAITS_PER_LANE) return;
    if (isOver(this.#lastState(lane))) return;
    // Who waits for one task after the other of many says so of each that is left, each time.
    const last = this.#lastMark[lane]!;
    const { kind, by: whose } = this.marks;
    if (last !== NO_MARK && kind[last] === MarkKind.AWAITED && whose[last] === by) return;
    this.#mark(lane, MarkKind.AWAITED, time, by, 0);
  }

  /** A task that waited for the ends of others is ready: one of them may have ended that. */
  #endWait(lane: number, time: number): void {
    const members = this.waits.close(lane);
    if (members === null) return;
    const code = this.#lastCode(lane);
    if (stateIn(code) !== LaneState.WAITING) return;
    const end = new WaitEnd(detailIn(code), time);
    const reader = this.#member;
    let areAllTold = true;
    for (const { first, count } of members) {
      if (first === 0) areAllTold = false;
      for (let task = first; first !== 0 && task < first + count; task += 1) {
        const member = this.laneOf(task);
        // Evicted: it ended long before the others.
        if (member === NO_LANE) continue;
        this.read(member, reader);
        const last = reader.count - 1;
        const state = reader.state(last);
        if (!isOver(state)) end.takePending();
        else end.takeEnd({ task, time: reader.start(last), order: this.#endOrder[member]! }, state);
      }
    }
    this.waits.endedBy(lane, this.#count[lane]! - 1, areAllTold ? end.by : null);
  }

  #isActive(lane: number, code: number): boolean {
    const creator = this.#creator[lane]!;
    return isActive(code, creator, creator === 0 ? this.text(textIn(code)) : "");
  }

  #lastCode(lane: number): number {
    const address = this.#address[lane]!;
    return this.#arena.page(address).code[this.#arena.offset(address) + this.#count[lane]! - 1]!;
  }

  #lastState(lane: number): LaneState {
    return stateIn(this.#lastCode(lane));
  }

  /**
   * The task came in a snapshot: what it did between its creation and its present state is not known,
   * nor when cancels were requested.
   */
  #forgetPast(lane: number, steps: number): void {
    this.#releaseMarks(lane);
    const count = this.#count[lane]!;
    if (steps === 0 || count < 2) return;
    const page = this.#arena.page(this.#address[lane]!);
    const offset = this.#arena.offset(this.#address[lane]!);
    const last = offset + count - 1;
    // It is not known to have been idle.
    this.gaps.occupy(page.time[offset]!, page.time[last]!);
    page.code[offset] = encode(LaneState.UNRECORDED, 0, 0);
    page.time[offset + 1] = page.time[last]!;
    page.code[offset + 1] = page.code[last]!;
    page.a[offset + 1] = page.a[last]!;
    this.#count[lane] = 2;
    this.waits.forget(lane);
    this.intervals -= count - 2;
  }

  #releaseMarks(lane: number): void {
    this.marks.release(this.#firstMark[lane]!, this.#lastMark[lane]!);
    this.#firstMark[lane] = NO_MARK;
    this.#lastMark[lane] = NO_MARK;
    this.#markCount[lane] = 0;
  }

  /** Forgets the older half of the longest lane. @returns false if all lanes are short */
  #forgetSome(): boolean {
    let longest = 0;
    for (let lane = 1; lane < this.#lanes; lane += 1) {
      if (this.#count[lane]! > this.#count[longest]!) longest = lane;
    }
    const count = this.#count[longest]!;
    if (count < MIN_FORGETTING_INTERVALS) return false;
    const skip = Math.floor(count / 2 / BLOCK_INTERVALS) * BLOCK_INTERVALS;
    const begin = this.#arena.page(this.#address[longest]!).time[
      this.#arena.offset(this.#address[longest]!)
    ]!;
    const kept = count - skip;
    const sizeClass = sizeClassFor(kept);
    this.#address[longest] = this.#arena.move(
      this.#address[longest]!,
      this.#sizeClass[longest]!,
      sizeClass,
      kept,
      skip,
    );
    this.#sizeClass[longest] = sizeClass;
    this.#capacity[longest] = extentSize(sizeClass);
    this.#count[longest] = kept;
    this.intervals -= skip;
    this.waits.shift(longest, skip);
    // The first one that is left stands for all that was forgotten.
    const page = this.#arena.page(this.#address[longest]!);
    const offset = this.#arena.offset(this.#address[longest]!);
    page.time[offset] = begin;
    page.code[offset] = encode(LaneState.UNRECORDED, 0, 0);
    page.a[offset] = 0;
    for (let index = BLOCK_INTERVALS; index < kept; index += BLOCK_INTERVALS) {
      addTotals(page, offset, index);
    }
    return true;
  }

  #findFirstTime(): number {
    let first = Infinity;
    for (let lane = 0; lane < this.#lanes; lane += 1) {
      if (this.#task[lane] === 0) continue;
      const address = this.#address[lane]!;
      first = Math.min(first, this.#arena.page(address).time[this.#arena.offset(address)]!);
    }
    return Number.isFinite(first) ? first : 0;
  }

  #collectTexts(): void {
    const renumber = this.#texts.collect();
    for (let lane = 0; lane < this.#lanes; lane += 1) {
      if (this.#task[lane] === 0) continue;
      const { code } = this.#arena.page(this.#address[lane]!);
      const offset = this.#arena.offset(this.#address[lane]!);
      for (let place = offset; place < offset + this.#count[lane]!; place += 1) {
        const text = textIn(code[place]!);
        if (text !== 0) code[place] = withText(code[place]!, renumber(text));
      }
      for (let mark = this.#firstMark[lane]!; mark !== NO_MARK; mark = this.marks.next[mark]!) {
        this.marks.text[mark] = renumber(this.marks.text[mark]!);
      }
    }
    this.#textsToCollect = Math.max(MIN_TEXTS_TO_COLLECT, this.#texts.size * 2);
  }

  #grow(): void {
    const capacity = this.#task.length * 2;
    const grow = <T extends Uint8Array | Uint16Array | Uint32Array | Int32Array>(
      old: T,
      fresh: T,
    ): T => {
      fresh.set(old);
      return fresh;
    };
    this.#task = grow(this.#task, new Uint32Array(capacity));
    this.#creator = grow(this.#creator, new Uint32Array(capacity));
    this.#address = grow(this.#address, new Uint32Array(capacity));
    this.#sizeClass = grow(this.#sizeClass, new Uint8Array(capacity));
    this.#count = grow(this.#count, new Uint32Array(capacity));
    this.#capacity = grow(this.#capacity, new Uint32Array(capacity));
    this.#firstMark = grow(this.#firstMark, new Int32Array(capacity));
    this.#lastMark = grow(this.#lastMark, new Int32Array(capacity));
    this.#markCount = grow(this.#markCount, new Uint16Array(capacity));
    this.#endOrder = grow(this.#endOrder, new Uint32Array(capacity));
  }
}

function stateOfOutcome(outcome: number): LaneState {
  if (outcome === Outcome.RESULT) return LaneState.FINISHED;
  return outcome === Outcome.ERROR ? LaneState.FAILED : LaneState.CANCELLED;
}
