import type { Log } from "../lab/dispatch";
import { TokenBucket } from "./token-bucket";
import type { Rate } from "./limits";

/**
 * Logs that somebody was refused, and no more often than the log can bear: anybody on the machine can
 * be refused as often as they like.
 */
export class Refusals {
  readonly #log: Pick<Log, "warn">;
  readonly #bucket: TokenBucket;
  #unsaid = 0;

  /** @param now see `TokenBucket` */
  constructor(log: Pick<Log, "warn">, rate: Rate, now?: () => number) {
    this.#log = log;
    this.#bucket = new TokenBucket(rate, now);
  }

  readonly add = (message: string): void => {
    if (!this.#bucket.take()) {
      this.#unsaid += 1;
      return;
    }
    const others = this.#unsaid === 0 ? "" : ` (So were ${this.#unsaid} before it.)`;
    this.#unsaid = 0;
    this.#log.warn(message + others);
  };
}
