import type { Ref } from "vue";
import { nearestEvent } from "../../model/lane-events";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { eventSentence } from "./lane-sentences";

interface CursorParts {
  /** The instant that is looked at, in seconds; null while that is now. */
  readonly cursor: Ref<number | null>;
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly selected: () => number | null;
  readonly reveal: (time: number) => void;
  readonly say: (words: string) => void;
}

/** Moves the cursor: to any instant, or from event to event. */
export function useCursor({ cursor, model, now, selected, reveal, say }: CursorParts) {
  const reader = new LaneReader();

  /** Looks at an instant; at now, where it would lie in the future. */
  function moveTo(time: number): void {
    const first = model().lanes.firstTime;
    cursor.value = time >= now() ? null : Math.max(first, time);
  }

  /** Goes to the previous or next event, of the selected task alone or of all. */
  function step(direction: -1 | 1, ofSelected: boolean): void {
    const { lanes } = model();
    const task = ofSelected ? selected() : null;
    const lane = task === null ? undefined : lanes.laneOf(task);
    if (lane === NO_LANE) return;
    const event = nearestEvent(lanes, cursor.value ?? now(), direction, lane);
    if (event === null) {
      if (direction === 1) release();
      else say(t("timeline.sentence.nothingBefore"));
      return;
    }
    cursor.value = event.time;
    reveal(event.time);
    say(eventSentence(model(), event, reader));
  }

  /** Looks at now again. */
  function release(): void {
    cursor.value = null;
    say(t("shell.nowAgain"));
  }

  return { moveTo, step, release };
}
