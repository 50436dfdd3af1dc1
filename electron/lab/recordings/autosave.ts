import { open, rename, rm, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import type { EventBatch } from "../../../shared/batch";
import { Channel } from "../../../shared/events";
import { endLine, headerLine } from "../../../shared/recording/header";
import type { RecordingInfo } from "../../../shared/recording/recording";
import { RowText } from "../../../shared/recording/row-text";
import { LabError } from "../../../shared/result";
import { refusal } from "../../../shared/texts/refusal";
import {
  AUTOSAVE_CLOSE_MS,
  AUTOSAVE_GROWTH,
  AUTOSAVE_INTERVAL_MS,
  AUTOSAVE_REST_MS,
  AUTOSAVE_RETRY_MS,
  AUTOSAVE_SLICE_EVENTS,
} from "../limits";
import type { LiveSession } from "../live-session";
import { diskFailure } from "../files/disk";
import { setAside } from "../files/set-aside";
import { infoOf, makeSnapshot } from "./recorded-run";

export interface AutosaveOptions {
  /** The session whose runs are saved, as it is now. */
  readonly session: () => LiveSession;
  /** The file, and where it is written until its first lines stand. */
  readonly place: () => Promise<{ path: string; draft: string }>;
  /** The version of the lab. */
  readonly version: string;
  /** Told when another run took the place of the last one. */
  readonly onBegin: () => void;
  /** See `AUTOSAVE_INTERVAL_MS`, the default. */
  readonly intervalMs?: number;
  /** See `AUTOSAVE_REST_MS`, the default. */
  readonly restMs?: number;
  /** See `AUTOSAVE_RETRY_MS`, the default. */
  readonly retryMs?: number;
}

/** The file of one epoch of a session, while it is written. */
interface Writing {
  readonly session: LiveSession;
  readonly file: FileHandle;
  readonly rows: RowText;
  /** The lines of what the log held when the file was begun that are not written yet; null once all are. */
  beginning: Iterator<string, void, undefined> | null;
  /** Where the file is as long as another one has its place; null once it is there itself. */
  draft: string | null;
  readonly place: string;
  /** The number of the file's first event, and of the first one that is not in it, or its beginning. */
  readonly first: number;
  next: number;
  /** Lines that were taken up and that the disk has not taken; and where they go, in bytes. */
  unwritten: string;
  position: number;
  /** The end stands in the file. It is overwritten if something happens after all. */
  isEnded: boolean;
}

/**
 * Keeps the last run of a session in a file, as it goes: a lab that is killed leaves everything that
 * happened up to a moment before, as a recording without an end.
 *
 * It follows the log as a page does, in slices of a few milliseconds, and rests in between: a run is
 * never held up. Where the file would outgrow the log it is written anew from what the log still has.
 * So it is where the log has let go of what comes next, because more happens than can be written; but
 * only once the log has come to rest: until then the file stays as it is.
 *
 * A disk that takes nothing more costs the run nothing: what it did not take is kept, and tried again
 * until there is room.
 */
export class Autosave {
  readonly #options: AutosaveOptions;
  #writing: Writing | null = null;
  /** Is not wanted any more. */
  #abandoned: LiveSession | null = null;
  /** Could not be written, and was told so. */
  #refused: LiveSession | null = null;
  /** Whose file has the place. */
  #placed: LiveSession | null = null;
  /** Where the log began when it was looked at last. */
  #startSeen = 0;
  #timer: NodeJS.Timeout | null = null;
  /** The work under way: one thing after the other. */
  #working: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#schedule(this.#intervalMs);
  }

  /** Lets go of the file, if one is written: the rest of that run is not saved. */
  abandon(): Promise<void> {
    return this.#after(async () => {
      if (this.#writing === null) return;
      this.#abandoned = this.#writing.session;
      this.#refused = null;
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

  get #intervalMs(): number {
    return this.#options.intervalMs ?? AUTOSAVE_INTERVAL_MS;
  }

  #schedule(ms: number): void {
    this.#timer = setTimeout(() => {
      void this.#after(async () => {
        const isBehind = await this.#work();
        const { restMs = AUTOSAVE_REST_MS, retryMs = AUTOSAVE_RETRY_MS } = this.#options;
        const pause = isBehind ? restMs : this.#refused === null ? this.#intervalMs : retryMs;
        if (!this.#isClosed) this.#schedule(pause);
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
      if (this.#writing === null) return false;
      if (isOutOfReach(this.#writing) && !this.#isAtRest(this.#writing)) return false;
      if (isOutOfReach(this.#writing) || isOutgrown(this.#writing)) {
        await this.#begin(this.#writing.session);
      }
      const hasMore = await this.#writeSlice(this.#writing);
      return this.#tellOfSuccess(session) || hasMore;
    } catch (error) {
      await this.#bearRefusal(session, error);
      return false;
    }
  }

  /** Whether the log has let go of nothing since the last look, or there will be no other one. */
  #isAtRest({ session }: Writing): boolean {
    const { start } = session.log;
    const isAtRest = start === this.#startSeen || this.#isClosed;
    this.#startSeen = start;
    return isAtRest;
  }

  /** Begins a new file. */
  async #begin(session: LiveSession): Promise<void> {
    await this.#leave();
    const { path, draft } = await this.#options.place();
    const info = infoOf(session, this.#options.version);
    const { snapshot, events, batches } = session.log.capture();
    const before = await makeSnapshot(snapshot);
    const file = await open(draft, "w");
    const rows = new RowText();
    const { first } = info;
    this.#writing = {
      session,
      file,
      rows,
      beginning: beginningOf(info, before, batches, rows),
      draft,
      place: path,
      first,
      next: first + events,
      unwritten: "",
      position: 0,
      isEnded: false,
    };
  }

  async #writeSlice(writing: Writing): Promise<boolean> {
    const { session, file } = writing;
    if (writing.unwritten === "") writing.unwritten = nextLines(writing);
    if (writing.unwritten !== "") {
      if (writing.isEnded) await file.truncate(writing.position);
      writing.isEnded = false;
      writing.position += await write(file, writing.unwritten, writing.position);
      writing.unwritten = "";
    }
    // Of a run of its own a few lines are more than another run; of the same run, all that there was.
    const isFirst = this.#placed !== session;
    if (writing.draft !== null && (isFirst || writing.beginning === null)) {
      await this.#takePlace(writing, writing.draft);
    }
    if (writing.beginning !== null || writing.next < session.log.end) return true;
    const isOver = session !== this.#options.session() || session.status.phase === "ended";
    if (isOver && !writing.isEnded) {
      const end = endLine(writing.next - writing.first, session.now());
      await write(file, end, writing.position);
      writing.isEnded = true;
    }
    return false;
  }

  async #takePlace(writing: Writing, draft: string): Promise<void> {
    await rename(draft, writing.place).catch(async (error: unknown) => {
      // No file takes the place of a folder.
      if (!(await isFolder(writing.place))) throw error;
      const aside = await setAside(writing.place);
      const what = `A folder stood in the place of the last run's file. It was set aside as ${aside}.`;
      writing.session.say(Channel.WARNING, what);
      await rename(draft, writing.place);
    });
    writing.draft = null;
    this.#placed = writing.session;
    this.#options.onBegin();
  }

  /** A draft that cannot be removed now is removed by a later start. */
  async #leave(): Promise<void> {
    const writing = this.#writing;
    this.#writing = null;
    if (writing === null) return;
    await writing.file.close().catch(() => undefined);
    if (writing.draft !== null) await rm(writing.draft, { force: true }).catch(() => undefined);
  }

  /** The run goes on without being saved, and says so once. What is none of the disk's comes again each time. */
  async #bearRefusal(session: LiveSession, error: unknown): Promise<void> {
    const failure = diskFailure(refusal("disk.autosave"), error);
    const isDisks = failure instanceof LabError;
    if (!isDisks) {
      this.#abandoned = session;
      await this.#leave();
    }
    if (this.#refused === session) return;
    this.#refused = isDisks ? session : null;
    const reason = isDisks
      ? failure.message
      : `This run is no longer saved as it goes: ${String(failure)}`;
    const rest = isDisks ? ", and the rest follows as soon as it can be saved" : "";
    session.say(Channel.WARNING, `${reason} What was saved before is still there${rest}.`);
  }

  /** @returns whether there was something to tell */
  #tellOfSuccess(session: LiveSession): boolean {
    if (this.#refused === null) return false;
    const isSame = this.#refused === session;
    this.#refused = null;
    if (isSame) session.say(Channel.LAB, "This run is saved again as it goes.");
    return isSame;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

function* beginningOf(
  info: RecordingInfo,
  snapshot: EventBatch,
  batches: Iterable<EventBatch>,
  rows: RowText,
): Generator<string, void> {
  yield headerLine(info, snapshot.length);
  for (let index = 0; index < snapshot.length; index += 1) yield rows.line(snapshot, index, null);
  for (const batch of batches) {
    for (let index = 0; index < batch.length; index += 1) {
      yield rows.line(batch, index, batch.firstSeq + index);
    }
  }
}

/** The next lines: no more than a slice. */
function nextLines(writing: Writing): string {
  const { session, rows } = writing;
  let text = "";
  let left = AUTOSAVE_SLICE_EVENTS;
  for (; left > 0 && writing.beginning !== null; left -= 1) {
    const line = writing.beginning.next();
    if (line.done === true) writing.beginning = null;
    else text += line.value;
  }
  while (left > 0 && !isOutOfReach(writing) && writing.next < session.log.end) {
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

/** The log has let go of what is to be written next. */
function isOutOfReach({ session, beginning, next }: Writing): boolean {
  return beginning === null && next < session.log.start;
}

/** The log holds so little of it that most of the file is about what nobody can see any more. */
function isOutgrown({ session, beginning, first, next }: Writing): boolean {
  const { start, end } = session.log;
  const isLonger = next - first > AUTOSAVE_GROWTH * (end - start);
  return beginning === null && start > first && isLonger;
}
