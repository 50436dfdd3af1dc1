import { TaskTable } from "../../shared/reduce";
import type { KeptTable } from "../../shared/reduce";
import type { SessionHistory } from "./session-history";

/** A move back over fewer events than this is one of many, as when the cursor is dragged. */
const NEAR_EVENTS = 131_072;
/** Copies of the table that are left behind on the way, to be gone back to from further on. Each takes as much memory as a checkpoint, and shares as much with the one before. */
const WAYPOINTS = 4;
/** A way shorter than this, in events, is gone again as fast as a copy is made. */
const MIN_WAY = 65_536;

/** The tasks, with all events below a number applied. */
interface Waypoint {
  readonly tasks: KeptTable;
  readonly seq: number;
}

/**
 * The tasks of a session as they were at an instant, rebuilt from the nearest checkpoint.
 *
 * It is gone back and forth with: forward it goes on from where it stands, if no checkpoint is
 * nearer. Going back a little it leaves waypoints behind, since it will likely go back further.
 */
export class PastTable {
  readonly table = new TaskTable();
  readonly #history: SessionHistory;
  /** All events below this number are applied. */
  #seq = 0;
  /** -1 as long as it stands nowhere. */
  #generation = -1;
  #evictedTo = 0;
  #waypoints: readonly Waypoint[] = [];

  constructor(history: SessionHistory) {
    this.#history = history;
  }

  /** Goes to the instant before event `seq`, from the history's `start` up to its `end`. */
  moveTo(seq: number): void {
    const history = this.#history;
    if (this.#generation !== history.generation) {
      this.#generation = history.generation;
      this.#seq = Infinity;
      this.#waypoints = [];
    }
    const checkpoint = history.checkpointBefore(seq);
    if (this.#seq > seq || this.#seq < checkpoint.seq) {
      const isNear = this.#seq > seq && this.#seq - seq < NEAR_EVENTS;
      const from = this.#nearest(checkpoint, seq);
      this.table.restore(from.tasks);
      this.#seq = from.seq;
      this.#evictedTo = 0;
      if (isNear && seq - from.seq > MIN_WAY) this.#leaveWaypoints(from, seq);
    }
    this.#apply(seq);
    // Whatever the session has let go of since is gone at every instant.
    if (this.#evictedTo < history.start) {
      this.table.evictFinished(history.start);
      this.#evictedTo = history.start;
    }
  }

  /** Lets go of what was left behind: it is now, and takes no memory. */
  leave(): void {
    this.#generation = -1;
    this.#waypoints = [];
    this.table.clear();
  }

  #apply(to: number): void {
    const { table } = this;
    this.#history.events.forEach(this.#seq, to, (batch, index) => table.apply(batch, index));
    this.#seq = to;
  }

  #nearest(checkpoint: Waypoint, seq: number): Waypoint {
    let nearest = checkpoint;
    for (const one of this.#waypoints) {
      if (one.seq <= seq && one.seq > nearest.seq) nearest = one;
    }
    return nearest;
  }

  /** Goes from where it stands towards `seq`, and leaves copies of the table on the way, instead of those left before. */
  #leaveWaypoints(from: Waypoint, seq: number): void {
    let last = from;
    this.#waypoints = Array.from({ length: WAYPOINTS }, (_, part) => {
      this.#apply(from.seq + Math.floor(((seq - from.seq) * (part + 1)) / (WAYPOINTS + 1)));
      last = { tasks: this.table.keep(last.tasks), seq: this.#seq };
      return last;
    });
  }
}
