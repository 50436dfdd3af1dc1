import { WaitReason } from "../../shared/events";
import { NEXT_ACTION } from "../../shared/session";
import { detailIn, isOver, LaneState, stateIn } from "./lane-code";

/** After a quiet time longer than this, in seconds, what happens next counts as something new. */
const QUIET_SECONDS = 3;

/** Whether anything goes on among all lanes, and since when. Times in seconds. */
export class LaneActivity {
  /** How many tasks do something, or will without anybody's help: 0 when all is done or waits for the user. */
  count = 0;
  /** When what goes on, or went on last, began: the first activity after a quiet time. */
  since = 0;
  /** When the last activity ended. */
  quietSince = 0;

  /** Takes in that one task more, or one less, is active since `time`. */
  change(isActive: boolean, time: number): void {
    if (isActive) {
      if (this.count === 0 && time - this.quietSince > QUIET_SECONDS) this.since = time;
      this.count += 1;
      return;
    }
    this.count -= 1;
    if (this.count === 0) this.quietSince = time;
  }

  reset(): void {
    this.count = 0;
    this.since = 0;
    this.quietSince = 0;
  }
}

/**
 * Whether a task whose last interval has this code does something, or will without the user.
 * @param creator who created it, 0 for none
 * @param text the words of the code's text
 */
export function isActive(code: number, creator: number, text: string): boolean {
  const state = stateIn(code);
  if (isOver(state)) return false;
  if (state !== LaneState.WAITING || creator !== 0) return true;
  // Nobody's child that waits to be given something: the playground's `main` between two actions.
  switch (detailIn(code)) {
    case WaitReason.PROMISE:
      return text !== NEXT_ACTION;
    case WaitReason.FUTURE:
    case WaitReason.EVENT:
    case WaitReason.QUEUE_GET:
      return false;
    default:
      return true;
  }
}
