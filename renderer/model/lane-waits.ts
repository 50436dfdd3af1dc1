import { grown } from "../../shared/grown";
import { NOT_INDEXED } from "../../shared/task-index";
import type { TaskRange } from "../../shared/wait-members";
import { isOver, LaneState } from "./lane-code";
import { LaneReader } from "./lane-reader";
import type { Lanes } from "./lanes";
import { WaitEnd } from "./wait-end";

const INITIAL_LANES = 64;
/** Numbers that a wait which is over takes: its interval, and the task that ended it. */
const STRIDE = 2;

/**
 * Which task's end ended a wait for the ends of many, as a gather's or a task group's: told when the
 * wait ends, since only then it is known who had ended by then, and in which order.
 */
export class LaneWaits {
  /** Whether this session tells for whose ends tasks wait: recordings of earlier versions do not. */
  isTold = false;
  /** For whose ends lanes wait now, by lane. */
  readonly #open = new Map<number, TaskRange[]>();
  /** By lane, in the order of the intervals. */
  readonly #endedBy = new Map<number, number[]>();
  /** How many tasks had ended when the lane's did: only that orders ends at one instant. */
  #endOrder = new Uint32Array(INITIAL_LANES);
  #ends = 0;
  readonly #lanes: Pick<Lanes, "laneOf" | "read">;
  readonly #reader = new LaneReader();

  /** @param lanes what the tasks did */
  constructor(lanes: Pick<Lanes, "laneOf" | "read">) {
    this.#lanes = lanes;
  }

  /** The task of a lane ends. */
  noteEnd(lane: number): void {
    while (lane >= this.#endOrder.length) {
      this.#endOrder = grown(this.#endOrder, new Uint32Array(this.#endOrder.length * 2));
    }
    this.#endOrder[lane] = this.#ends;
    this.#ends += 1;
  }

  /** @param first 0 for tasks that are only counted */
  join(lane: number, first: number, count: number): void {
    this.isTold = true;
    const ranges = this.#open.get(lane);
    if (ranges === undefined) this.#open.set(lane, [{ first, count }]);
    else ranges.push({ first, count });
  }

  /** A lane's task is ready, in seconds: if it waited for the ends of others, one of them may have ended that. */
  end(lane: number, time: number): void {
    const members = this.#open.get(lane);
    if (members === undefined) return;
    this.#open.delete(lane);
    const reader = this.#reader;
    this.#lanes.read(lane, reader);
    const wait = reader.count - 1;
    if (reader.state(wait) !== LaneState.WAITING) return;
    const by = this.#enderAmong(members, new WaitEnd(reader.reason(wait), time));
    const ends = this.#endedBy.get(lane);
    if (ends === undefined) this.#endedBy.set(lane, [wait, by]);
    else ends.push(wait, by);
  }

  /** The task that ended a wait, 0 for none of its members; NaN where some of them are not told. */
  #enderAmong(members: readonly TaskRange[], end: WaitEnd): number {
    const reader = this.#reader;
    for (const { first, count } of members) {
      if (first === 0) return NaN;
      for (let task = first; task < first + count; task += 1) {
        const lane = this.#lanes.laneOf(task);
        // Evicted: it ended long before the others.
        if (lane === NOT_INDEXED) continue;
        this.#lanes.read(lane, reader);
        const last = reader.count - 1;
        const state = reader.state(last);
        if (!isOver(state)) end.takePending();
        else end.takeEnd({ task, time: reader.start(last), order: this.#endOrder[lane]! }, state);
      }
    }
    return end.by;
  }

  /** The task whose end ended a wait, 0 for none of those that it waited for; null where that is not known. */
  enderOf(lane: number, interval: number): number | null {
    const ends = this.#endedBy.get(lane) ?? [];
    let low = 0;
    let high = ends.length / STRIDE;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ends[middle * STRIDE]! < interval) low = middle + 1;
      else high = middle;
    }
    if (ends[low * STRIDE] !== interval) return this.isTold ? 0 : null;
    const by = ends[low * STRIDE + 1]!;
    return Number.isNaN(by) ? null : by;
  }

  /** The intervals of a lane before `skipped` are gone, and it stands for them. */
  shift(lane: number, skipped: number): void {
    const ends = this.#endedBy.get(lane);
    if (ends === undefined) return;
    const kept: number[] = [];
    for (let at = 0; at < ends.length; at += STRIDE) {
      if (ends[at]! > skipped) kept.push(ends[at]! - skipped, ends[at + 1]!);
    }
    this.#endedBy.set(lane, kept);
  }

  /** Forgets a lane's waits that are over. */
  forget(lane: number): void {
    this.#endedBy.delete(lane);
  }

  delete(lane: number): void {
    this.forget(lane);
    this.#open.delete(lane);
  }

  clear(): void {
    this.isTold = false;
    this.#ends = 0;
    this.#open.clear();
    this.#endedBy.clear();
  }
}
