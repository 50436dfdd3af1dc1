import { open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import type { EventBatch } from "../../../shared/batch";
import { Channel } from "../../../shared/events";
import { endLine, headerLine } from "../../../shared/recording/header";
import { RowText } from "../../../shared/recording/row-text";
import {
  AUTOSAVE_CLOSE_MS,
  AUTOSAVE_GROWTH,
  AUTOSAVE_INTERVAL_MS,
  AUTOSAVE_REST_MS,
  AUTOSAVE_SLICE_EVENTS,
} from "../limits";
import type { Session } from "../session";
import { diskFailure } from "./disk";
import { infoOf } from "./recorded-run";

export interface AutosaveOptions {
  /** The session whose runs are saved, as it is now. */
  readonly session: () => Session;
  /** The file, and where it is written until its first lines stand. */
  readonly place: () => Promise<{ path: string; draft: string }>;
  /** The version of the lab. */
  readonly version: string;
  /** Told when another run took the place of the last one. */
  readonly onBegin: () => void;
}

/** The file of one epoch of a session, while it is written. */
interface Writing {
  readonly session: Session;
  readonly file: FileHandle;
  readonly rows: RowText;
  /** The header and the snapshot's lines that are not written yet. */
  readonly preamble: Iterator<string, void, undefined>;
  /** The number of the file's first event, and of the next one to write. */
  readonly first: number;
  next: number;
  /** Where the next line goes, in bytes. */
  position: number;
  /** The end stands in the file. It is overwritten if something happens after all. */
  isEnded: boolean;
}

/**
 * Keeps the last run of a session in a file, as it goes: a lab that is killed leaves everything that
 * happened up to a moment before, as a recording without an end.
 *
 * It follows the log as a page does, in slices of a few milliseconds, and rests in between: a run is
 * never held up. Where it falls behind so far that the log has let go of what comes next, and where
 * the file would outgrow the log, it begins anew with what the log still has.
 */
export class Autosave {
  readonly #options: AutosaveOptions;
  #writing: Writing | null = null;
  /** Could not be written, or is not wanted any more. */
  #abandoned: Session | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** The work under way: one thing after the other. */
  #working: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#schedule(AUTOSAVE_INTERVAL_MS);
  }

  /** Lets go of the file: what the session does from now on is not saved. */
  abandon(): Promise<void> {
    return this.#after(async () => {
      this.#abandoned = this.#options.session();
      await this.#leave();
    });
  }

  /** Writes what is missing still, as far as the time allows, and the end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const deadline = performance.now() + AUTOSAVE_CLOSE_MS;
    await this.#after(async () => {
      while ((await this.#work()) && performance.now() < deadline) await turn();
      await this.#leave();
    });
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      void this.#after(async () => {
        const isBehind = await this.#work();
        if (!this.#isClosed) this.#schedule(isBehind ? AUTOSAVE_REST_MS : AUTOSAVE_INTERVAL_MS);
      });
    }, ms);
    // A host that has nothing else to do may end.
    this.#timer.unref();
  }

  #after(work: () => Promise<void>): Promise<void> {
    const done = this.#working.then(work);
    this.#working = done.catch(() => undefined);
    return done;
  }

  /** Writes one slice. @returns whether there is more to write */
  async #work(): Promise<boolean> {
    const session = this.#options.session();
    try {
      // A session in which nothing was started yet leaves the last run where it is.
      if (session !== this.#writing?.session && session.startedAt !== null) {
        if (session === this.#abandoned) return false;
        await this.#begin(session);
      }
      const writing = this.#writing;
      if (writing === null) return false;
      if (isOutOfReach(writing) || isOutgrown(writing)) await this.#begin(writing.session);
      return await this.#writeSlice(this.#writing!);
    } catch (error) {
      await this.#giveUp(session, error);
      return false;
    }
  }

  /** Puts a new file, with its first lines, in the place of the old one. */
  async #begin(session: Session): Promise<void> {
    await this.#leave();
    const { path, draft } = await this.#options.place();
    const { log } = session;
    const info = infoOf(session, this.#options.version);
    const snapshot = log.snapshot();
    const file = await open(draft, "wx");
    try {
      const rows = new RowText();
      const preamble = preambleOf(headerLine(info, snapshot.length), snapshot, rows);
      const first = info.first;
      const writing = { session, file, rows, preamble, first, next: first };
      this.#writing = { ...writing, position: 0, isEnded: false };
      await this.#writeSlice(this.#writing);
      await rename(draft, path);
    } catch (error) {
      await this.#leave();
      await rm(draft, { force: true });
      throw error;
    }
    this.#options.onBegin();
  }

  async #writeSlice(writing: Writing): Promise<boolean> {
    const { session, file } = writing;
    const { log } = session;
    const lines = linesOf(writing);
    if (lines !== "") {
      if (writing.isEnded) await file.truncate(writing.position);
      writing.isEnded = false;
      writing.position += await write(file, lines, writing.position);
    }
    if (writing.next < log.end) return true;
    const isOver = session !== this.#options.session() || session.status.phase === "ended";
    if (isOver && !writing.isEnded) {
      const end = endLine(writing.next - writing.first, session.now());
      await write(file, end, writing.position);
      writing.isEnded = true;
    }
    return false;
  }

  async #leave(): Promise<void> {
    const writing = this.#writing;
    this.#writing = null;
    await writing?.file.close();
  }

  /** The run goes on without being saved, and says so. */
  async #giveUp(session: Session, error: unknown): Promise<void> {
    this.#abandoned = session;
    const failure = diskFailure("This run is no longer saved as it goes", error);
    const reason = failure instanceof Error ? failure.message : String(failure);
    session.recorder.print(Channel.WARNING, `${reason} What was saved before is still there.`, 0);
    await this.#leave().catch(() => undefined);
  }
}

function* preambleOf(header: string, snapshot: EventBatch, rows: RowText): Generator<string, void> {
  yield header;
  for (let index = 0; index < snapshot.length; index += 1) yield rows.line(snapshot, index, null);
}

/** The next lines: no more than a slice. */
function linesOf(writing: Writing): string {
  const { session, rows, preamble } = writing;
  let text = "";
  let left = AUTOSAVE_SLICE_EVENTS;
  for (; left > 0; left -= 1) {
    const line = preamble.next();
    if (line.done === true) break;
    text += line.value;
  }
  while (left > 0 && writing.next < session.log.end) {
    const batch = session.log.read(writing.next, left);
    for (let index = 0; index < batch.length; index += 1) {
      text += rows.line(batch, index, batch.firstSeq + index);
    }
    writing.next += batch.length;
    left -= batch.length;
  }
  return text;
}

/** @returns how many bytes that were */
async function write(file: FileHandle, text: string, position: number): Promise<number> {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    const left = bytes.length - written;
    written += (await file.write(bytes, written, left, position + written)).bytesWritten;
  }
  return bytes.length;
}

/** The log has let go of what was to be written next. */
function isOutOfReach({ session, next }: Writing): boolean {
  return next < session.log.start;
}

/** The log holds so little of it that most of the file is about what nobody can see any more. */
function isOutgrown({ session, first, next }: Writing): boolean {
  const { start, end } = session.log;
  return start > first && next - first > AUTOSAVE_GROWTH * (end - start);
}
