import type { EventBatch } from "../../shared/batch";
import { EventKind, isResourceWait, Outcome, Total, WaitReason } from "../../shared/events";
import { grown } from "../../shared/grown";
import { NOT_INDEXED, TaskIndex } from "../../shared/task-index";
import { isActive, LaneActivity } from "./lane-activity";
import { encode, isOver, LaneState, MAX_TEXTS, stateIn, textIn } from "./lane-code";
import type { LaneGaps } from "./lane-gaps";
import { LaneIntervals, NO_CODE } from "./lane-intervals";
import { LaneMarks, MarkKind } from "./lane-marks";
import type { LaneReader } from "./lane-reader";
import { LaneWaits } from "./lane-waits";
import { TextTable } from "./text-table";

const INITIAL_LANES = 64;
export const NO_LANE = NOT_INDEXED;

/** Intervals kept. Past it the longest lane forgets its older half: finished tasks are evicted, but one that lives on would grow for ever. About 100 MB. */
const MAX_INTERVALS = 5_000_000;
/** Texts no bar uses any more are let go when this many, and twice those kept last time, came together. */
const MIN_TEXTS_TO_COLLECT = 4_096;

/**
 * What every task did when: one lane a task, its intervals in typed columns.
 *
 * Fed with all events in order. Within one lane events cannot come out of order: a batch is
 * consecutive, and one that leaves a gap never gets here, since the session asks for a snapshot
 * instead, after `reset`.
 */
export class Lanes {
  /** How many lanes there are. */
  size = 0;
  /** Whether anything goes on, and since when. */
  readonly activity = new LaneActivity();
  /** The time of the newest event. */
  lastTime = 0;

  readonly marks = new LaneMarks();
  /** Whose ends ended waits for the ends of many. */
  readonly waits = new LaneWaits(this);
  readonly #limit: number;
  readonly #texts = new TextTable(MAX_TEXTS);
  readonly #intervals = new LaneIntervals();
  readonly #laneByTask = new TaskIndex();
  readonly #freeLanes: number[] = [];
  /** Lanes in use, evicted ones included. */
  #lanes = 0;
  /** The task of each lane, 0 for none. */
  #task = new Uint32Array(INITIAL_LANES);
  #creator = new Uint32Array(INITIAL_LANES);
  #textsToCollect = MIN_TEXTS_TO_COLLECT;
  /** NaN while it is not known. */
  #firstTime = NaN;

  /** @param limit how many intervals are kept */
  constructor(limit = MAX_INTERVALS) {
    this.#limit = limit;
  }

  /** When nothing happened in any lane. */
  get gaps(): LaneGaps {
    return this.#intervals.gaps;
  }

  /** How many intervals there are in all lanes. */
  get intervals(): number {
    return this.#intervals.size;
  }

  /** Bytes that the intervals take, texts and marks not counted. */
  get bytes(): number {
    return this.#intervals.bytes;
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
    this.#intervals.read(lane, reader);
  }

  /** The lane's first mark in `marks`, `NO_MARK` for none. */
  firstMark(lane: number): number {
    return this.marks.first(lane);
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
    this.activity.reset();
    this.lastTime = 0;
    this.marks.clear();
    this.waits.clear();
    this.#texts.clear();
    this.#intervals.clear();
    this.#laneByTask.clear();
    this.#freeLanes.length = 0;
    this.#lanes = 0;
    this.#task.fill(0);
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
      // The interval that begins with it. It is added in one place, which the compiler can then inline.
      let code = NO_CODE;
      let value = 0;
      switch (kind) {
        case EventKind.TASK_READY:
          this.waits.end(lane, time);
          // A new task stays "scheduled" until its first step.
          if (this.#lastState(lane) === LaneState.SCHEDULED) break;
          code = encode(LaneState.READY, 0, 0);
          value = a;
          break;
        case EventKind.STEP_STARTED:
          code = encode(LaneState.RUNNING, 0, 0);
          break;
        case EventKind.TASK_WAITING: {
          code = encode(LaneState.WAITING, detail, texts(batch.text[row]!));
          value = a;
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
          this.waits.noteEnd(lane);
          code = encode(stateOfOutcome(detail), 0, 0);
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
      if (code !== NO_CODE) this.#append(lane, time, code, value);
    }
    while (this.intervals > this.#limit) {
      const forgotten = this.#intervals.forgetSome(this.#lanes);
      if (forgotten === null) break;
      this.waits.shift(forgotten.lane, forgotten.skipped);
    }
  }

  /** Lets go of the lanes of `tasks`. */
  evict(tasks: readonly number[]): void {
    for (const task of tasks) {
      const lane = this.laneOf(task);
      if (lane === NO_LANE) continue;
      const code = this.#intervals.lastCode(lane);
      if (this.#isActive(lane, code)) this.activity.change(false, this.lastTime);
      this.size -= 1;
      this.#intervals.release(lane);
      this.marks.release(lane);
      this.waits.delete(lane);
      this.#laneByTask.delete(task);
      this.#task[lane] = 0;
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
    this.#laneByTask.set(task, lane);
    this.#task[lane] = task;
    this.#creator[lane] = creator;
    this.#intervals.open(lane);
    this.marks.open(lane);
    this.size += 1;
    if (this.size === 1 || time < this.#firstTime) this.#firstTime = time;
    this.#append(lane, time, encode(LaneState.SCHEDULED, 0, 0), creator);
    return lane;
  }

  #append(lane: number, time: number, code: number, a: number): void {
    const before = this.#intervals.append(lane, time, code, a);
    const isNew = before === NO_CODE;
    if (!isNew && isOver(stateIn(before))) return;
    // Most events: a task that another one created is active until it is over.
    if (!isNew && this.#creator[lane] !== 0 && !isOver(stateIn(code))) return;
    const wasActive = !isNew && this.#isActive(lane, before);
    const nowActive = this.#isActive(lane, code);
    if (nowActive !== wasActive) this.activity.change(nowActive, this.#intervals.lastTime(lane));
  }

  #mark(lane: number, kind: MarkKind, time: number, by: number, text: number): void {
    if (this.marks.add(lane, kind, time, by, text)) this.gaps.occupy(time, time);
  }

  #markAwaited(awaited: number, time: number, by: number): void {
    const lane = this.laneOf(awaited);
    if (lane === NO_LANE || isOver(this.#lastState(lane))) return;
    // Who waits for one task after the other of many says so of each that is left, each time.
    if (!this.marks.wasLastAwaitedBy(lane, by)) this.#mark(lane, MarkKind.AWAITED, time, by, 0);
  }

  #isActive(lane: number, code: number): boolean {
    const creator = this.#creator[lane]!;
    return isActive(code, creator, creator === 0 ? this.text(textIn(code)) : "");
  }

  #lastState(lane: number): LaneState {
    return stateIn(this.#intervals.lastCode(lane));
  }

  /**
   * The task came in a snapshot: what it did between its creation and its present state is not known,
   * nor when cancels were requested.
   */
  #forgetPast(lane: number, steps: number): void {
    this.marks.release(lane);
    if (steps === 0 || this.#intervals.count(lane) < 2) return;
    this.#intervals.foldPast(lane);
    this.waits.forget(lane);
  }

  #findFirstTime(): number {
    let first = Infinity;
    for (let lane = 0; lane < this.#lanes; lane += 1) {
      if (this.#task[lane] !== 0) first = Math.min(first, this.#intervals.firstTime(lane));
    }
    return Number.isFinite(first) ? first : 0;
  }

  #collectTexts(): void {
    const renumber = this.#texts.collect();
    for (let lane = 0; lane < this.#lanes; lane += 1) {
      if (this.#task[lane] === 0) continue;
      this.#intervals.renumberTexts(lane, renumber);
      this.marks.renumberTexts(lane, renumber);
    }
    this.#textsToCollect = Math.max(MIN_TEXTS_TO_COLLECT, this.#texts.size * 2);
  }

  #grow(): void {
    const capacity = this.#task.length * 2;
    this.#task = grown(this.#task, new Uint32Array(capacity));
    this.#creator = grown(this.#creator, new Uint32Array(capacity));
  }
}

function stateOfOutcome(outcome: number): LaneState {
  if (outcome === Outcome.RESULT) return LaneState.FINISHED;
  return outcome === Outcome.ERROR ? LaneState.FAILED : LaneState.CANCELLED;
}
