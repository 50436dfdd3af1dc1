import { computed, shallowRef } from "vue";
import type { Ref } from "vue";
import { LaneReader } from "../../model/lane-reader";
import type { LaneLink } from "../../model/lane-links";
import { AXIS_HEIGHT } from "../../model/row-height";
import { Branch } from "../../model/rows";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import type { RowScroll } from "../workbench/row-scroll";
import { t } from "../../texts";
import { formatInstant } from "../../model/format";
import { hitLane } from "./hit-test";
import { rowAt } from "./lane-geometry";
import type { LinkShape } from "./link-shapes";
import { linkWords } from "./link-words";
import type { Summaries } from "./summaries";
import { timeAt, xOf } from "./time-scale";
import type { TimeRange } from "./time-range";
import { rangeOf } from "./time-range";
import type { TimeWindow } from "./time-window";
import { durationWords } from "./time-words";
import type { TooltipContent } from "./tooltip-content";
import { noteOf, summaryTooltipOf, tooltipOf } from "./tooltip-content";

/** The pointer may move this far, in pixels, and still click. */
const CLICK_SLOP = 4;
/** How far from the cursor's line it can be taken hold of, in pixels. */
const CURSOR_REACH = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the pointer holds while its button is down: the lanes, an end of a range, or the cursor. */
type Grip = "lanes" | "range" | "cursor";

interface Pointing {
  readonly root: Ref<HTMLElement | null>;
  readonly scroll: RowScroll;
  readonly timeWindow: TimeWindow;
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly cursor: Ref<number | null>;
  /** The session as it was at the instant that is shown; null for now. */
  readonly past: () => SeenSession | null;
  readonly hoveredLink: Ref<LinkShape | null>;
  readonly summaries: Summaries;
  readonly hitLink: (x: number, y: number) => LinkShape | null;
  readonly pan: (pixels: number) => void;
  readonly show: (from: number, to: number) => void;
  readonly select: (task: number) => void;
  readonly follow: (link: LaneLink) => void;
  readonly moveCursor: (time: number) => void;
  readonly releaseCursor: () => void;
  readonly selectRange: (range: TimeRange | null) => void;
  readonly expand: (task: number) => void;
  readonly openFold: (from: number) => void;
}

/**
 * What the mouse does on the timeline: hovering explains, dragging pans, a click selects, two look
 * closer. On the axis it moves the cursor; with Shift, anywhere, it selects a range of time.
 */
export function usePointer(pointing: Pointing) {
  const { root, scroll, timeWindow, model, now, cursor, hoveredLink } = pointing;
  const pointer = shallowRef<Point | null>(null);
  const tooltip = shallowRef<TooltipContent | null>(null);
  const dragged = shallowRef<Grip | null>(null);
  const isOverHandle = shallowRef(false);
  const reader = new LaneReader();
  /** Where the pointer holds the timeline. */
  let grip: { what: Grip; id: number; start: Point; last: Point; time: number } | null = null;

  function pointOf(event: MouseEvent): Point {
    const box = root.value!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  const timeOf = ({ x }: Point): number => timeAt(timeWindow.scale, x);
  const isOnAxis = ({ y }: Point): boolean => y < AXIS_HEIGHT;
  const isOnCursor = ({ x }: Point): boolean =>
    cursor.value !== null && Math.abs(xOf(timeWindow.scale, cursor.value) - x) <= CURSOR_REACH;
  const rowUnder = ({ y }: Point): number =>
    rowAt(y - AXIS_HEIGHT, scroll.top.value, model().rows.length);

  /** What lies under a point. The reader looks at its lane then. */
  function hitAt(point: Point) {
    const row = rowUnder(point);
    if (row < 0) return null;
    const task = model().rows.tasks[row]!;
    const hit = hitLane(model().lanes, task, reader, timeWindow.scale, point.x, now());
    return hit === null ? null : { ...hit, task };
  }

  /** The fold under a point of the axis, -1 for none. */
  function foldUnder(point: Point): number {
    return isOnAxis(point) ? (timeWindow.scale.folds?.foldAt(timeOf(point)) ?? -1) : -1;
  }

  /** Says anew what is under the pointer: it may rest while the timeline moves. */
  function refresh(): void {
    const point = pointer.value;
    const isIdle = point !== null && dragged.value === null;
    hoveredLink.value = isIdle && !isOnAxis(point) ? pointing.hitLink(point.x, point.y) : null;
    tooltip.value = isIdle ? contentAt(point) : null;
  }

  function contentAt(point: Point): TooltipContent | null {
    const link = hoveredLink.value?.link;
    if (link !== undefined) {
      const words = linkWords(model(), link);
      return noteOf(words.charAt(0).toUpperCase() + words.slice(1), "", t("timeline.clickToGo"));
    }
    const fold = foldUnder(point);
    if (fold >= 0) {
      const { from, to } = timeWindow.scale.folds!;
      const length = durationWords(to[fold]! - from[fold]!);
      const when = t("timeline.fromTo", {
        from: formatInstant(from[fold]!),
        to: formatInstant(to[fold]!),
      });
      return noteOf(
        t("timeline.nothingHappened", { duration: length }),
        when,
        t("timeline.clickToUnfold"),
      );
    }
    const row = rowUnder(point);
    if (row >= 0 && model().rows.branches[row] === Branch.CLOSED) return summaryOf(row, point);
    const hit = hitAt(point);
    return hit === null ? null : tooltipOf(model(), hit.task, reader, hit, now(), pointing.past());
  }

  function summaryOf(row: number, { x }: Point): TooltipContent | null {
    const task = model().rows.tasks[row]!;
    const summary = pointing.summaries.drawn(task);
    if (summary === null) return null;
    return summaryTooltipOf(model(), task, summary, timeWindow.scale, x, pointing.past());
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = pointOf(event);
    const what = gripAt(point, event.shiftKey);
    grip = { what, id: event.pointerId, start: point, last: point, time: timeOf(point) };
    if (what === "cursor" && foldUnder(point) < 0) pointing.moveCursor(timeOf(point));
  }

  function gripAt(point: Point, shift: boolean): Grip {
    if (shift) return "range";
    return isOnAxis(point) || isOnCursor(point) ? "cursor" : "lanes";
  }

  function onMove(event: PointerEvent): void {
    const point = pointOf(event);
    pointer.value = point;
    if (grip !== null) {
      drag(point);
      return;
    }
    const row = rowUnder(point);
    scroll.hovered.value = row < 0 ? null : row;
    isOverHandle.value = isOnAxis(point) ? foldUnder(point) < 0 : isOnCursor(point);
    refresh();
  }

  function drag(point: Point): void {
    const { what, id, start, last, time } = grip!;
    if (dragged.value === null) {
      if (Math.hypot(point.x - start.x, point.y - start.y) < CLICK_SLOP) return;
      dragged.value = what;
      refresh();
      root.value!.setPointerCapture(id);
    }
    if (what === "cursor") pointing.moveCursor(timeOf(point));
    else if (what === "range") pointing.selectRange(rangeOf(time, timeOf(point)));
    else {
      if (point.x !== last.x) pointing.pan(last.x - point.x);
      if (point.y !== last.y) scroll.scrollBy(last.y - point.y);
    }
    grip!.last = point;
  }

  function onUp(event: PointerEvent): void {
    const click = grip !== null && dragged.value === null ? grip.what : null;
    onCancel();
    if (click === null) return;
    const point = pointOf(event);
    const fold = foldUnder(point);
    if (fold >= 0) pointing.openFold(timeWindow.scale.folds!.from[fold]!);
    else if (click === "range") pointing.selectRange(null);
    else if (click === "lanes") clickLanes(point);
  }

  function clickLanes(point: Point): void {
    const link = pointing.hitLink(point.x, point.y)?.link;
    const row = rowUnder(point);
    if (link !== undefined) pointing.follow(link);
    else if (row >= 0) pointing.select(model().rows.tasks[row]!);
  }

  function onCancel(): void {
    grip = null;
    dragged.value = null;
  }

  function onLeave(): void {
    pointer.value = null;
    tooltip.value = null;
    hoveredLink.value = null;
    scroll.hovered.value = null;
  }

  function onDoubleClick(event: MouseEvent): void {
    const point = pointOf(event);
    if (isOnAxis(point)) {
      pointing.releaseCursor();
      return;
    }
    const row = rowUnder(point);
    if (row >= 0 && model().rows.branches[row] === Branch.CLOSED) {
      pointing.expand(model().rows.tasks[row]!);
      return;
    }
    const hit = hitAt(point);
    if (hit === null) return;
    const start = reader.start(hit.interval);
    const end = reader.end(hit.interval, now());
    if (end > start) pointing.show(start, end);
  }

  return {
    pointer,
    tooltip,
    /** The name of what the pointer does or could do here, for its shape. */
    gesture: computed(() => {
      if (dragged.value !== null) return `dragging-${dragged.value}`;
      if (hoveredLink.value !== null) return "over-link";
      return isOverHandle.value ? "over-handle" : "";
    }),
    refresh,
    handlers: {
      pointerdown: onDown,
      pointermove: onMove,
      pointerup: onUp,
      pointercancel: onCancel,
      pointerleave: onLeave,
      dblclick: onDoubleClick,
    },
  };
}
