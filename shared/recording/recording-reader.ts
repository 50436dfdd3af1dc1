import type { EventBatch } from "../batch";
import { BatchBuilder } from "../batch-builder";
import { numberBetween, parseFields, wholeNumber } from "./fields";
import type { Fields } from "./fields";
import { parseHeader } from "./header";
import type { Header } from "./header";
import { LineSplitter } from "./line-splitter";
import { RECORDING_LIMITS } from "./recording";
import type { RecordingInfo, RecordingLimits } from "./recording";
import { RecordingError } from "./recording-error";
import { RowParser } from "./row-parser";

/** Events in a batch: as many as the lab's log keeps together. A power of two, so that doubling columns fill it exactly. */
const BATCH_EVENTS = 16_384;
const BYTE_ORDER_MARK = "\uFEFF";

/** What is known once all of a recording was pushed. */
export interface RecordingEnd {
  readonly endedAt: number;
  readonly events: number;
  readonly cutShort: boolean;
  readonly skipped: number;
}

/**
 * Reads a recording bit by bit: `push` takes text, or bytes, in chunks of any size and gives the
 * batches that are full by then; `finish` says that there is no more.
 *
 * The file may come from anybody. Both throw a `RecordingError`, and nothing else, for a file that is
 * no recording or is damaged; the reader is of no use after that. Work and memory are bounded by what
 * was pushed and by the limits.
 */
export class RecordingReader {
  readonly #limits: RecordingLimits;
  readonly #lines: LineSplitter;
  /** The number of the line that is read. */
  #line = 0;
  #header: Header | null = null;
  #parser = new RowParser(false);
  #snapshot: EventBatch | null = null;
  /** Lines of the snapshot that are still to come. */
  #snapshotLinesLeft = 0;
  /** The number that the next event has in the file, and how many there were. */
  #next = 0;
  #events = 0;
  #skipped = 0;
  /** The batch that is being filled, the full ones that nobody took yet, and what all before held. */
  #rows = new BatchBuilder(0);
  #full: EventBatch[] = [];
  #fullRows = 0;
  #fullTexts = 0;
  #endedAt: number | null = null;

  constructor(limits: RecordingLimits = RECORDING_LIMITS) {
    this.#limits = limits;
    this.#lines = new LineSplitter(limits.line);
  }

  /** The format's version, as the file says it; empty until the first line was read. */
  get version(): string {
    return this.#header?.version ?? "";
  }

  /** What was recorded; null until the first line was read. */
  get info(): RecordingInfo | null {
    return this.#header?.info ?? null;
  }

  /** The rows that rebuild what was there before the first event; null if there are none, or not all were read yet. */
  get snapshot(): EventBatch | null {
    return this.#snapshot;
  }

  /** Events read so far. */
  get events(): number {
    return this.#events;
  }

  /** Takes in what comes next. @returns the batches that are full now */
  push(chunk: string | Uint8Array): EventBatch[] {
    for (const text of this.#lines.push(chunk)) this.#readLine(text, true);
    return this.#takeFull();
  }

  /** There is no more. @returns the last batch, if there is one, and how the recording ended */
  finish(): { info: RecordingInfo; batches: EventBatch[]; end: RecordingEnd } {
    const rest = this.#lines.rest();
    // Bytes that are no text are no empty file.
    const isFirst = this.#header === null && this.#lines.hasRest;
    if (rest !== "" || isFirst) this.#readLine(rest, false);
    if (this.#header === null) {
      throw new RecordingError("not-a-recording", "This is not a recording: the file is empty.");
    }
    if (this.#snapshotLinesLeft > 0) this.#endSnapshot();
    this.#endBatch();
    const end: RecordingEnd = {
      endedAt: this.#endedAt ?? this.#parser.lastTime,
      events: this.#events,
      cutShort: this.#endedAt === null,
      skipped: this.#skipped,
    };
    return { info: this.#header.info, batches: this.#takeFull(), end };
  }

  /** @param isWhole whether the line's end was seen; of one that is cut nothing is taken */
  #readLine(text: string, isWhole: boolean): void {
    this.#line += 1;
    if (this.#line === 1 && text.startsWith(BYTE_ORDER_MARK)) text = text.slice(1);
    if (this.#header === null) {
      this.#begin(parseHeader(parseFields(text)));
      return;
    }
    if (text.trim() === "") return;
    const fields = parseFields(text);
    if (fields === null && !isWhole) return;
    if (this.#endedAt !== null) throw this.#fault("it comes after the end of the recording.");
    if (fields === null) throw this.#fault("it is not a JSON object.");
    if (fields["e"] === "end") this.#readEnd(fields);
    else if (this.#snapshotLinesLeft > 0) this.#readSnapshotRow(fields);
    else this.#readEvent(fields);
  }

  #begin(header: Header): void {
    this.#header = header;
    this.#parser = new RowParser(header.isLater);
    this.#snapshotLinesLeft = header.snapshotLines;
    this.#next = header.info.first;
    this.#rows = new BatchBuilder(header.info.first);
  }

  #readSnapshotRow(fields: Fields): void {
    if (fields["n"] !== undefined) {
      const left = `${this.#snapshotLinesLeft} lines of the snapshot`;
      throw this.#fault(`it has an event's number where ${left} are still to come.`);
    }
    this.#append(fields, true);
    this.#snapshotLinesLeft -= 1;
    if (this.#snapshotLinesLeft === 0) this.#endSnapshot();
  }

  #endSnapshot(): void {
    const { first } = this.#header!.info;
    const rows = this.#rows.slice();
    this.#snapshotLinesLeft = 0;
    this.#snapshot = { ...rows, firstSeq: first - rows.length };
    this.#letGo();
    this.#rows = new BatchBuilder(first);
  }

  #readEvent(fields: Fields): void {
    const number = wholeNumber(fields["n"], 0, Number.MAX_SAFE_INTEGER);
    if (number === null) throw this.#fault('"n" must be the event\'s number.');
    if (number !== this.#next) {
      const what = number < this.#next ? "lines are doubled or out of order" : "lines are missing";
      throw this.#fault(`it is event ${number} where ${this.#next} was expected: ${what}.`);
    }
    this.#next += 1;
    if (!this.#append(fields, false)) return;
    this.#events += 1;
    if (this.#rows.length === BATCH_EVENTS) this.#endBatch();
  }

  #readEnd(fields: Fields): void {
    if (this.#snapshotLinesLeft > 0) {
      throw this.#fault("the end comes where lines of the snapshot are still to come.");
    }
    const count = this.#next - this.#header!.info.first;
    if (fields["events"] !== count) {
      throw this.#fault(`"events" must be ${count}, the number of events above.`);
    }
    const least = this.#parser.lastTime;
    this.#endedAt = numberBetween(fields["t"], least, RECORDING_LIMITS.seconds);
    if (this.#endedAt === null) {
      throw this.#fault(`"t" must be seconds, not before the last event's ${least}.`);
    }
  }

  /** @returns false for an event that only a later version knows */
  #append(fields: Fields, inSnapshot: boolean): boolean {
    const { events, texts } = this.#limits;
    if (this.#fullRows + this.#rows.length >= events) {
      throw this.#tooLarge(`it holds more than ${events} events`);
    }
    const isKnown = this.#parser.append(this.#rows, fields, this.#line, inSnapshot);
    if (!isKnown) this.#skipped += 1;
    if (this.#fullTexts + this.#rows.textLength > texts) {
      throw this.#tooLarge(`its names, results and printed lines pass ${texts} characters`);
    }
    return isKnown;
  }

  #endBatch(): void {
    if (this.#rows.length === 0) return;
    this.#full.push(this.#rows.slice());
    this.#letGo();
    this.#rows = new BatchBuilder(this.#rows.nextSeq);
  }

  /** The rows leave the reader; that they were there still counts. */
  #letGo(): void {
    this.#fullRows += this.#rows.length;
    this.#fullTexts += this.#rows.textLength;
  }

  #takeFull(): EventBatch[] {
    const full = this.#full;
    this.#full = [];
    return full;
  }

  /** @param what the rest of a sentence */
  #fault(what: string): RecordingError {
    return new RecordingError("damaged", `Line ${this.#line} cannot be read: ${what}`, this.#line);
  }

  #tooLarge(what: string): RecordingError {
    const message = `This recording is too large to open: at line ${this.#line} ${what}.`;
    return new RecordingError("too-large", message, this.#line);
  }
}
