import { shallowRef } from "vue";
import type { Ref } from "vue";
import { LaneReader } from "../../model/lane-reader";
import { AXIS_HEIGHT } from "../../model/row-height";
import type { SessionModel } from "../../model/session-model";
import type { RowScroll } from "../workbench/row-scroll";
import { hitLane } from "./hit-test";
import { rowAt } from "./lane-geometry";
import type { TimeWindow } from "./time-window";
import type { TooltipContent } from "./tooltip-content";
import { tooltipOf } from "./tooltip-content";

/** The pointer may move this far, in pixels, and still click. */
const CLICK_SLOP = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Pointing {
  readonly root: Ref<HTMLElement | null>;
  readonly scroll: RowScroll;
  readonly timeWindow: TimeWindow;
  readonly model: () => SessionModel;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly pan: (pixels: number) => void;
  readonly show: (from: number, to: number) => void;
  readonly select: (task: number) => void;
}

/** What the mouse does on the timeline: hovering explains, dragging pans, a click selects, two look closer. */
export function usePointer(pointing: Pointing) {
  const { root, scroll, timeWindow, model, now } = pointing;
  const pointer = shallowRef<Point | null>(null);
  const tooltip = shallowRef<TooltipContent | null>(null);
  const isDragging = shallowRef(false);
  const reader = new LaneReader();
  /** Where the pointer holds the timeline. */
  let grip: { id: number; start: Point; last: Point } | null = null;

  function pointOf(event: MouseEvent): Point {
    const box = root.value!.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

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

  /** Says anew what is under the pointer: it may rest while the timeline moves. */
  function refresh(): void {
    const hit = pointer.value === null || isDragging.value ? null : hitAt(pointer.value);
    tooltip.value = hit === null ? null : tooltipOf(model(), hit.task, reader, hit, now());
  }

  function onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    const point = pointOf(event);
    grip = { id: event.pointerId, start: point, last: point };
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
    refresh();
  }

  function drag(point: Point): void {
    const { id, start, last } = grip!;
    if (!isDragging.value) {
      if (Math.hypot(point.x - start.x, point.y - start.y) < CLICK_SLOP) return;
      isDragging.value = true;
      tooltip.value = null;
      root.value!.setPointerCapture(id);
    }
    if (point.x !== last.x) pointing.pan(last.x - point.x);
    if (point.y !== last.y) scroll.scrollBy(last.y - point.y);
    grip!.last = point;
  }

  function onUp(event: PointerEvent): void {
    const isClick = grip !== null && !isDragging.value;
    onCancel();
    const row = isClick ? rowUnder(pointOf(event)) : -1;
    if (row >= 0) pointing.select(model().rows.tasks[row]!);
  }

  function onCancel(): void {
    grip = null;
    isDragging.value = false;
  }

  function onLeave(): void {
    pointer.value = null;
    tooltip.value = null;
    scroll.hovered.value = null;
  }

  function onDoubleClick(event: MouseEvent): void {
    const hit = hitAt(pointOf(event));
    if (hit === null) return;
    const start = reader.start(hit.interval);
    const end = reader.end(hit.interval, now());
    if (end > start) pointing.show(start, end);
  }

  return {
    pointer,
    tooltip,
    isDragging,
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
