import { computed, nextTick } from "vue";
import type { ComputedRef } from "vue";
import { TIMELINE_KEYS, useTimelineKeys } from "../use-timeline-keys";
import { t } from "../../texts";
import type { Action } from "./action";
import { useGoTo } from "./regions";

/** What the keys of the timeline do, from anywhere. */
export function useTimelineActions(): ComputedRef<Action[]> {
  const timeline = useTimelineKeys();
  const goTo = useGoTo();

  return computed(() =>
    TIMELINE_KEYS.map(([key, title]) => ({
      id: `timeline-${key}`,
      title: t(title),
      section: "Timeline",
      listKey: key,
      enabled: timeline.press.value !== null,
      run: () => {
        goTo("timeline");
        void nextTick(() => timeline.press.value?.(key));
      },
    })),
  );
}
