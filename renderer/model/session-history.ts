import type { EventBatch } from "../../shared/batch";
import { ownBytesOf } from "../../shared/reduce";
import type { KeptTable, TaskTable } from "../../shared/reduce";
import { EventHistory } from "./event-history";
import type { Instant } from "./instant";

/** Events held. More can be gone back further, at 22 bytes an event: about 110 MB here. */
const MAX_EVENTS = 5_000_000;
/** The least number of events from one checkpoint to the next. Fewer rebuilds faster, more keeps fewer tables. */
const MIN_SPACING = 16_384;
/**
 * Events between checkpoints for each task in the table: copying a task costs about as much as a few
 * events, so that what checkpoints take of a page's time while events come in stays small.
 */
const SPACING_PER_TASK = 4;
/** What the columns of all checkpoints take together. Past it every other checkpoint is let go of. */
const MAX_CHECKPOINT_BYTES = 80_000_000;

/** The bounds of a history. */
export interface HistoryBounds {
  readonly maxEvents: number;
  readonly minSpacing: number;
  readonly maxCheckpointBytes: number;
}

const BOUNDS: HistoryBounds = {
  maxEvents: MAX_EVENTS,
  minSpacing: MIN_SPACING,
  maxCheckpointBytes: MAX_CHECKPOINT_BYTES,
};

/** The tasks right before event `seq`. */
interface Checkpoint {
  readonly seq: number;
  readonly tasks: KeptTable;
}

/**
 * What is needed to know a session's tasks at any instant of its run: the events, and every so many of
 * them a checkpoint, a copy of the table of tasks from which the events that follow are applied again. What
 * does not change from one checkpoint to the next is shared.
 */
export class SessionHistory {
  readonly events = new EventHistory();
  /** Goes up when the events begin anew: numbers from before mean nothing any more. */
  generation = 0;
  readonly #bounds: HistoryBounds;
  /** By number. The first one is at or before `start`. */
  #checkpoints: Checkpoint[] = [];
  #start = 0;
  /** Grows as checkpoints are let go of. */
  #spacing: number;

  constructor(bounds: Partial<HistoryBounds> = {}) {
    this.#bounds = { ...BOUNDS, ...bounds };
    this.#spacing = this.#bounds.minSpacing;
  }

  /** The earliest instant that can be rebuilt: the one before this event. */
  get start(): number {
    return this.#start;
  }

  /** The number of the first event that has not happened yet. */
  get end(): number {
    return this.events.end;
  }

  /** How many checkpoints are held. */
  get checkpoints(): number {
    return this.#checkpoints.length;
  }

  /** What their columns take. */
  get checkpointBytes(): number {
    let bytes = 0;
    let before: KeptTable | null = null;
    for (const { tasks } of this.#checkpoints) {
      bytes += ownBytesOf(tasks, before);
      before = tasks;
    }
    return bytes;
  }

  /** The instant `time`, in seconds, or the earliest that can be rebuilt. */
  instantAt(time: number): Instant {
    const seq = this.events.seqAfter(time);
    return seq < this.#start ? this.instantBefore(this.#start) : { time, seq };
  }

  /** The instant right before event `seq`, or the nearest that can be rebuilt. */
  instantBefore(seq: number): Instant {
    const at = Math.min(this.end, Math.max(this.#start, seq));
    const { events } = this;
    const known = [at - 1, at].find((one) => events.batchAt(one) !== null);
    return { seq: at, time: known === undefined ? 0 : events.timeOf(known) };
  }

  /** An instant as it is, or the nearest that can be rebuilt. */
  reachable(instant: Instant): Instant {
    const isReachable = instant.seq >= this.#start && instant.seq <= this.end;
    return isReachable ? instant : this.instantBefore(instant.seq);
  }

  /** Begins anew with what `table` holds right before event `seq`. */
  restart(seq: number, table: TaskTable): void {
    this.generation += 1;
    this.events.reset(seq);
    this.#checkpoints = [];
    this.#spacing = this.#bounds.minSpacing;
    this.#start = seq;
    this.#keep(table);
  }

  /** Takes in a batch that goes on from `end`, and which `table` has taken in already. */
  take(batch: EventBatch, table: TaskTable): void {
    this.events.append(batch);
    const spacing = Math.max(this.#spacing, table.slots * SPACING_PER_TASK);
    if (this.end - this.#checkpoints.at(-1)!.seq < spacing) return;
    this.#keep(table);
    if (this.#isOverfull()) {
      this.#spacing = spacing * 2;
      this.#thinOut();
    }
    const isTooLong = this.end - this.#checkpoints[0]!.seq > this.#bounds.maxEvents;
    if (isTooLong) this.evict(this.#checkpoints[1]!.seq);
  }

  /** Lets go of what is needed for instants before event `seq` alone. */
  evict(seq: number): void {
    if (seq <= this.#start) return;
    this.#start = Math.min(seq, this.end);
    const first = this.#indexBefore(this.#start);
    this.#checkpoints.splice(0, first);
    this.events.dropBefore(this.#checkpoints[0]!.seq);
  }

  /** The last checkpoint at or before event `seq`, which is `start` or later. */
  checkpointBefore(seq: number): Checkpoint {
    return this.#checkpoints[this.#indexBefore(seq)]!;
  }

  #indexBefore(seq: number): number {
    let low = 0;
    let high = this.#checkpoints.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#checkpoints[middle]!.seq <= seq) low = middle;
      else high = middle;
    }
    return low;
  }

  #keep(table: TaskTable): void {
    const before = this.#checkpoints.at(-1)?.tasks ?? null;
    this.#checkpoints.push({ seq: this.end, tasks: table.keep(before) });
  }

  #isOverfull(): boolean {
    return this.checkpointBytes > this.#bounds.maxCheckpointBytes && this.#checkpoints.length > 2;
  }

  /** Lets go of every other checkpoint, but not of the first one, which everything before the next rests on. */
  #thinOut(): void {
    this.#checkpoints = this.#checkpoints.filter((_, index) => index % 2 === 0);
  }
}
