import type { EventBatch } from "../../../shared/batch";
import { EventKind } from "../../../shared/events";
import type { RecordedRun } from "../../../shared/recording/recording";
import { LabError } from "../../../shared/result";
import type { KeptRun } from "../../../shared/runs";
import { refusal } from "../../../shared/texts/refusal";
import { MAX_KEPT_EVENTS, MAX_KEPT_RUNS, MAX_KEPT_TEXT } from "../limits";
import type { LiveSession } from "../live-session";
import { infoOf, makeSnapshot } from "./recorded-run";

interface Kept {
  readonly about: KeptRun;
  readonly info: RecordedRun["info"];
  readonly snapshot: Promise<EventBatch>;
  readonly batches: readonly EventBatch[];
  readonly endedAt: number;
  /** Characters. */
  readonly text: number;
}

/** A run that can be read more than once. */
export type HeldRun = RecordedRun & { readonly batches: readonly EventBatch[] };

/**
 * The last runs of every session, in memory: what somebody compares with after having changed
 * something and run it again. The oldest leave when there are too many, or they hold too much.
 */
export class KeptRuns {
  readonly #version: string;
  #runs: readonly Kept[] = [];
  #last = 0;

  /** @param version of the lab */
  constructor(version: string) {
    this.#version = version;
  }

  /** The newest first. */
  get list(): KeptRun[] {
    return this.#runs.map(({ about }) => about).reverse();
  }

  /**
   * Keeps what `session` holds, since another run takes its place.
   * @returns false if nothing had run in it
   */
  keep(session: LiveSession): boolean {
    const { id, log, startedAt } = session;
    if (startedAt === null || log.end === 0) return false;
    const { snapshot, events, batches: slices } = log.capture();
    const batches = [...slices];
    // The playground's own `main` is no run.
    if (id === "playground" && !haveTasks(batches, 2)) return false;
    this.#last += 1;
    const kept: Kept = {
      about: { run: this.#last, session: id, title: titleOf(session), startedAt, events },
      info: { ...infoOf(session, this.#version), events },
      snapshot: makeSnapshot(snapshot),
      batches,
      endedAt: session.now(),
      text: batches.reduce((sum, batch) => sum + charactersIn(batch), 0),
    };
    this.#runs = withinLimits([...this.#runs, kept]);
    return true;
  }

  /** @throws LabError ("not-found") */
  async find(run: number): Promise<{ title: string; run: HeldRun }> {
    const kept = this.#runs.find(({ about }) => about.run === run);
    if (kept === undefined) {
      const message = refusal("recording.notKept");
      throw new LabError("not-found", message, "run");
    }
    const { about, info, batches, endedAt } = kept;
    const snapshot = await kept.snapshot;
    const before = snapshot.length === 0 ? null : snapshot;
    return { title: about.title, run: { info, snapshot: before, batches, endedAt } };
  }
}

/** What runs or ran in a session, for people. */
export const titleOf = ({ program }: LiveSession): string => program?.title ?? "Playground";

function withinLimits(runs: readonly Kept[]): readonly Kept[] {
  const kept: Kept[] = [];
  let events = 0;
  let text = 0;
  for (const run of [...runs].reverse()) {
    events += run.about.events;
    text += run.text;
    const isTooMuch = events > MAX_KEPT_EVENTS || text > MAX_KEPT_TEXT;
    // The last one is always kept: no log holds more than that.
    if (kept.length > 0 && (isTooMuch || kept.length === MAX_KEPT_RUNS)) break;
    kept.unshift(run);
  }
  return kept;
}

function haveTasks(batches: readonly EventBatch[], least: number): boolean {
  let tasks = 0;
  for (const { kind, length } of batches) {
    for (let row = 0; row < length; row += 1) {
      if (kind[row] === EventKind.TASK_CREATED && (tasks += 1) >= least) return true;
    }
  }
  return false;
}

const charactersIn = ({ texts }: EventBatch): number =>
  texts.reduce((sum, text) => sum + text.length, 0);
