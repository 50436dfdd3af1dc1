import { shallowRef } from "vue";
import type { TimeScale } from "../timeline/time-scale";
import { TimeWindow } from "../timeline/time-window";
import type { WindowMode } from "../timeline/time-window";

/** The part of time that two runs show, both counted from their beginning: one for both. */
export type CompareWindow = ReturnType<typeof useCompareWindow>;

/** @param longest how long the longer of the two took, in seconds */
export function useCompareWindow(longest: () => number) {
  const timeWindow = new TimeWindow();
  timeWindow.fit();
  const mode = shallowRef<WindowMode>(timeWindow.mode);
  const scale = shallowRef<TimeScale>(timeWindow.scale);

  /** Brings the scale up to date with what it follows from. */
  function refresh(): void {
    timeWindow.scale = timeWindow.wanted({ first: 0, since: 0, now: longest() });
    const { start, perPixel } = timeWindow.scale;
    if (start !== scale.value.start || perPixel !== scale.value.perPixel) {
      scale.value = timeWindow.scale;
    }
    mode.value = timeWindow.mode;
  }

  function change(act: () => void): void {
    act();
    refresh();
  }

  return {
    mode,
    /** Pixel 0 is the left edge of the lanes, second 0 the beginning of either run. */
    scale,
    refresh,
    width: () => timeWindow.width,
    resize: (width: number) => change(() => timeWindow.resize(width)),
    fit: () => change(() => timeWindow.fit()),
    pan: (pixels: number) => change(() => timeWindow.pan(pixels)),
    zoom: (factor: number, x = timeWindow.width / 2) =>
      change(() => timeWindow.zoom(factor, x, longest())),
    show: (from: number, to: number) => change(() => timeWindow.show(from, to)),
  };
}
