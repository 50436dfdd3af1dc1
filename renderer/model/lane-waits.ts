import type { TaskRange } from "../../shared/wait-members";

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

  /** @param first 0 for tasks that are only counted */
  join(lane: number, first: number, count: number): void {
    this.isTold = true;
    const ranges = this.#open.get(lane);
    if (ranges === undefined) this.#open.set(lane, [{ first, count }]);
    else ranges.push({ first, count });
  }

  /** Ends the wait of a lane. @returns for whose ends it waited; null if no task was told */
  close(lane: number): readonly TaskRange[] | null {
    const ranges = this.#open.get(lane);
    if (ranges === undefined) return null;
    this.#open.delete(lane);
    return ranges;
  }

  /** @param task 0 if none of those that it waited for ended it; null if that is not known */
  endedBy(lane: number, interval: number, task: number | null): void {
    const ends = this.#endedBy.get(lane);
    const by = task ?? NaN;
    if (ends === undefined) this.#endedBy.set(lane, [interval, by]);
    else ends.push(interval, by);
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
    this.#open.clear();
    this.#endedBy.clear();
  }
}
