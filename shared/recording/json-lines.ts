import type { EventBatch } from "../batch";
import { EventKind } from "../events";
import { endLine, headerLine } from "./header";
import type { RecordedRun } from "./recording";
import { RecordingError } from "./recording-error";
import { RowText } from "./row-text";
import { RunOrder } from "./run-order";
import { streamText } from "./text-stream";
import type { RunFormat, WriteOptions } from "./text-stream";

/**
 * Writes `run` as a recording: JSON lines, as `docs/recording.md` describes them, in chunks. What
 * `readRecording` gives back is equal, event for event and bit for bit.
 *
 * Throws the signal's reason, or a `RecordingError` for a run that no reader would take.
 */
export function writeRecording(
  run: RecordedRun,
  options: WriteOptions = {},
): AsyncGenerator<string, void, undefined> {
  return streamText(run, new JsonLines(run), options);
}

class JsonLines implements RunFormat {
  readonly #run: RecordedRun;
  readonly #rows = new RowText();
  readonly #order = new RunOrder();
  #next: number;

  constructor(run: RecordedRun) {
    this.#run = run;
    this.#next = run.info.first;
  }

  *start(): Generator<string> {
    const { info, snapshot } = this.#run;
    yield headerLine(info, snapshot?.length ?? 0);
    if (snapshot === null) return;
    for (let index = 0; index < snapshot.length; index += 1) {
      this.#checkCreation(snapshot, index);
      yield this.#rows.line(snapshot, index, null);
    }
  }

  row(batch: EventBatch, index: number): string {
    const number = batch.firstSeq + index;
    if (number !== this.#next) {
      const expected = `event ${this.#next} was expected`;
      throw new RecordingError("damaged", `Event ${number} came where ${expected}.`);
    }
    this.#next += 1;
    const line = this.#rows.line(batch, index, number);
    check(this.#order.happens(batch.time[index]!), `Event ${number} cannot be written`);
    this.#checkCreation(batch, index);
    return line;
  }

  *finish(): Generator<string> {
    const { info, endedAt } = this.#run;
    check(this.#order.happens(endedAt), "The end cannot be written");
    yield endLine(this.#next - info.first, endedAt);
  }

  #checkCreation(batch: EventBatch, index: number): void {
    if (batch.kind[index] !== EventKind.TASK_CREATED) return;
    const fault = this.#order.creates(batch.task[index]!, batch.a[index]!);
    check(fault, `Event ${batch.firstSeq + index} cannot be written`);
  }
}

/** @param what the beginning of the sentence of which `fault` is the rest */
function check(fault: string | null, what: string): void {
  if (fault !== null) throw new RecordingError("damaged", `${what}: ${fault}`);
}
