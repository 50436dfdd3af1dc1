import { rateOf } from "../../shared/session-time";
import type { ClockDial } from "../../shared/session-time";
import { scaledClock } from "../scheduler";
import type { Clock } from "../scheduler";

/**
 * A session's clock, which the user stops, slows down, speeds up, and lets jump over idle time.
 *
 * What the host does keeps its own time, whatever stands on the dial: a step that computes for a
 * second, a request that takes one. Slowed down, they seem short; only sleeps and timeouts stretch.
 */
export class DialClock implements Clock {
  readonly isVirtual = false;
  readonly #awaitsAnswer: () => boolean;
  readonly #scaled = scaledClock(1);
  /** Seconds that were jumped over. */
  #skipped = 0;
  #dial: ClockDial = "1";
  #held = false;
  #stepping = false;
  #wasSteered = false;

  /** @param awaitsAnswer whether something of the host is under way that no timer may overtake by a jump */
  constructor(awaitsAnswer: () => boolean) {
    this.#awaitsAnswer = awaitsAnswer;
  }

  /** Whether its time was the host's all along. */
  get wasSteered(): boolean {
    return this.#wasSteered;
  }

  get dial(): ClockDial {
    return this.#dial;
  }

  set dial(dial: ClockDial) {
    this.#dial = dial;
    this.#wasSteered ||= dial !== "1";
    this.#setRate();
  }

  get held(): boolean {
    return this.#held;
  }

  /** Whether time stands still. Every sleep keeps what is left of it. */
  set held(held: boolean) {
    this.#held = held;
    this.#wasSteered ||= held;
    this.#setRate();
  }

  /** Lets the time of a held clock go on while `act` runs; waiting takes none. */
  duringStep<T>(act: () => T): T {
    this.#stepping = true;
    this.#setRate();
    try {
      return act();
    } finally {
      this.#stepping = false;
      this.#setRate();
    }
  }

  time(): number {
    return this.#scaled.time() + this.#skipped;
  }

  wait(when: number): number {
    const jumps = this.#stepping || (this.#dial === "jump" && !this.#held);
    if (!jumps || when === Infinity || this.#awaitsAnswer()) {
      return this.#scaled.wait(when - this.#skipped, false);
    }
    this.#skipped += Math.max(0, when - this.time());
    return 0;
  }

  onChange(listener: () => void): () => void {
    return this.#scaled.onChange?.(listener) ?? (() => undefined);
  }

  #setRate(): void {
    const stands = this.#held && !this.#stepping;
    this.#scaled.rate = stands ? 0 : rateOf(this.#dial);
  }
}
