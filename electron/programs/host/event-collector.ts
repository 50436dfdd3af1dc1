import type { EventBatch } from "../../../shared/batch";
import { BatchBuilder } from "../../../shared/batch-builder";
import { Channel, EventKind } from "../../../shared/events";
import { RingReader } from "../event-ring";
import { MAX_BATCH_EVENTS } from "../limits";
import type { ProgramLimits } from "../limits";

/** Takes a program's events out of its ring, adds the lab's own lines, and counts both against the limits. */
export class EventCollector {
  readonly #ring: RingReader;
  readonly #limits: ProgramLimits;
  readonly #send: (batch: EventBatch) => void;
  #next = 0;
  #time = 0;
  #lines = 0;
  #characters = 0;

  constructor(ring: SharedArrayBuffer, limits: ProgramLimits, send: (batch: EventBatch) => void) {
    this.#ring = new RingReader(ring);
    this.#limits = limits;
    this.#send = send;
  }

  /**
   * Sends on what is in the ring.
   * @returns what there is too much of, in a sentence; null while the program is within its limits
   */
  drain(): string | null {
    for (;;) {
      const builder = new BatchBuilder(this.#next);
      // Rows past a limit are left in the ring: what made them is about to end.
      const most = Math.min(MAX_BATCH_EVENTS, this.#limits.events - this.#next);
      const count = this.#ring.drain(most, (kind, time, task, detail, a, text) => {
        builder.append(kind, time, task, detail, a, text);
        this.#time = time;
        if (kind === EventKind.PRINTED && detail === Channel.OUTPUT) this.#countOutput(text);
      });
      if (count > 0) this.#sendAll(builder);
      const excess = this.#excess();
      if (excess !== null || count < MAX_BATCH_EVENTS) return excess;
    }
  }

  /** Adds a line of the lab's own. */
  tell(channel: Channel, text: string): void {
    const builder = new BatchBuilder(this.#next, 1);
    builder.append(EventKind.PRINTED, this.#time, 0, channel, 0, text);
    this.#sendAll(builder);
  }

  #sendAll(builder: BatchBuilder): void {
    this.#next = builder.nextSeq;
    this.#send(compact(builder.slice()));
  }

  #countOutput(text: string): void {
    this.#characters += text.length;
    this.#lines += 1;
  }

  #excess(): string | null {
    const { events, outputLines, outputCharacters } = this.#limits;
    if (this.#lines > outputLines) {
      return `It printed more than ${count(outputLines)} lines and was ended: nobody can read more.`;
    }
    if (this.#characters > outputCharacters) {
      return `It printed more than ${count(outputCharacters)} characters and was ended: nobody can read more.`;
    }
    if (this.#next >= events) {
      return `It made more than ${count(events)} events and was ended: is there a loop that creates tasks, or yields, for ever?`;
    }
    return null;
  }
}

/** A copy of exactly the rows: views would be cloned with the whole of what they look into. */
function compact(batch: EventBatch): EventBatch {
  return {
    ...batch,
    time: batch.time.slice(),
    task: batch.task.slice(),
    a: batch.a.slice(),
    text: batch.text.slice(),
    kind: batch.kind.slice(),
    detail: batch.detail.slice(),
  };
}

function count(number: number): string {
  return number.toLocaleString("en");
}
