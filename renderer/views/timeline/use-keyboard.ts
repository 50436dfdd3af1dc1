import { ref, shallowRef, watch } from "vue";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SessionModel } from "../../model/session-model";
import type { RowScroll } from "../workbench/row-scroll";
import { sentenceOf } from "./lane-sentences";
import { timeAt } from "./time-scale";
import type { TimeWindow } from "./time-window";
import type { Place } from "./timeline-canvas";
import { nextPlace, placeInRow } from "./timeline-keys";
import { ZOOM_STEP } from "./use-time-window";

/** What an arrow key pans, as a share of the width. */
const KEY_PAN = 0.15;

interface Keyboard {
  readonly scroll: RowScroll;
  readonly timeWindow: TimeWindow;
  readonly model: () => SessionModel;
  readonly selected: () => number | null;
  /** The session's time, in seconds. */
  readonly now: () => number;
  readonly zoom: (factor: number) => void;
  readonly pan: (pixels: number) => void;
  readonly fit: () => void;
  readonly follow: () => void;
  readonly reveal: (time: number) => void;
  readonly select: (task: number) => void;
}

/** What keys do on the timeline. Every interval can be reached, and speaks a sentence. */
export function useKeyboard(keyboard: Keyboard) {
  const { scroll, timeWindow, model, now } = keyboard;
  /** The interval that the keyboard stands on. */
  const place = shallowRef<Place | null>(null);
  const spoken = ref("");
  const reader = new LaneReader();
  watch(model, () => {
    place.value = null;
  });

  const actions: Readonly<Record<string, () => void>> = {
    "+": () => keyboard.zoom(ZOOM_STEP),
    "=": () => keyboard.zoom(ZOOM_STEP),
    "-": () => keyboard.zoom(1 / ZOOM_STEP),
    _: () => keyboard.zoom(1 / ZOOM_STEP),
    f: keyboard.fit,
    F: keyboard.fit,
    "0": keyboard.fit,
    l: keyboard.follow,
    L: keyboard.follow,
  };

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns whether the key means anything here */
  function handle({ key, shiftKey }: KeyboardEvent): boolean {
    const action = actions[key];
    if (action !== undefined) {
      action();
      return true;
    }
    if (key === "Enter" || key === " ") {
      if (place.value !== null) keyboard.select(place.value.task);
      return place.value !== null;
    }
    if (key === "Escape") {
      const had = place.value !== null;
      place.value = null;
      return had;
    }
    if (shiftKey && (key === "ArrowLeft" || key === "ArrowRight")) {
      keyboard.pan((key === "ArrowLeft" ? -KEY_PAN : KEY_PAN) * timeWindow.width);
      return true;
    }
    return go(key);
  }

  function go(key: string): boolean {
    const next = nextPlace(model(), place.value, begin(), key);
    if (next === undefined) return false;
    place.value = next;
    if (next !== null) arrive(next);
    return true;
  }

  /** Where the keyboard begins: at the selected task, if it is shown. */
  function begin(): Place | null {
    const task = keyboard.selected();
    return task === null ? null : placeInRow(model(), model().rows.indexOf(task));
  }

  /** Brings a place into view and speaks of it. */
  function arrive({ task, interval }: Place): void {
    const { lanes, rows } = model();
    const lane = lanes.laneOf(task);
    if (lane === NO_LANE) return;
    lanes.read(lane, reader);
    scroll.reveal(rows.indexOf(task));
    const start = reader.start(interval);
    const end = reader.end(interval, now());
    if (end < timeAt(timeWindow.scale, 0)) keyboard.reveal(end);
    else if (start > timeAt(timeWindow.scale, timeWindow.width)) keyboard.reveal(start);
    spoken.value = sentenceOf(model(), task, reader, interval, now());
  }

  return { place, spoken, onKeyDown };
}
