import { LaneSummary } from "../../model/lane-summary";
import type { SeenSession } from "../../model/seen-session";
import type { SessionModel } from "../../model/session-model";
import type { TimeScale } from "./time-scale";
import { timeAt } from "./time-scale";

/** Time that summaries may take of a frame, in milliseconds. */
const BUDGET_MS = 4;
/** A summary of what goes on is made anew after so many milliseconds. */
const REFRESH_MS = 250;
/** Seen closer up than by this factor, or from farther away, a summary is made anew. */
const ZOOM_KEPT = 1.6;

/** What is drawn, as far as summaries depend on it. */
interface SummaryView {
  readonly model: SessionModel;
  readonly scale: TimeScale;
  /** In CSS pixels. */
  readonly width: number;
  readonly now: number;
  /** The session as it was at the instant that is shown; null for now. */
  readonly past: SeenSession | null;
  /** Whether time goes on. */
  readonly isLive: boolean;
}

interface Kept {
  shown: LaneSummary | null;
  making: LaneSummary | null;
  /** Of what `shown` and `making` were made, the newer of the two. */
  perPixel: number;
  hasFolds: boolean;
  past: SeenSession | null;
  version: number;
  startedAt: number;
  isSeen: boolean;
}

/**
 * Keeps the summaries of collapsed tasks that are in sight, and makes them, bit by bit, as the view
 * moves and things go on. What is not ready yet is shown as it was.
 */
export class Summaries {
  /** Whether there is work left: another frame is needed. */
  isPending = false;
  readonly #kept = new Map<number, Kept>();
  #view: SummaryView | null = null;
  #epoch = NaN;
  #deadline = 0;
  #clock: () => number;

  /** @param clock gives milliseconds */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** Begins a picture; then `of` may be asked, and `end` is called last. */
  begin(view: SummaryView): void {
    if (view.model !== this.#view?.model || view.model.epoch !== this.#epoch) this.#kept.clear();
    this.#view = view;
    this.#epoch = view.model.epoch;
    this.#deadline = this.#clock() + BUDGET_MS;
    this.isPending = false;
    for (const kept of this.#kept.values()) kept.isSeen = false;
  }

  /** The summary of a collapsed task; null while the first one is made. */
  of(task: number): LaneSummary | null {
    const view = this.#view!;
    let kept = this.#kept.get(task);
    if (kept === undefined) {
      kept = {
        shown: null,
        making: null,
        perPixel: 0,
        hasFolds: false,
        past: null,
        version: NaN,
        startedAt: -Infinity,
        isSeen: true,
      };
      this.#kept.set(task, kept);
    }
    kept.isSeen = true;
    kept.making ??= this.#startOf(task, kept, view);
    if (kept.making?.advance(() => this.#clock() < this.#deadline) === true) {
      kept.shown = kept.making;
      kept.making = null;
    }
    if (kept.making !== null) this.isPending = true;
    return kept.shown;
  }

  /** The summary that was drawn last for a task. */
  drawn(task: number): LaneSummary | null {
    return this.#kept.get(task)?.shown ?? null;
  }

  end(): void {
    for (const [task, kept] of this.#kept) if (!kept.isSeen) this.#kept.delete(task);
  }

  /** Begins a new summary, where the one that is shown is not right any more. */
  #startOf(task: number, kept: Kept, view: SummaryView): LaneSummary | null {
    const { model, scale, now, past } = view;
    const version = (past ?? model).version.value;
    const passed = this.#clock() - kept.startedAt;
    if (kept.shown !== null && fits(kept, view)) {
      if (past === kept.past && version === kept.version && !view.isLive) return null;
      if (passed < REFRESH_MS) {
        this.isPending = true;
        return null;
      }
    }
    kept.perPixel = scale.perPixel;
    kept.hasFolds = scale.folds !== undefined;
    kept.past = past;
    kept.version = version;
    kept.startedAt = this.#clock();
    return new LaneSummary(model, model.rows.subtree(task), edgesOf(view), now, past);
  }
}

function fits({ shown, perPixel, hasFolds }: Kept, { scale, width }: SummaryView): boolean {
  const zoom = perPixel / scale.perPixel;
  const { edges } = shown!;
  return (
    zoom < ZOOM_KEPT &&
    zoom > 1 / ZOOM_KEPT &&
    hasFolds === (scale.folds !== undefined) &&
    timeAt(scale, 0) >= edges[0]! &&
    timeAt(scale, width) <= edges[edges.length - 1]!
  );
}

/** A stretch for each pixel in sight, and for a screen's worth on either side, so that panning finds it there. */
function edgesOf({ scale, width }: SummaryView): Float64Array {
  const edges = new Float64Array(3 * width + 1);
  for (let edge = 0; edge < edges.length; edge += 1) edges[edge] = timeAt(scale, edge - width);
  return edges;
}
