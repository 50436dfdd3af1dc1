import { Condition } from "./condition";
import type { Coroutine } from "./coroutine";
import { BrokenBarrierError } from "./errors";
import { Lock } from "./lock";
import { ResourceKind, WaitKind } from "./observer";
import { Resource } from "./resource";
import type { ResourceFacts } from "./resource";

/** The words are part of `toString`. */
const State = {
  /** Tasks arrive. */
  FILLING: "filling",
  /** All have arrived and leave. Who comes now waits until they have left. */
  DRAINING: "draining",
  /** Those who waited leave with an error. Who comes now waits until they have left. */
  RESETTING: "resetting",
  BROKEN: "broken",
} as const;
type State = (typeof State)[keyof typeof State];

/**
 * A place where a fixed number of tasks wait for each other. When the last one arrives, all go on,
 * and the barrier is ready for the next round.
 *
 * @example
 * function* main() {
 *   const barrier = new Barrier(2);
 *   function* walk(seconds: number) {
 *     yield* sleep(seconds);
 *     yield* barrier.wait();
 *     return getRunningLoop().time();
 *   }
 *   print(yield* gather([walk(1), walk(3)])); // [ 3, 3 ]
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Barrier extends Resource {
  /** How many tasks it takes to open the barrier. */
  readonly parties: number;
  private readonly changed: Condition;
  private state: State = State.FILLING;
  /** How many tasks are inside: arrived, and not gone on. */
  private count = 0;

  /** @throws RangeError if `parties` is less than one */
  constructor(parties: number) {
    super();
    if (!(parties >= 1)) throw new RangeError("parties must be >= 1");
    this.parties = parties;
    const lock = new Lock();
    lock._shownAs = null;
    this.changed = new Condition(lock, WaitKind.BARRIER);
    this.changed._shownAs = this;
  }

  /** How many tasks wait for the others. */
  get nWaiting(): number {
    return this.state === State.FILLING ? this.count : 0;
  }

  /** Whether it was aborted. */
  get broken(): boolean {
    return this.state === State.BROKEN;
  }

  /**
   * Waits until all have arrived.
   *
   * @returns a number of one's own, from 0 for the first that arrived
   * @throws BrokenBarrierError if the barrier is aborted, or is reset meanwhile
   */
  *wait(): Coroutine<number> {
    const changed = this.changed;
    yield* changed.acquire();
    try {
      yield* this.enter();
      try {
        const index = this.count++;
        if (index + 1 === this.parties) this.open();
        else yield* this.waitForOthers();
        return index;
      } finally {
        this.count--;
        this.leave();
      }
    } finally {
      changed.release();
    }
  }

  /** Waits until all have arrived, then runs `body` with the task's number, and returns what it returned. */
  *with<T>(body: (index: number) => Coroutine<T>): Coroutine<T> {
    return yield* body(yield* this.wait());
  }

  /** Back to the start: tasks that wait for others get a `BrokenBarrierError`. Repairs a broken barrier. */
  *reset(): Coroutine<void> {
    yield* this.changed.acquire();
    try {
      this.state = this.count > 0 ? State.RESETTING : State.FILLING;
      this.changed.notifyAll();
    } finally {
      this.changed.release();
    }
  }

  /** Breaks the barrier: tasks that wait at it, and those that come, get a `BrokenBarrierError`. */
  *abort(): Coroutine<void> {
    yield* this.changed.acquire();
    try {
      this.state = State.BROKEN;
      this.changed.notifyAll();
    } finally {
      this.changed.release();
    }
  }

  override _facts(): ResourceFacts {
    const rest = { limit: this.parties, level: 0, unfinished: 0, lock: null };
    return { kind: ResourceKind.BARRIER, type: "Barrier", ...rest };
  }

  override toString(): string {
    const waiting = this.broken ? "" : `, waiters:${this.nWaiting}/${this.parties}`;
    return `<Barrier [${this.state}${waiting}]>`;
  }

  /** Waits until those of the last round have left. */
  private *enter(): Coroutine<void> {
    yield* this.changed.waitFor(
      () => this.state !== State.DRAINING && this.state !== State.RESETTING,
    );
    if (this.broken) throw new BrokenBarrierError("Barrier aborted");
  }

  private open(): void {
    this.state = State.DRAINING;
    this.changed.notifyAll();
  }

  private *waitForOthers(): Coroutine<void> {
    yield* this.changed.waitFor(() => this.state !== State.FILLING);
    if (this.state === State.BROKEN || this.state === State.RESETTING) {
      throw new BrokenBarrierError("Abort or reset of barrier");
    }
  }

  /** The last one out makes room for the next round. */
  private leave(): void {
    if (this.count > 0) return;
    if (this.state === State.RESETTING || this.state === State.DRAINING) {
      this.state = State.FILLING;
    }
    this.changed.notifyAll();
  }
}
