import { ref, shallowRef, watch } from "vue";
import { LaneReader } from "../../model/lane-reader";
import { NO_LANE } from "../../model/lanes";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import { t } from "../../texts";
import type { RowScroll } from "../workbench/row-scroll";
import { sentenceOf } from "./lane-sentences";
import { timeAt } from "./time-scale";
import type { TimeWindow } from "./time-window";
import type { Place } from "./timeline-canvas";
import { nextPlace, placeInRow } from "./timeline-keys";

/** What an arrow key pans, as a share of the width. */
const KEY_PAN = 0.15;

interface Keyboard {
  readonly scroll: RowScroll;
  readonly timeWindow: TimeWindow;
  readonly model: () => SessionModel;
  readonly selected: () => number | null;
  /** The session's time, in seconds. */
  readonly now: () => number;
  /** The session as it was at the instant that is shown; null for now. */
  readonly past: () => SeenSession | null;
  readonly pan: (pixels: number) => void;
  readonly reveal: (time: number) => void;
  readonly select: (task: number) => void;
  /** What a further key does, given what `event.key` says, after "Shift+" where the character does not tell. */
  readonly keys: (key: string) => (() => void) | undefined;
  /** What Escape takes away before the place where the keyboard stands. @returns whether there was anything */
  readonly dismiss: () => boolean;
}

/** What keys do on the timeline. Every interval can be reached, and speaks a sentence. */
export function useKeyboard(keyboard: Keyboard) {
  const { scroll, timeWindow, model, now } = keyboard;
  /** The interval that the keyboard stands on. */
  const place = shallowRef<Place | null>(null);
  const spoken = ref("");
  const reader = new LaneReader();
  // A task that is selected elsewhere is where the keyboard begins.
  watch([model, keyboard.selected], ([, task]) => {
    if (place.value?.task !== task) place.value = null;
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!handle(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Does what a further key does, for who presses it elsewhere. */
  function press(key: string): void {
    keyboard.keys(key)?.();
  }

  /** @returns whether the key means anything here */
  function handle({ key, shiftKey }: KeyboardEvent): boolean {
    const action = keyboard.keys(shiftKey && key.length > 1 ? `Shift+${key}` : key);
    if (action !== undefined) {
      action();
      return true;
    }
    if (key === "Enter" || key === " ") {
      if (place.value !== null) keyboard.select(place.value.task);
      return place.value !== null;
    }
    if (key === "Escape") {
      if (keyboard.dismiss()) return true;
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
    if (next === null) place.value = null;
    else arrive(next);
    return true;
  }

  /** Where the keyboard begins: at the selected task, if it is shown. */
  function begin(): Place | null {
    const task = keyboard.selected();
    return task === null ? null : placeInRow(model(), model().rows.indexOf(task));
  }

  /** Stands on an interval, brings it into view and speaks of it, after `words`. */
  function arrive(at: Place, words = ""): void {
    const { task, interval } = at;
    const { lanes, rows } = model();
    const lane = lanes.laneOf(task);
    if (lane === NO_LANE) return;
    place.value = at;
    lanes.read(lane, reader);
    const row = rows.indexOf(task);
    if (row >= 0) scroll.reveal(row);
    const start = reader.start(interval);
    const end = reader.end(interval, now());
    if (end < timeAt(timeWindow.scale, 0)) keyboard.reveal(end);
    else if (start > timeAt(timeWindow.scale, timeWindow.width)) keyboard.reveal(start);
    const sentence = sentenceOf(model(), task, reader, interval, now(), keyboard.past());
    say([words, sentence, rowWords(row)].filter((part) => part !== "").join(" "));
  }

  /** What is to be known of the row besides the interval. */
  function rowWords(row: number): string {
    if (row < 0) return t("timeline.sentence.hidden");
    const hidden = model().rows.hidden[row]!;
    return hidden === 0 ? "" : t("timeline.sentence.collapsed", { count: hidden });
  }

  function say(words: string): void {
    spoken.value = words;
  }

  return { place, spoken, say, arrive, press, onKeyDown };
}
