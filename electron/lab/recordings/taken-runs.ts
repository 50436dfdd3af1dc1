import { BatchBuilder } from "../../../shared/batch-builder";
import type { EventBatch } from "../../../shared/batch";
import { LabError } from "../../../shared/result";
import type { TakenRun } from "../../../shared/runs";
import type { FrameHeader } from "../../../shared/stream";
import { encodeFrame } from "../../../shared/wire";
import { refusal } from "../../../shared/texts/refusal";
import { MAX_TAKEN_RUNS, TAKEN_RUN_PATIENCE_MS } from "../limits";
import type { HeldRun } from "./kept-runs";

interface Taken {
  readonly run: HeldRun;
  timer: NodeJS.Timeout;
}

/**
 * Runs that pages read part by part, each part a frame as the stream carries them: first the
 * snapshot, then every batch. A page asks for one part after the other, so that none is ever sent
 * that it has no room for. A run is let go with its last part, or when its page has gone.
 */
export class TakenRuns {
  readonly #runs = new Map<number, Taken>();
  #last = 0;

  /** @param title what ran, for people */
  take(title: string, run: HeldRun): TakenRun {
    this.#last += 1;
    const taken = this.#last;
    this.#runs.set(taken, { run, timer: this.#patience(taken) });
    // The one that was read last is the one that somebody waits for.
    while (this.#runs.size > MAX_TAKEN_RUNS) this.#letGo(this.#runs.keys().next().value!);
    const { info, batches, endedAt } = run;
    const events = batches.reduce((sum, { length }) => sum + length, 0);
    return { taken, title, info, events, endedAt, parts: batches.length + 1 };
  }

  /**
   * The bytes of a frame: of the snapshot for part 0, else of a batch.
   * @throws LabError ("not-found")
   */
  read(taken: number, part: number): Uint8Array {
    const held = this.#runs.get(taken);
    if (held === undefined) {
      const message = refusal("recording.notRead");
      throw new LabError("not-found", message, "taken");
    }
    const { batches } = held.run;
    if (part > batches.length) {
      throw new LabError("bad-input", `The run has ${batches.length + 1} parts.`, "part");
    }
    // Moves it behind the others, too.
    this.#letGo(taken);
    if (part < batches.length) {
      this.#runs.set(taken, { run: held.run, timer: this.#patience(taken) });
    }
    return new Uint8Array(encodeFrame(frameOf(held.run, taken, part)));
  }

  close(): void {
    for (const taken of [...this.#runs.keys()]) this.#letGo(taken);
  }

  #letGo(taken: number): void {
    clearTimeout(this.#runs.get(taken)?.timer);
    this.#runs.delete(taken);
  }

  #patience(taken: number): NodeJS.Timeout {
    return setTimeout(() => this.#runs.delete(taken), TAKEN_RUN_PATIENCE_MS).unref();
  }
}

function frameOf({ info, snapshot, batches, endedAt }: HeldRun, taken: number, part: number) {
  const header = {
    session: "recording",
    epoch: taken,
    now: endedAt,
    firstRetained: info.first,
    evicted: { events: info.first, tasks: info.evictedTasks },
    dropped: 0,
  } as const satisfies Partial<FrameHeader>;
  if (part === 0) {
    const batch: EventBatch = snapshot ?? new BatchBuilder(info.first).slice();
    return { ...header, type: "snapshot" as const, seq: info.first, batch };
  }
  const batch = batches[part - 1]!;
  return { ...header, type: "delta" as const, seq: batch.firstSeq + batch.length, batch };
}
