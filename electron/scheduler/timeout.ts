import type { Coroutine } from "./coroutine";
import { CancelledError, RuntimeError, TimeoutError } from "./errors";
import type { Handle } from "./handle";
import { requireRunningLoop } from "./running";
import type { Task } from "./task";

/** The words are part of the messages and of `toString`. */
const State = {
  CREATED: "created",
  ENTERED: "active",
  EXPIRING: "expiring",
  EXPIRED: "expired",
  EXITED: "finished",
} as const;
type State = (typeof State)[keyof typeof State];

/**
 * A time limit for the code in its `with`. `timeout` and `timeoutAt` make one and enter it; the
 * body gets it as its argument.
 *
 * When the limit passes, the task is cancelled. The `CancelledError` travels through the body like
 * any other, and becomes a `TimeoutError` only where it leaves the scope. A cancel that somebody
 * else requested meanwhile wins: then the `CancelledError` goes on.
 *
 * @example
 * function* main() {
 *   yield* timeout(5, function* (scope) {
 *     scope.reschedule(null); // no limit after all
 *     yield* sleep(10);
 *     print(scope.when(), scope.expired()); // null false
 *   });
 * }
 * await run(main(), { clock: virtualClock() });
 */
export class Timeout {
  private state: State = State.CREATED;
  private deadline: number | null;
  private timer: Handle | null = null;
  private task: Task<unknown> | null = null;
  private cancelsBefore = 0;

  /** @param when the time of the loop, in seconds, at which the limit passes; null for never */
  constructor(when: number | null) {
    this.deadline = checked(when);
  }

  /** When the limit passes, in seconds of the loop's time; null for never. */
  when(): number | null {
    return this.deadline;
  }

  /** Whether the limit passed while the body ran. */
  expired(): boolean {
    return this.state === State.EXPIRING || this.state === State.EXPIRED;
  }

  /**
   * Moves the limit. A time that has passed already cancels the task in the loop's next iteration.
   *
   * @param when a time of the loop, in seconds; null for never
   * @throws RuntimeError if the body does not run, or the limit has passed
   */
  reschedule(when: number | null): void {
    if (this.state === State.CREATED) throw new RuntimeError("Timeout has not been entered");
    if (this.state !== State.ENTERED) {
      throw new RuntimeError(`Cannot change state of ${this.state} Timeout`);
    }
    this.deadline = checked(when);
    this.timer?.cancel();
    this.timer = null;
    // A timer that is never due would only keep the loop waiting for it.
    if (when === null || when === Infinity) return;
    const loop = requireRunningLoop();
    this.timer =
      when <= loop.time()
        ? loop.callSoon(() => this.expire())
        : loop.callAt(when, () => this.expire());
  }

  /**
   * Runs `body` under this limit, and returns what it returned. A timeout runs one body.
   *
   * @throws TimeoutError if the limit passed and cancelled the body
   * @throws RuntimeError if this timeout ran a body before
   */
  *with<T>(body: (scope: this) => Coroutine<T>): Coroutine<T> {
    this.enter();
    let overdue = false;
    try {
      try {
        return yield* body(this);
      } finally {
        overdue = this.exit();
      }
    } catch (error) {
      if (overdue && error instanceof CancelledError) {
        throw new TimeoutError("", { cause: error });
      }
      throw error;
    }
  }

  toString(): string {
    const when = this.deadline === null ? "null" : String(Math.round(this.deadline * 1000) / 1000);
    return `<Timeout [${this.state}]${this.state === State.ENTERED ? ` when=${when}` : ""}>`;
  }

  private enter(): void {
    if (this.state !== State.CREATED) {
      throw new RuntimeError("Timeout has already been entered");
    }
    const task = requireRunningLoop()._current;
    if (task === null) throw new RuntimeError("Timeout should be used inside a task");
    this.state = State.ENTERED;
    this.task = task;
    this.cancelsBefore = task.cancelling();
    this.reschedule(this.deadline);
  }

  /** Whether the limit passed, and nobody but this timeout has asked for a cancel. */
  private exit(): boolean {
    this.timer?.cancel();
    this.timer = null;
    const task = this.task;
    this.task = null;
    if (this.state === State.ENTERED) {
      this.state = State.EXITED;
      return false;
    }
    this.state = State.EXPIRED;
    return task !== null && task.uncancel() <= this.cancelsBefore;
  }

  private expire(): void {
    this.task?.cancel();
    this.state = State.EXPIRING;
    this.timer = null;
  }
}

/**
 * Runs `body`, and cancels it after `seconds`.
 *
 * @param seconds from now on; null for no limit. Zero or less: at the body's first suspension
 * @returns what the body returned
 * @throws TimeoutError if the limit passed and cancelled the body; its `cause` is the `CancelledError`
 *
 * @example
 * function* main() {
 *   try {
 *     yield* timeout(1, function* () {
 *       yield* sleep(60);
 *     });
 *   } catch (error) {
 *     print(error instanceof TimeoutError, getRunningLoop().time()); // true 1
 *   }
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function* timeout<T>(
  seconds: number | null,
  body: (scope: Timeout) => Coroutine<T>,
): Coroutine<T> {
  const when = seconds === null ? null : requireRunningLoop().time() + seconds;
  return yield* new Timeout(when).with(body);
}

/**
 * Runs `body`, and cancels it at a time of the loop: several bodies can so share one deadline.
 *
 * @param when a time of the loop, in seconds; null for no limit
 * @returns what the body returned
 * @throws TimeoutError if the limit passed and cancelled the body; its `cause` is the `CancelledError`
 *
 * @example
 * function* main() {
 *   const deadline = getRunningLoop().time() + 3;
 *   yield* timeoutAt(deadline, function* (scope) {
 *     yield* sleep(2);
 *     print(scope.when()); // 3
 *   });
 * }
 * await run(main(), { clock: virtualClock() });
 */
export function* timeoutAt<T>(
  when: number | null,
  body: (scope: Timeout) => Coroutine<T>,
): Coroutine<T> {
  return yield* new Timeout(when).with(body);
}

function checked(when: number | null): number | null {
  if (Number.isNaN(when))
    throw new RangeError("A time limit must be a number of seconds, not NaN.");
  return when;
}
