import { RecordingError } from "./recording-error";

const NEWLINE = 0x0a;
/** Bytes that UTF-8 spends on one UTF-16 unit at most. */
const MAX_BYTES_A_CHARACTER = 3;
const INITIAL_BYTES = 1_024;

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Cuts text, or bytes of UTF-8, into lines. It comes in chunks of any size, cut anywhere, inside of a
 * character too. Holds no more than the line that is not over yet.
 */
export class LineSplitter {
  readonly #maxLength: number;
  /** What came since the last end of a line. */
  #text = "";
  #bytes = new Uint8Array(INITIAL_BYTES);
  #byteLength = 0;
  /** Lines given so far. */
  #lines = 0;

  /** @param maxLength characters in a line at most */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /** The lines that end in `chunk`, without their ends. Throws a `RecordingError` for a line that is too long or no UTF-8. */
  push(chunk: string | Uint8Array): string[] {
    const lines = typeof chunk === "string" ? this.#pushText(chunk) : this.#pushBytes(chunk);
    for (const [index, line] of lines.entries()) {
      if (line.length > this.#maxLength) throw this.#tooLong(this.#lines + index + 1);
    }
    this.#lines += lines.length;
    return lines;
  }

  /** Whether something came after the end of the last line. */
  get hasRest(): boolean {
    return this.#byteLength > 0 || this.#text !== "";
  }

  /** What came after the end of the last line, as far as it can be read. */
  rest(): string {
    if (this.#byteLength === 0) return this.#text;
    try {
      return decoder.decode(this.#bytes.subarray(0, this.#byteLength));
    } catch {
      // Cut inside of a character.
      return "";
    }
  }

  #pushText(chunk: string): string[] {
    if (this.#byteLength > 0)
      throw new TypeError("A recording comes as text or as bytes, not both.");
    const end = chunk.lastIndexOf("\n");
    const lines = end < 0 ? [] : (this.#text + chunk.slice(0, end)).split("\n");
    this.#text = end < 0 ? this.#text + chunk : chunk.slice(end + 1);
    if (this.#text.length > this.#maxLength) throw this.#tooLong(this.#lines + lines.length + 1);
    return lines;
  }

  #pushBytes(chunk: Uint8Array): string[] {
    if (this.#text !== "") throw new TypeError("A recording comes as text or as bytes, not both.");
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.#keep(chunk, 0);
      return [];
    }
    const whole = this.#withKept(chunk.subarray(0, end));
    let lines: string[];
    try {
      lines = decoder.decode(whole).split("\n");
    } catch {
      throw this.#notUnicode(whole);
    }
    this.#byteLength = 0;
    this.#keep(chunk.subarray(end + 1), lines.length);
    return lines;
  }

  #withKept(chunk: Uint8Array): Uint8Array {
    if (this.#byteLength === 0) return chunk;
    const whole = new Uint8Array(this.#byteLength + chunk.length);
    whole.set(this.#bytes.subarray(0, this.#byteLength));
    whole.set(chunk, this.#byteLength);
    return whole;
  }

  /** @param linesBefore lines of the same chunk that end before it */
  #keep(chunk: Uint8Array, linesBefore: number): void {
    const length = this.#byteLength + chunk.length;
    if (length > this.#maxLength * MAX_BYTES_A_CHARACTER) {
      throw this.#tooLong(this.#lines + linesBefore + 1);
    }
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#byteLength));
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.#byteLength);
    this.#byteLength = length;
  }

  #tooLong(line: number): RecordingError {
    const limit = `the longest that a recording has is ${this.#maxLength} characters`;
    return new RecordingError("too-large", `Line ${line} is too long: ${limit}.`, line);
  }

  /** Finds the line at fault, for its number. */
  #notUnicode(whole: Uint8Array): RecordingError {
    let line = this.#lines;
    for (let from = 0; from <= whole.length;) {
      const end = whole.indexOf(NEWLINE, from);
      const to = end < 0 ? whole.length : end;
      line += 1;
      try {
        decoder.decode(whole.subarray(from, to));
      } catch {
        break;
      }
      from = to + 1;
    }
    return new RecordingError("damaged", `Line ${line} is not text in UTF-8.`, line);
  }
}
