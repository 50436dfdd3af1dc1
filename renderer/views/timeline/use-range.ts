import { computed, shallowRef } from "vue";
import type { Ref } from "vue";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { rangeFacts, rangeSentence } from "./range-facts";
import { extended, rangeOf } from "./time-range";
import type { TimeRange } from "./time-range";
import type { Place } from "./timeline-canvas";

interface RangeParts {
  readonly model: () => SessionModel;
  /** The session as it is shown. */
  readonly seen: () => SeenSession;
  /** The session's time, in seconds. */
  readonly now: () => number;
  /** Up to when is told: now, or the instant that is shown. */
  readonly seenNow: () => number;
  readonly selected: () => number | null;
  readonly place: Ref<Place | null>;
  readonly cursor: Ref<number | null>;
  readonly show: (from: number, to: number) => void;
  readonly say: (words: string) => void;
}

/** The stretch of time that is selected, and what is said of it. */
export function useRange({
  model,
  seen,
  now,
  seenNow,
  selected,
  place,
  cursor,
  show,
  say,
}: RangeParts) {
  const range = shallowRef<TimeRange | null>(null);
  const reader = new LaneReader();
  const facts = computed(() => {
    void seen().version.value;
    return range.value === null ? null : rangeFacts(model(), range.value, selected(), seenNow());
  });

  /** Makes the range hold the interval on which the keyboard stands, or the cursor. */
  function extend(): void {
    const span = spanHere();
    if (span === null) {
      say(t("timeline.range.goFirst"));
      return;
    }
    range.value = extended(range.value, span);
    say(rangeSentence(facts.value!));
  }

  /** Looks at the range alone or, without one, at the interval on which the keyboard stands. */
  function zoomTo(): void {
    const span = range.value ?? spanHere();
    if (span !== null && span.to > span.from) show(span.from, span.to);
  }

  function spanHere(): TimeRange | null {
    if (place.value === null) {
      return cursor.value === null ? null : rangeOf(cursor.value, cursor.value);
    }
    const { lanes } = model();
    const lane = lanes.laneOf(place.value.task);
    if (lane === NO_LANE) return null;
    lanes.read(lane, reader);
    const interval = Math.min(place.value.interval, reader.count - 1);
    return { from: reader.start(interval), to: reader.end(interval, now()) };
  }

  return {
    range,
    facts,
    extend,
    zoomTo,
    clear: () => {
      range.value = null;
    },
  };
}
