import { TaskTable } from "../../shared/reduce";
import type { SessionHistory } from "./session-history";

/**
 * The tasks of a session as they were at an instant, rebuilt from the nearest checkpoint.
 *
 * It is gone back and forth with: forward it goes on from where it stands, if no checkpoint is nearer.
 */
export class PastTable {
  readonly table = new TaskTable();
  readonly #history: SessionHistory;
  /** All events below this number are applied. */
  #seq = 0;
  /** -1 as long as it stands nowhere. */
  #generation = -1;
  #evictedTo = 0;

  constructor(history: SessionHistory) {
    this.#history = history;
  }

  /** Goes to the instant before event `seq`, from the history's `start` up to its `end`. */
  moveTo(seq: number): void {
    const history = this.#history;
    const checkpoint = history.checkpointBefore(seq);
    const canGoOn =
      this.#generation === history.generation && this.#seq <= seq && this.#seq >= checkpoint.seq;
    if (!canGoOn) {
      this.table.copyFrom(checkpoint.table);
      this.#seq = checkpoint.seq;
      this.#generation = history.generation;
      this.#evictedTo = 0;
    }
    const { table } = this;
    history.events.forEach(this.#seq, seq, (batch, index) => table.apply(batch, index));
    this.#seq = seq;
    // Whatever the session has let go of since is gone at every instant.
    if (this.#evictedTo < history.start) {
      table.evictFinished(history.start);
      this.#evictedTo = history.start;
    }
  }
}
