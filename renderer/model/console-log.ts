import type { Channel } from "../../shared/events";

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

/** The last lines that a session printed, the oldest first. */
export class ConsoleLog {
  #lines: ConsoleLine[] = [];
  #trimmed = 0;

  get lines(): readonly ConsoleLine[] {
    return this.#lines;
  }

  /** How many lines were let go. */
  get trimmed(): number {
    return this.#trimmed;
  }

  append(line: ConsoleLine): void {
    this.#lines.push(line);
    if (this.#lines.length > MAX_CONSOLE_LINES + TRIM) {
      this.#trimmed += TRIM;
      this.#lines = this.#lines.slice(TRIM);
    }
  }

  reset(): void {
    this.#lines = [];
    this.#trimmed = 0;
  }
}
