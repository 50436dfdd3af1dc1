import { Channel } from "../../shared/events";

/** A line of the console. */
export interface ConsoleLine {
  /** The number of the event: unique within its run. */
  readonly seq: number;
  /** Seconds since the session began. */
  readonly time: number;
  /** Who printed it, 0 for the lab. */
  readonly task: number;
  /** The task's name when it printed: the task may be gone when the line is read. */
  readonly name: string;
  readonly channel: Channel;
  readonly text: string;
}

/** Lines kept. More remembers longer, at about 100 bytes a line and its text. */
export const MAX_CONSOLE_LINES = 20_000;
/** Lines let go together, so that a full console does not move all its lines for each new one. */
const TRIM = 2_000;

const CHANNELS = Object.keys(Channel).length;

/** The last lines that a session printed, the oldest first. */
export class ConsoleLog {
  #lines: ConsoleLine[] = [];
  #trimmed = 0;
  #countByChannel = new Uint32Array(CHANNELS);

  get lines(): readonly ConsoleLine[] {
    return this.#lines;
  }

  /** How many lines were let go. */
  get trimmed(): number {
    return this.#trimmed;
  }

  /** How many of the lines kept came over each `Channel` before event `until`. */
  countsBefore(until = Infinity): Readonly<Uint32Array> {
    if (until === Infinity) return this.#countByChannel;
    const counts = this.#countByChannel.slice();
    for (let index = this.#lines.length - 1; index >= 0; index -= 1) {
      const { seq, channel } = this.#lines[index]!;
      if (seq < until) break;
      counts[channel]! -= 1;
    }
    return counts;
  }

  append(line: ConsoleLine): void {
    this.#lines.push(line);
    this.#countByChannel[line.channel]! += 1;
    if (this.#lines.length > MAX_CONSOLE_LINES + TRIM) this.#trim();
  }

  reset(): void {
    this.#lines = [];
    this.#trimmed = 0;
    this.#countByChannel.fill(0);
  }

  #trim(): void {
    for (const { channel } of this.#lines.slice(0, TRIM)) this.#countByChannel[channel]! -= 1;
    this.#lines = this.#lines.slice(TRIM);
    this.#trimmed += TRIM;
  }
}
