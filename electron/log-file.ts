import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { withoutSecrets } from "./lab/about/secrets";

/** The size at which a file is put aside for a new one, in bytes. */
export const MAX_LOG_BYTES = 1_000_000;
/** Files that are kept, the one that is written to among them. */
export const LOG_FILES = 3;
/** The most of one entry, in characters: one that repeats what somebody sent pushes no others out. */
const MAX_ENTRY = 20_000;

const FOLDER = "logs";

/** All but the ends of lines: an entry cannot move a terminal's cursor. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;

type Level = "info" | "warn" | "error";

/**
 * The log as files that a user can find and send: `tasklab.log`, and the two before it. Only its owner can
 * read it. It is written at once, so that it tells of what the app ended with, and nothing fails for it: where
 * it cannot be written, there is none.
 */
export class LogFile {
  /** The file that is written to. */
  readonly path: string;
  readonly #folder: string;
  readonly #now: () => Date;
  #secret: string | null = null;

  /** @param profile the folder in which the logs have a folder of their own */
  constructor(profile: string, now: () => Date = () => new Date()) {
    this.#folder = join(profile, FOLDER);
    this.path = this.#fileAt(0);
    this.#now = now;
  }

  /** Keeps a text out of all entries that follow, whatever brings it there. */
  conceal(secret: string): void {
    this.#secret = secret;
  }

  /** Adds an entry; its further lines are indented. */
  append(level: Level, text: string): void {
    const line = `${this.#now().toISOString()} ${level} ${this.#clean(text)}\n`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      if (sizeOf(this.path) + Buffer.byteLength(line) > MAX_LOG_BYTES) this.#rotate();
      appendFileSync(this.path, line, { mode: 0o600 });
    } catch {
      // A disk that is full or read-only. The same text went to the error stream.
    }
  }

  /** The end of the newest file, of at most so many bytes, from the beginning of a line on; empty if there is none. */
  end(bytes: number): string {
    const size = sizeOf(this.path);
    const from = Math.max(0, size - bytes);
    const part = Buffer.alloc(size - from);
    try {
      const file = openSync(this.path, "r");
      try {
        readSync(file, part, 0, part.length, from);
      } finally {
        closeSync(file);
      }
    } catch {
      return "";
    }
    const text = part.toString("utf8");
    return from === 0 ? text : text.slice(text.indexOf("\n") + 1);
  }

  #clean(text: string): string {
    const whole = this.#secret === null ? text : text.replaceAll(this.#secret, "***");
    const told = withoutSecrets(whole).replace(CONTROLS, "\u{fffd}");
    const cut = told.length > MAX_ENTRY ? `${told.slice(0, MAX_ENTRY)} …` : told;
    return cut.replaceAll("\n", "\n  ");
  }

  /** Where a file cannot be put aside, this fails, and nothing is added to it either: it does not grow for ever. */
  #rotate(): void {
    for (let age = LOG_FILES - 1; age > 0; age -= 1) {
      if (sizeOf(this.#fileAt(age - 1)) > 0) renameSync(this.#fileAt(age - 1), this.#fileAt(age));
    }
  }

  #fileAt(age: number): string {
    return join(this.#folder, age === 0 ? "tasklab.log" : `tasklab.${age}.log`);
  }
}

/** In bytes; 0 for a file that is not there. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
