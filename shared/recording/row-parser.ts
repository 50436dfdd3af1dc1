import { secondsToBits } from "../batch";
import type { BatchBuilder } from "../batch-builder";
import { EventKind, WaitReason } from "../events";
import { numberBetween, textUpTo, wholeNumber } from "./fields";
import type { Fields } from "./fields";
import { RECORDING_LIMITS } from "./recording";
import { RecordingError } from "./recording-error";
import { keyOfA, rowFormsByName, SLEEP_SECONDS } from "./row-form";
import type { RowForm } from "./row-form";
import { RunOrder } from "./run-order";

const MAX_UINT32 = 0xffff_ffff;
const MAX_UINT8 = 0xff;
/** The largest float32: a longer sleep would read back as another. */
const MAX_SLEEP = 3.402_823_466_385_288_6e38;

/** Reads lines into rows, and checks what whoever reads the rows relies on. */
export class RowParser {
  /** Whether a later version wrote the lines, which may hold what this one does not know. */
  readonly #isLater: boolean;
  readonly #order = new RunOrder();

  constructor(isLater: boolean) {
    this.#isLater = isLater;
  }

  /** The time of the last event, in seconds. */
  get lastTime(): number {
    return this.#order.lastTime;
  }

  /**
   * Appends what line number `line` says to `rows`.
   *
   * @param inSnapshot whether it is one of the rows that rebuild tasks: their times do not go on
   * @returns false for an event that only a later version knows
   */
  append(rows: BatchBuilder, fields: Fields, line: number, inSnapshot: boolean): boolean {
    const name = fields["e"];
    const form = typeof name === "string" ? rowFormsByName.get(name) : undefined;
    if (form === undefined) {
      if (this.#isLater && typeof name === "string") return false;
      throw faultAt(line, `"e" must be a kind of event, such as "task-created".`);
    }
    const time = this.#time(form, fields, line, inSnapshot);
    const task = wholeNumber(fields[form.task], form.leastTask, MAX_UINT32);
    if (task === null) {
      const range = `from ${form.leastTask} to ${MAX_UINT32}`;
      throw faultAt(line, `"${form.task}" must be a whole number ${range}.`);
    }
    const detail = this.#detail(form, fields, line);
    if (detail === null) return false;
    const text = textUpTo(fields[form.text] ?? "", RECORDING_LIMITS.text);
    if (text === null) {
      const limit = RECORDING_LIMITS.text;
      throw faultAt(line, `"${form.text}" must be a text of at most ${limit} characters.`);
    }
    const a = this.#a(form, fields, detail, line);
    if (form.kind === EventKind.TASK_CREATED) check(this.#order.creates(task, a), line);
    rows.append(form.kind, time, task, detail, a, text);
    return true;
  }

  #time(form: RowForm, fields: Fields, line: number, inSnapshot: boolean): number {
    const time = numberBetween(fields[form.time], 0, RECORDING_LIMITS.seconds);
    if (time === null) {
      const limit = RECORDING_LIMITS.seconds;
      throw faultAt(line, `"${form.time}" must be seconds, a number from 0 to ${limit}.`);
    }
    if (inSnapshot) return time;
    if (form.kind === EventKind.TASK_CARRIED) {
      throw faultAt(line, "totals of a task stand only in the snapshot, before the first event.");
    }
    check(this.#order.happens(time), line);
    return time;
  }

  /** Null for a word without which the event makes no sense, and which only a later version knows. */
  #detail(form: RowForm, fields: Fields, line: number): number | null {
    const value = fields[form.detail];
    if (form.words === null) {
      const detail = wholeNumber(value ?? 0, 0, MAX_UINT8);
      if (detail !== null) return detail;
      throw faultAt(line, `"${form.detail}" must be a whole number from 0 to ${MAX_UINT8}.`);
    }
    const detail = typeof value === "string" ? form.words.numbers.get(value) : undefined;
    if (detail !== undefined) return detail;
    if (this.#isLater && typeof value === "string") return form.words.otherwise;
    throw faultAt(
      line,
      `"${form.detail}" must be one of ${[...form.words.numbers.keys()].join(", ")}.`,
    );
  }

  #a(form: RowForm, fields: Fields, detail: number, line: number): number {
    if (form.kind === EventKind.TASK_WAITING && detail === WaitReason.SLEEP) {
      const seconds = fields[SLEEP_SECONDS];
      if (seconds !== undefined) {
        if (typeof seconds === "number" && Math.abs(seconds) <= MAX_SLEEP) {
          return secondsToBits(seconds);
        }
        throw faultAt(line, `"${SLEEP_SECONDS}" must be a number.`);
      }
      return this.#uint32(fields["a"], "a", line);
    }
    const key = keyOfA(form, detail);
    return this.#uint32(fields[key], key, line);
  }

  #uint32(value: unknown, key: string, line: number): number {
    const number = wholeNumber(value ?? 0, 0, MAX_UINT32);
    if (number !== null) return number;
    throw faultAt(line, `"${key}" must be a whole number from 0 to ${MAX_UINT32}.`);
  }
}

function check(fault: string | null, line: number): void {
  if (fault !== null) throw faultAt(line, fault);
}

/** @param what the rest of a sentence: what is wrong, or what would be right */
function faultAt(line: number, what: string): RecordingError {
  return new RecordingError("damaged", `Line ${line} cannot be read: ${what}`, line);
}
