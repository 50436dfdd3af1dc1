import { bitsToSeconds } from "../batch";
import type { EventBatch } from "../batch";
import { EventKind, WaitReason } from "../events";
import { RECORDING_LIMITS } from "./recording";
import { RecordingError } from "./recording-error";
import { keyOfA, rowForms, SLEEP_SECONDS } from "./row-form";
import { isRecordable } from "./run-order";

/** Writes rows as lines of JSON. */
export class RowText {
  /** The texts of the batch that was written last, as JSON: many rows of a batch share one. */
  #quoted: string[] = [];
  #quotedOf: readonly string[] | null = null;
  #sleepBits = 0;
  #sleepText = "0";

  /**
   * Row `index` of `batch` as a line, with its end. `number` is the event's, null for the rows of a
   * snapshot, which have none. Throws a `RecordingError` for a row that no reader would take.
   */
  line(batch: EventBatch, index: number, number: number | null): string {
    const kind = batch.kind[index]!;
    const form = rowForms[kind];
    if (form === undefined) {
      throw new RecordingError("damaged", `There is no kind of event with the number ${kind}.`);
    }
    const time = batch.time[index]!;
    if (!isRecordable(time)) {
      throw new RecordingError("damaged", `An event cannot happen at ${time} s.`);
    }
    let line = number === null ? "{" : `{"n":${number},`;
    line += `"${form.time}":${time},"e":"${form.name}","${form.task}":${batch.task[index]!}`;
    const detail = batch.detail[index]!;
    if (form.words !== null) {
      const word = form.words.words[detail];
      if (word === undefined) {
        const what = `no ${form.detail} with the number ${detail}`;
        throw new RecordingError("damaged", `An event of the kind ${form.name} has ${what}.`);
      }
      line += `,"${form.detail}":"${word}"`;
    } else if (detail !== 0) line += `,"${form.detail}":${detail}`;
    const a = batch.a[index]!;
    if (a !== 0) {
      const isAsleep = kind === EventKind.TASK_WAITING && detail === WaitReason.SLEEP;
      line += isAsleep ? this.#sleep(a) : `,"${keyOfA(form, detail)}":${a}`;
    }
    const text = batch.text[index]!;
    return text === 0 ? `${line}}\n` : `${line},"${form.text}":${this.#quote(batch, text)}}\n`;
  }

  #quote(batch: EventBatch, reference: number): string {
    if (batch.texts !== this.#quotedOf) {
      this.#quotedOf = batch.texts;
      this.#quoted = [];
    }
    const known = this.#quoted[reference];
    if (known !== undefined) return known;
    const text = batch.texts[reference - 1] ?? "";
    if (text.length > RECORDING_LIMITS.text) {
      const limit = `a recording holds ${RECORDING_LIMITS.text}`;
      throw new RecordingError("too-large", `A text has ${text.length} characters; ${limit}.`);
    }
    // Halves of surrogate pairs come out as escapes: the line is valid Unicode, and reads back exactly.
    const quoted = JSON.stringify(text);
    this.#quoted[reference] = quoted;
    return quoted;
  }

  #sleep(bits: number): string {
    if (bits !== this.#sleepBits) {
      this.#sleepBits = bits;
      this.#sleepText = shortest(bitsToSeconds(bits));
    }
    // Infinity is no number in JSON: bits are not readable, but right.
    return this.#sleepText === "" ? `,"a":${bits}` : `,"${SLEEP_SECONDS}":${this.#sleepText}`;
  }
}

/** Nine digits tell any two float32 numbers apart. */
const MAX_FLOAT32_DIGITS = 9;

/** The shortest decimal that reads back as the float32 `value`: 0.1, where a float64 says 0.10000000149011612. Empty if there is none in JSON. */
function shortest(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Object.is(value, -0)) return "-0";
  for (let digits = 1; digits < MAX_FLOAT32_DIGITS; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(value);
}
