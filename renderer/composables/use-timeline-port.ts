import { createSharedComposable } from "@vueuse/core";
import { onBeforeUnmount, onMounted, shallowRef } from "vue";
import type { RecordedView } from "../../shared/recording/view";
import type { SeenSession } from "../model/seen-session";
import type { Folding } from "../views/timeline/time-folds";
import type { TimeRange } from "../views/timeline/time-range";
import type { TimeScale } from "../views/timeline/time-scale";

/** What of a view belongs to the timeline. */
type TimelineState = Pick<RecordedView, "shown" | "range" | "pins" | "collapsed" | "search">;

/** What the timeline shows right now. Lengths in CSS pixels, times in seconds. */
export interface SeenTimeline {
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
  /** How far the rows are scrolled. */
  readonly top: number;
  /** What folds idle gaps; null while none are. */
  readonly folding: Folding | null;
  readonly cursor: number | null;
  /** The session as it was at the cursor; null where that is now. */
  readonly past: SeenSession | null;
  readonly range: TimeRange | null;
}

/** The timeline that is in the page, as what is around it sees it. */
export interface TimelinePort {
  seen(): SeenTimeline;
  /** What it shows, to be shown again another time. */
  state(): TimelineState;
  restore(state: TimelineState): void;
}

/** The timeline that is in the page; null while there is none. */
export const useTimelinePort = createSharedComposable(() => {
  const port = shallowRef<TimelinePort | null>(null);
  return { port };
});

/** Offers a timeline as long as it is in the page. */
export function offerTimelinePort(port: TimelinePort): void {
  const offered = useTimelinePort();
  onMounted(() => {
    offered.port.value = port;
  });
  onBeforeUnmount(() => {
    if (offered.port.value === port) offered.port.value = null;
  });
}
