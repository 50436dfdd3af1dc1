import type { Channel } from "../../../shared/events";
import type { ConsoleLine, ConsoleLog } from "../../model/console-log";

export interface LineFilter {
  readonly hidden: ReadonlySet<Channel>;
  /** Part of a line's text or of its task's name, in any case. */
  readonly text: string;
}

/** The lines of a log that a filter leaves, kept up to date as the log grows: what was looked at is not looked at again. */
export class FilteredLines {
  readonly lines: ConsoleLine[] = [];
  #log: ConsoleLog | null = null;
  #filter: LineFilter | null = null;
  #trimmed = 0;
  #seen = 0;
  #first: ConsoleLine | undefined;

  /** How many of the lines came before event `seq`. */
  countBefore(seq: number): number {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.lines[middle]!.seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @returns whether lines were only added to those that were there */
  update(log: ConsoleLog, filter: LineFilter): boolean {
    const goesOn =
      log === this.#log &&
      filter === this.#filter &&
      log.trimmed === this.#trimmed &&
      log.lines.length >= this.#seen &&
      // After a reset, another first line.
      (this.#seen === 0 || log.lines[0] === this.#first);
    if (!goesOn) {
      this.lines.length = 0;
      this.#seen = 0;
      this.#log = log;
      this.#filter = filter;
      this.#trimmed = log.trimmed;
    }
    const text = filter.text.toLowerCase();
    for (let index = this.#seen; index < log.lines.length; index += 1) {
      const line = log.lines[index]!;
      if (passes(line, filter.hidden, text)) this.lines.push(line);
    }
    this.#seen = log.lines.length;
    this.#first = log.lines[0];
    return goesOn;
  }
}

/** @param text in lower case */
export function passes(
  line: Pick<ConsoleLine, "channel" | "text" | "name">,
  hidden: ReadonlySet<Channel>,
  text: string,
): boolean {
  if (hidden.has(line.channel)) return false;
  return (
    text === "" || line.text.toLowerCase().includes(text) || line.name.toLowerCase().includes(text)
  );
}
