import { shallowRef } from "vue";
import type { Ref } from "vue";
import { actingInterval, lastLinkBefore } from "../../model/lane-links";
import type { LaneLink, LinkKind } from "../../model/lane-links";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import { nameOf } from "./lane-words";
import { hitLink, linkShapes } from "./link-shapes";
import type { LinkShape, LinkView } from "./link-shapes";
import { linkWords } from "./link-words";
import type { Place } from "./timeline-canvas";

/** Jumps remembered for the way back. */
const MAX_JUMPS = 200;
/** What is followed back where no arrows are shown: what made a task go on. */
const CAUSES: ReadonlySet<LinkKind> = new Set(["created", "woken", "cancelled"]);

interface LinksParts {
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly selected: () => number | null;
  readonly arrows: Ref<ReadonlySet<LinkKind>>;
  readonly place: Ref<Place | null>;
  /** Goes to an interval: selects its task, brings it into view, and says `words` before what it is. */
  readonly goTo: (place: Place, words: string) => void;
  readonly say: (words: string) => void;
}

/** The arrows of the selected task, and the way along them: back to who did it, and forth again. */
export function useLinks({ model, now, selected, arrows, place, goTo, say }: LinksParts) {
  const hovered = shallowRef<LinkShape | null>(null);
  const reader = new LaneReader();
  let shapes: readonly LinkShape[] = [];
  let jumps: Place[] = [];

  /** Lays the arrows out for what is about to be drawn. */
  function layOut(view: Omit<LinkView, "model" | "selected" | "kinds">): readonly LinkShape[] {
    shapes = linkShapes({ ...view, model: model(), selected: selected(), kinds: arrows.value });
    return shapes;
  }

  const hit = (x: number, y: number): LinkShape | null => hitLink(shapes, x, y);

  /** Goes to the task at the beginning of an arrow. */
  function follow(link: LaneLink): void {
    const from = standing();
    const interval = actingInterval(model(), link.by, link.time);
    if (interval < 0) {
      say(t("timeline.links.notRecorded", { name: nameOf(model(), link.by) }));
      return;
    }
    if (from !== null) jumps = [...jumps, from].slice(-MAX_JUMPS);
    goTo({ task: link.by, interval }, `${linkWords(model(), link)}.`);
  }

  /** Follows what last led to where the keyboard stands. */
  function followBack(): void {
    const from = standing();
    if (from === null) {
      say(t("timeline.links.selectFirst"));
      return;
    }
    const kinds = arrows.value.size === 0 ? CAUSES : arrows.value;
    const link = lastLinkBefore(model(), from.task, kinds, timeOf(from));
    if (link === null) say(t("timeline.links.noOther", { name: nameOf(model(), from.task) }));
    else follow(link);
  }

  /** Undoes the last jump. */
  function returnForth(): void {
    const last = jumps.at(-1);
    if (last === undefined) {
      say(t("timeline.links.noJump"));
      return;
    }
    jumps = jumps.slice(0, -1);
    goTo(last, t("timeline.links.back"));
  }

  /** Where the keyboard stands, or the last interval of the selected task. */
  function standing(): Place | null {
    const task = selected();
    if (place.value !== null && (task === null || place.value.task === task)) return place.value;
    if (task === null) return null;
    const lane = model().lanes.laneOf(task);
    if (lane === NO_LANE) return null;
    model().lanes.read(lane, reader);
    return { task, interval: reader.count - 1 };
  }

  function timeOf({ task, interval }: Place): number {
    const lane = model().lanes.laneOf(task);
    if (lane === NO_LANE) return now();
    model().lanes.read(lane, reader);
    return reader.start(Math.min(interval, reader.count - 1));
  }

  return {
    hovered,
    layOut,
    hit,
    follow,
    followBack,
    returnForth,
    forget: () => {
      jumps = [];
    },
  };
}
