import type { Folding } from "./time-folds";
import type { TimeScale } from "./time-scale";
import { anchored, bounded, fitting, panned, timeAt, xOf, zoomed } from "./time-scale";

/**
 * What decides which part of time is shown:
 *
 * - `follow`: what is going on, or went on last, and now
 * - `fit`: everything that is recorded
 * - `free`: what the user chose
 */
export type WindowMode = "follow" | "fit" | "free";

/** What a window that follows must know. Times in seconds. */
export interface Course {
  /** The first instant that is recorded. */
  readonly first: number;
  /** When what is going on, or went on last, began. */
  readonly since: number;
  readonly now: number;
}

/** Where now comes to lie while following, as a share of the width: what is behind it is room for results. */
const NOW_AT = 0.8;
/** Following, the window's length is the first of these that holds what goes on; past the last it moves along. */
const SPANS = [2.5, 5, 10, 20, 40, 60] as const;
/** Room before the first instant, in pixels: the axis' first label is centred on it. */
const MARGIN = 20;
/** What stays free on either side of what is shown, as a share of the width. */
const EDGE_SHARE = 1 / 12;
/** The least that `fit` shows, in seconds. */
const MIN_FIT = 0.001;

/** Which part of time the timeline shows, in CSS pixels. Knows nothing of the screen. */
export class TimeWindow {
  mode: WindowMode = "follow";
  scale: TimeScale = { start: 0, perPixel: 0.01 };
  width = 1;
  #folding: Folding | null = null;
  /** Following at a scale that the user chose, in seconds a pixel. */
  #ownPerPixel: number | null = null;

  resize(width: number): void {
    this.width = Math.max(1, width);
  }

  follow(): void {
    this.mode = "follow";
    this.#ownPerPixel = null;
  }

  fit(): void {
    this.mode = "fit";
  }

  /** Folds idle gaps, or, with null, none. What is in the middle stays there. */
  fold(folding: Folding | null): void {
    const middle = timeAt(this.scale, this.width / 2);
    this.#folding = folding;
    this.scale = this.#anchored(middle, this.width / 2, this.scale.perPixel);
  }

  /** Shows `from` to `to`, with a little room on both sides. */
  show(from: number, to: number): void {
    this.mode = "free";
    const room = this.width * EDGE_SHARE;
    const { perPixel } = fitting(from, to, this.width - 2 * room);
    const closer = this.#folding?.fitting(from, to, this.width - 2 * room) ?? perPixel;
    this.scale = this.#anchored(from, room, bounded(closer));
  }

  /** What `show` would have to be given to show the same, from wherever; null unless the user chose it. */
  chosen(): { from: number; to: number } | null {
    if (this.mode !== "free") return null;
    const room = this.width * EDGE_SHARE;
    return { from: timeAt(this.scale, room), to: timeAt(this.scale, this.width - room) };
  }

  /** Moves `x` pixels' worth of time. Always possible: coming back is one key. */
  pan(x: number): void {
    this.mode = "free";
    this.scale = panned(this.scale, x);
  }

  /** Makes everything `factor` times as large around pixel `x`; following, around now. */
  zoom(factor: number, x: number, now: number): void {
    if (this.mode === "follow") {
      this.scale = zoomed(this.scale, factor, xOf(this.scale, now));
      this.#ownPerPixel = this.scale.perPixel;
      return;
    }
    this.mode = "free";
    this.scale = zoomed(this.scale, factor, x);
  }

  /** Moves as little as needed to bring `time` into view. */
  reveal(time: number): void {
    const x = xOf(this.scale, time);
    const room = Math.min(60, this.width / 4);
    if (x < room) this.pan(x - room);
    else if (x > this.width - room) this.pan(x - this.width + room);
  }

  /** Names what the wanted scale follows from: it changes where the scale leaps instead of moving along. */
  cause({ since, now }: Course): string {
    if (this.mode !== "follow") return this.mode;
    return this.#ownPerPixel === null ? `follow ${since} ${followedSpan(now - since)}` : "follow";
  }

  /** The scale that its mode asks for. */
  wanted(course: Course): TimeScale {
    if (this.mode === "fit") return this.#fitted(course);
    if (this.mode === "follow") return this.#following(course);
    // Gaps may have come since.
    return { ...this.scale, folds: this.#folding?.at(this.scale.perPixel) };
  }

  #fitted({ first, now }: Course): TimeScale {
    // Results stand behind the last bars: they get a fifth.
    const width = Math.max(1, this.width * NOW_AT - MARGIN);
    const end = first + Math.max(MIN_FIT, now - first);
    const perPixel = this.#folding?.fitting(first, end, width) ?? (end - first) / width;
    return this.#anchored(first, MARGIN, perPixel);
  }

  #following({ since, now }: Course): TimeScale {
    const nowX = this.width * NOW_AT;
    if (this.#ownPerPixel !== null) return this.#anchored(now, nowX, this.#ownPerPixel);
    const perPixel = followedSpan(now - since) / this.width;
    const scale = this.#anchored(now, nowX + MARGIN, perPixel);
    if (scale.start >= since - MARGIN * perPixel) return scale;
    return this.#anchored(since, MARGIN, perPixel);
  }

  #anchored(time: number, x: number, perPixel: number): TimeScale {
    return anchored(time, x, perPixel, this.#folding?.at(perPixel));
  }
}

/** The length of the window, in seconds, when what goes on began `passed` seconds ago. */
function followedSpan(passed: number): number {
  return SPANS.find((seconds) => passed <= seconds * NOW_AT) ?? SPANS.at(-1)!;
}
