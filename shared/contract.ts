/**
 * Everything a page can ask of the lab: one map from a command's name to what it takes and gives.
 *
 * The only declaration. The main process and the web server must supply a handler for each (a
 * missing one does not compile), requests are parsed by the schemas here, and pages call through
 * `Bridge` (see `bridge.ts`). Pages import types only, so that the schemas stay in the main process.
 */
import { z } from "zod";
import type { About } from "./about";
import type { Arrival } from "./arrivals";
import type { CoroutineDescription, ProgramDescription } from "./catalog";
import {
  args,
  coroutine,
  document,
  job,
  lessonPart,
  milliseconds,
  ownKeys,
  programFile,
  rate,
  recordedView,
  recording,
  recordingName,
  session,
  sourceName,
  sourceText,
  task,
  version,
} from "./command-fields";
import {
  MAX_AWAITS_AT_ONCE,
  MAX_CALL_ARGUMENTS,
  MAX_IMAGE_LENGTH,
  MAX_LESSON_DRAFT_LENGTH,
  MAX_NAME_LENGTH,
  MAX_PAGE_FACTS_LENGTH,
  MAX_SOURCE_LENGTH,
  MAX_TASKS_AT_ONCE,
  MAX_TITLE_LENGTH,
  MAX_UPLOAD_BYTES,
  MAX_UPLOAD_CHUNK_BYTES,
} from "./command-limits";
import { EXPORT_FORMATS, IMAGE_FORMATS } from "./library";
import type { ExportOutcome, LibraryEntry, OpenedRecording } from "./library";
import type { Lesson, LessonList } from "./lesson";
import { LANGUAGES } from "./own-program";
import type { SourceProblem } from "./own-program";
import type { LoopLook, StepOutcome } from "./loop-look";
import type { KeptRun, TakenRun } from "./runs";
import type { SessionId, SessionStatus } from "./session";
import { CLOCK_DIALS } from "./session-time";
import { MAX_HISTORY_EVENTS, MIN_HISTORY_EVENTS } from "./settings";
import type { Settings } from "./settings";
import type { OpenedSource, SourceList } from "./sources";
import { SPOKEN_LANGUAGES } from "./texts/language";
import { UPDATE_CHOICES } from "./updates";
import type { UpdateState } from "./updates";

const MAX_MESSAGE_LENGTH = 200;
/** Every three bytes are four characters. */
const MAX_UPLOAD_CHUNK_LENGTH = Math.ceil(MAX_UPLOAD_CHUNK_BYTES / 3) * 4;
/** Answers to a question are numbered below. */
const MAX_ANSWER = 100;

export const commandInputs = {
  /** What the lab is and offers. A page asks once, when it opens. */
  "lab.describe": z.strictObject({}),
  /** Schedules `count` tasks of a coroutine and goes on. Several are named `name-1`, `name-2`, … */
  "tasks.create": z.strictObject({
    session,
    coroutine,
    args,
    name: z.string().max(MAX_NAME_LENGTH).optional(),
    count: z.int().min(1).max(MAX_TASKS_AT_ONCE),
  }),
  /** Lets the session's `main` await a coroutine directly, `count` times one after the other. `main` does nothing else meanwhile: what follows is queued. */
  "tasks.awaitDirectly": z.strictObject({
    session,
    coroutine,
    args,
    count: z.int().min(1).max(MAX_AWAITS_AT_ONCE),
  }),
  /** Creates a task that awaits an existing one. */
  "tasks.await": z.strictObject({ session, task }),
  /** Asks a task to cancel itself. `accepted` is what `task.cancel()` returned. */
  "tasks.cancel": z.strictObject({
    session,
    task,
    message: z.string().max(MAX_MESSAGE_LENGTH).optional(),
  }),
  /** Cancels every pending task but `main`. */
  "tasks.cancelAll": z.strictObject({ session }),
  /** Starts a program anew in the session `program`; one that still runs there is stopped first. */
  "programs.run": z.strictObject({ program: z.string().max(MAX_NAME_LENGTH) }),
  /**
   * Runs a program of the user's own, in the session `program` and in a process apart; what still
   * runs there is stopped first. Under the clock `virtual`, time jumps to the next timer.
   */
  "programs.runSource": z.strictObject({
    source: z.string().max(MAX_SOURCE_LENGTH),
    language: z.enum(LANGUAGES),
    title: z.string().min(1).max(MAX_TITLE_LENGTH),
    file: programFile,
    clock: z.enum(["real", "virtual"]).optional(),
  }),
  /** Makes ready what programs of a language need, ahead of the first one: CPython takes seconds to load. */
  "programs.prepare": z.strictObject({ language: z.enum(LANGUAGES) }),
  /** What is wrong with a program in Python, as far as CPython can tell without running it. */
  "programs.check": z.strictObject({
    source: z.string().max(MAX_SOURCE_LENGTH),
    file: programFile,
  }),
  /** The text of the program of the user's own that runs or ran in the session `program`. */
  "programs.source": z.strictObject({}),
  /** Creates a task of a coroutine of that program, by its name, while it runs. */
  "programs.createTask": z.strictObject({
    coroutine: z.string().max(MAX_NAME_LENGTH),
    args: z.array(z.json()).max(MAX_CALL_ARGUMENTS),
  }),
  /** Cancels everything in a session, `main` included, and lets the clean-up run. */
  "session.stop": z.strictObject({ session }),
  /** Stops a session and forgets what it recorded. The playground starts anew; a recording is closed, and its file stays. */
  "session.clear": z.strictObject({ session }),
  /** Holds a session's loop and clock where they are. Requests that are under way go on; what they bring waits. */
  "time.pause": z.strictObject({ session }),
  "time.resume": z.strictObject({ session }),
  /** Runs exactly one entry of a paused loop's ready queue; if there is none, the clock jumps to the first timer. */
  "time.step": z.strictObject({ session }),
  /** Says how fast a session's clock goes from now on. */
  "time.dial": z.strictObject({ session, dial: z.enum(CLOCK_DIALS) }),
  /** What a session's loop has before it now. For a page that shows it: a few times a second at most. */
  "loop.look": z.strictObject({ session }),
  /** Changes the settings that are named and leaves the others. */
  "settings.update": z.strictObject({
    settings: z
      .strictObject({
        baseUrl: z.string().max(2_000),
        latencyMs: milliseconds,
        jitterMs: milliseconds,
        errorRate: rate,
        dropRate: rate,
        theme: z.enum(["system", "light", "dark"]),
        language: z.enum(["system", ...SPOKEN_LANGUAGES]),
        allowNetwork: z.boolean(),
        historyEvents: z.int().min(MIN_HISTORY_EVENTS).max(MAX_HISTORY_EVENTS),
        keys: ownKeys,
        updates: z.enum(UPDATE_CHOICES),
        tourSeen: z.boolean(),
      })
      .partial(),
  }),
  /** What the lab is and runs on, and what a report of a fault needs. `page`: what the page says of itself for that. */
  "about.describe": z.strictObject({ page: z.string().max(MAX_PAGE_FACTS_LENGTH) }),
  /** Shows the log's files where they are; on the desktop alone. */
  "about.showLogs": z.strictObject({}),
  /** Looks for a newer version of the desktop app; what comes of it is pushed. Refused while the setting is off. */
  "updates.check": z.strictObject({}),
  /** Fetches the version that was found, where the setting allows it. */
  "updates.download": z.strictObject({}),
  /** Stops everything that runs, ends the app and installs what was fetched. */
  "updates.install": z.strictObject({}),
  /** Takes what the system handed to the app and no page has taken yet: on the desktop alone is there ever anything. */
  "arrivals.take": z.strictObject({}),
  /** The recordings that the lab keeps, the newest first. */
  "recordings.list": z.strictObject({}),
  /** Saves what a session holds now under a name in the library; also the recording that is open. `view`: how it is looked at. */
  "recordings.save": z.strictObject({
    job,
    session,
    name: recordingName,
    view: recordedView.optional(),
  }),
  /** Reads a recording of the library and shows it in the session `recording`. It takes the place of an opening that is under way. */
  "recordings.open": z.strictObject({ job, recording }),
  /**
   * The same for a file that only the page has: its bytes come in base64, one command after the
   * other, each from `offset` on. `opened` is null until the last one.
   */
  "recordings.openBytes": z.strictObject({
    job,
    name: recordingName,
    offset: z.int().min(0).max(MAX_UPLOAD_BYTES),
    data: z.string().max(MAX_UPLOAD_CHUNK_LENGTH),
    isLast: z.boolean(),
  }),
  /** The same for a file that the system handed to the app, by the number that came with it. */
  "recordings.openGiven": z.strictObject({ job, file: z.int().min(1) }),
  "recordings.rename": z.strictObject({ recording, name: recordingName }),
  "recordings.delete": z.strictObject({ recording }),
  /** Writes a session or a recording of the library in a format, with how it is looked at where the format has that: to a file that the user chooses, or as a download. */
  "recordings.export": z.strictObject({
    job,
    source: z.union([z.strictObject({ session }), z.strictObject({ recording })]),
    format: z.enum(EXPORT_FORMATS),
    view: recordedView.optional(),
  }),
  /** Cancels saving, opening or exporting. What it wrote is removed. */
  "recordings.cancel": z.strictObject({ job }),
  /** Writes a picture that the page has made to a file that the user chooses; on the desktop alone: a browser saves what its page gives it. */
  "images.save": z.strictObject({
    name: recordingName,
    format: z.enum(IMAGE_FORMATS),
    data: z.base64().max(MAX_IMAGE_LENGTH),
  }),
  /** The last runs that another one took the place of, and that can be compared with still; the newest first. */
  "runs.list": z.strictObject({}),
  /** Takes a run to be read beside the session that a page follows: of a session what it holds now. */
  "runs.take": z.strictObject({
    job,
    source: z.union([
      z.strictObject({ session }),
      z.strictObject({ run: z.int().min(1) }),
      z.strictObject({ recording }),
    ]),
  }),
  /** Reads a part of it, from 0 on, one after the other. With the last one it is let go. */
  "runs.read": z.strictObject({ taken: z.int().min(1), part: z.int().min(0) }),
  /** The examples, the user's programs, and what was typed and not saved. */
  "sources.list": z.strictObject({}),
  "sources.open": z.strictObject({ document }),
  /** Which version of a document stands on the disk now. For a page that shows it: every few seconds. */
  "sources.look": z.strictObject({ document }),
  /** Writes a document that has a file. Unless `force`, the file must be as it was at the version `base`. What was kept of it unsaved is dropped. */
  "sources.save": z.strictObject({
    document,
    text: sourceText,
    base: version.nullable(),
    force: z.boolean(),
  }),
  /** Writes a new file into the lab's own folder, under a name that no other has. Drops what was kept of `document`. */
  "sources.saveAs": z.strictObject({
    document,
    name: sourceName,
    language: z.enum(LANGUAGES),
    text: sourceText,
  }),
  /** The same to a file that the user chooses; on the desktop alone. */
  "sources.saveElsewhere": z.strictObject({
    document,
    name: sourceName,
    language: z.enum(LANGUAGES),
    text: sourceText,
  }),
  /** Lets the user choose a file to open; on the desktop alone. */
  "sources.choose": z.strictObject({}),
  "sources.rename": z.strictObject({ document, name: sourceName }),
  /** Puts a program aside, or takes a file from elsewhere off the list; `sources.restore` brings it back. */
  "sources.delete": z.strictObject({ document }),
  "sources.restore": z.strictObject({ deleted: sourceName }),
  /** Keeps what was typed and not saved, for as long as it takes. Runs nothing. */
  "sources.keepDraft": z.strictObject({
    document,
    name: sourceName,
    language: z.enum(LANGUAGES),
    text: sourceText,
    base: version.nullable(),
  }),
  "sources.dropDraft": z.strictObject({ document }),
  /** The lessons there are, what is wrong with files that should be lessons, and how far the learner is. */
  "lessons.list": z.strictObject({}),
  "lessons.read": z.strictObject({ lesson: lessonPart }),
  /** Keeps what the learner did with a cell. */
  "lessons.mark": z.strictObject({
    lesson: lessonPart,
    cell: lessonPart,
    mark: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("ran"), language: z.enum(LANGUAGES) }),
      z.strictObject({ kind: z.literal("predicted"), isRight: z.boolean() }),
      z.strictObject({
        kind: z.literal("answered"),
        option: z.int().min(0).max(MAX_ANSWER),
        isRight: z.boolean(),
      }),
      /** What the learner made of the program; null for the original. */
      z.strictObject({
        kind: z.literal("draft"),
        language: z.enum(LANGUAGES),
        text: z.string().max(MAX_LESSON_DRAFT_LENGTH).nullable(),
      }),
    ]),
  }),
  /** In which language cells are shown from now on. */
  "lessons.setLanguage": z.strictObject({ language: z.enum(LANGUAGES) }),
  /** Forgets what the learner did in a lesson. */
  "lessons.startOver": z.strictObject({ lesson: lessonPart }),
} as const;

interface CommandOutputs {
  "lab.describe": LabDescription;
  "tasks.create": { firstTask: number; lastTask: number } | { queued: number };
  "tasks.awaitDirectly": { queued: number };
  "tasks.await": { awaiter: number };
  "tasks.cancel": { accepted: boolean };
  "tasks.cancelAll": { accepted: number };
  "programs.run": { epoch: number };
  "programs.runSource": { epoch: number };
  "programs.prepare": Record<never, never>;
  /** Null while a program runs in CPython: nobody can tell then. */
  "programs.check": { problems: readonly SourceProblem[] | null };
  /** Null if none has run since the session was cleared. */
  "programs.source": { source: string | null };
  "programs.createTask": { task: number };
  "session.stop": Record<never, never>;
  "session.clear": { epoch: number };
  "time.pause": Record<never, never>;
  "time.resume": Record<never, never>;
  "time.step": StepOutcome;
  "time.dial": Record<never, never>;
  "loop.look": LoopLook;
  "settings.update": { settings: Settings };
  "about.describe": About;
  "about.showLogs": Record<never, never>;
  "updates.check": Record<never, never>;
  "updates.download": Record<never, never>;
  "updates.install": Record<never, never>;
  /** Null if nothing waits. */
  "arrivals.take": { arrival: Arrival | null };
  /** `others` counts the older ones that are left out. */
  "recordings.list": { recordings: readonly LibraryEntry[]; others: number };
  "recordings.save": { recording: string };
  "recordings.open": { opened: OpenedRecording };
  "recordings.openBytes": { received: number; opened: OpenedRecording | null };
  "recordings.openGiven": { opened: OpenedRecording };
  "recordings.rename": { recording: string };
  "recordings.delete": Record<never, never>;
  "recordings.export": ExportOutcome;
  /** False if there is no such work, or it is over. */
  "recordings.cancel": { accepted: boolean };
  /** Null if the user chose no file. */
  "images.save": { path: string | null };
  "runs.list": { runs: readonly KeptRun[] };
  "runs.take": TakenRun;
  /** A frame (see `wire.ts`) in base64. */
  "runs.read": { frame: string };
  "sources.list": SourceList;
  "sources.open": OpenedSource;
  /** Null if there is no such file any more. */
  "sources.look": { version: string | null };
  "sources.save": { version: string };
  "sources.saveAs": { document: string; version: string };
  /** Null if the user chose no file. */
  "sources.saveElsewhere": { saved: { document: string; version: string } | null };
  "sources.choose": { document: string | null };
  "sources.rename": { document: string };
  "sources.delete": { deleted: string };
  "sources.restore": { document: string };
  "sources.keepDraft": Record<never, never>;
  "sources.dropDraft": Record<never, never>;
  "lessons.list": LessonList;
  "lessons.read": { lesson: Lesson };
  "lessons.mark": Record<never, never>;
  "lessons.setLanguage": Record<never, never>;
  "lessons.startOver": Record<never, never>;
}

export type CommandName = keyof typeof commandInputs;
export type CommandInput<K extends CommandName> = z.infer<(typeof commandInputs)[K]>;
export type CommandOutput<K extends CommandName> = CommandOutputs[K];

/** What a host must supply: every command, none missing. Handlers throw `LabError`; the door turns it into a `Result`. */
export type Handlers = {
  [K in CommandName]: (input: CommandInput<K>) => CommandOutput<K> | Promise<CommandOutput<K>>;
};

export interface LabDescription {
  host: "desktop" | "browser";
  version: string;
  /** "Electron 45.4.1", "Node 20.20.2": what carries the lab. */
  runtime: string;
  coroutines: readonly CoroutineDescription[];
  programs: readonly ProgramDescription[];
  settings: Settings;
  /** Where the lab's own posts server listens. */
  postsUrl: string;
  sessions: Record<SessionId, SessionStatus>;
  updates: UpdateState;
}
