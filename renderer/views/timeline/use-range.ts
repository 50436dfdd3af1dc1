import { computed, shallowRef } from "vue";
import type { SessionModel } from "../../model/session-model";
import { rangeFacts, rangeSentence } from "./range-facts";
import { extended } from "./time-range";
import type { TimeRange } from "./time-range";

interface RangeParts {
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly selected: () => number | null;
  readonly show: (from: number, to: number) => void;
  readonly say: (words: string) => void;
}

/** The stretch of time that is selected, and what is said of it. */
export function useRange({ model, now, selected, show, say }: RangeParts) {
  const range = shallowRef<TimeRange | null>(null);
  const facts = computed(() => {
    void model().version.value;
    return range.value === null ? null : rangeFacts(model(), range.value, selected(), now());
  });

  function announce(): void {
    if (facts.value !== null) say(rangeSentence(facts.value));
  }

  return {
    range,
    facts,
    announce,
    /** Makes the range hold `by`, too. */
    extend: (by: TimeRange) => {
      range.value = extended(range.value, by);
      announce();
    },
    /** Looks at the range alone. */
    zoomTo: () => {
      if (range.value !== null && range.value.to > range.value.from) {
        show(range.value.from, range.value.to);
      }
    },
    clear: () => {
      range.value = null;
    },
  };
}
