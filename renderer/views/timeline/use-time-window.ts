import { useEventListener } from "@vueuse/core";
import { ref } from "vue";
import type { Ref } from "vue";
import type { Folding } from "./time-folds";
import type { WindowMode } from "./time-window";
import { TimeWindow } from "./time-window";

/** A turn of the wheel by one pixel zooms by this factor, logarithmically. */
const WHEEL_ZOOM = 0.0025;
/** Firefox counts lines. */
const PIXELS_PER_LINE = 16;
/** What a key or a button zooms by. */
export const ZOOM_STEP = 1.5;

/** What a turn of the wheel does to a window of time: zooms by a factor, or pans by pixels; null where it scrolls the rows. */
export function wheelTurn(event: WheelEvent): { zoom: number } | { pan: number } | null {
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? PIXELS_PER_LINE : 1;
  if (event.ctrlKey || event.metaKey) {
    return { zoom: Math.exp(-event.deltaY * unit * WHEEL_ZOOM) };
  }
  // Some systems turn the wheel's axis themselves while shift is held.
  const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
  const isSideways = event.shiftKey || Math.abs(sideways) >= Math.abs(event.deltaY);
  return sideways === 0 || !isSideways ? null : { pan: sideways * unit };
}

/**
 * The part of time that the timeline shows, as the user changes it: by wheel here, by everything
 * else through what is returned.
 * @param now the session's time, in seconds
 * @param onChange called after each change
 */
export function useTimeWindow(
  root: Ref<HTMLElement | null>,
  now: () => number,
  onChange: () => void,
) {
  const timeWindow = new TimeWindow();
  const mode = ref<WindowMode>(timeWindow.mode);

  function change(act: () => void): void {
    act();
    mode.value = timeWindow.mode;
    onChange();
  }
  const zoom = (factor: number, x = timeWindow.width / 2) =>
    change(() => timeWindow.zoom(factor, x, now()));
  const pan = (pixels: number) => change(() => timeWindow.pan(pixels));

  function onWheel(event: WheelEvent): void {
    const turn = wheelTurn(event);
    if (turn === null) return;
    event.preventDefault();
    if ("pan" in turn) pan(turn.pan);
    else zoom(turn.zoom, event.clientX - root.value!.getBoundingClientRect().left);
  }
  useEventListener(root, "wheel", onWheel, { passive: false });

  return {
    timeWindow,
    mode,
    zoom,
    pan,
    fit: () => change(() => timeWindow.fit()),
    follow: () => change(() => timeWindow.follow()),
    show: (from: number, to: number) => change(() => timeWindow.show(from, to)),
    fold: (folding: Folding | null) => change(() => timeWindow.fold(folding)),
    reveal: (time: number) => change(() => timeWindow.reveal(time)),
  };
}
