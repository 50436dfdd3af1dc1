import { WaitReason } from "../../shared/events";
import { LaneState } from "./lane-code";

/** A task's end is told by the loop in its next turn: a wait that such an end ended was over this much later at most, in seconds. */
export const TOLD_WITHIN = 0.02;

/** A member's end. */
interface MemberEnd {
  readonly task: number;
  /** In seconds. */
  readonly time: number;
  /** Tells ends at one instant apart: the lower one came first. */
  readonly order: number;
}

/**
 * Finds which of the tasks that a wait waited for ended it, from the states in which they were when it
 * ended. What it waited for says how: `asCompleted` goes on with the first end, a gather and a task
 * group with the first failure, or with the last end.
 *
 * A `wait` may also end by its timeout, and does not say which of the three it went on with: an end
 * that was not told just now did not end it.
 */
export class WaitEnd {
  readonly #reason: number;
  readonly #wokenAt: number;
  #arePending = false;
  #first: MemberEnd | null = null;
  #last: MemberEnd | null = null;
  /** The first failure that was told just now, and the last one of all. */
  #toldFailure: MemberEnd | null = null;
  #lastFailure: MemberEnd | null = null;

  /** @param wokenAt when the wait ended, in seconds */
  constructor(reason: number, wokenAt: number) {
    this.#reason = reason;
    this.#wokenAt = wokenAt;
  }

  /** One of the tasks has not ended. */
  takePending(): void {
    this.#arePending = true;
  }

  takeEnd(end: MemberEnd, state: LaneState): void {
    if (this.#first === null || isBefore(end, this.#first)) this.#first = end;
    if (this.#last === null || isBefore(this.#last, end)) this.#last = end;
    if (!this.#isFailure(state)) return;
    if (this.#lastFailure === null || isBefore(this.#lastFailure, end)) this.#lastFailure = end;
    if (!this.#isToldNow(end)) return;
    if (this.#toldFailure === null || isBefore(end, this.#toldFailure)) this.#toldFailure = end;
  }

  /** The task whose end ended the wait, 0 if something else did: a cancel, or a timeout. */
  get by(): number {
    const first = this.#first;
    if (first === null) return 0;
    if (this.#reason === WaitReason.AS_COMPLETED) return first.task;
    if (!this.#arePending) return this.#last!.task;
    switch (this.#reason) {
      case WaitReason.GATHER:
      case WaitReason.GROUP:
        // An earlier failure is one that a gather inside of the gather gave as a result.
        return (this.#toldFailure ?? this.#lastFailure)?.task ?? 0;
      case WaitReason.WAIT:
        return this.#isToldNow(first) ? first.task : (this.#toldFailure?.task ?? 0);
      default:
        return this.#toldFailure?.task ?? 0;
    }
  }

  #isToldNow(end: MemberEnd): boolean {
    return this.#wokenAt - end.time <= TOLD_WITHIN;
  }

  /** Only for a gather, or what shields one, a task that was cancelled is one that failed. */
  #isFailure(state: LaneState): boolean {
    if (state === LaneState.FAILED) return true;
    const isCancelled = state === LaneState.CANCELLED;
    return isCancelled && this.#reason !== WaitReason.GROUP && this.#reason !== WaitReason.WAIT;
  }
}

function isBefore(one: MemberEnd, other: MemberEnd): boolean {
  return one.time === other.time ? one.order < other.order : one.time < other.time;
}
