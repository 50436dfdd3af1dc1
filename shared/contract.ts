/**
 * Everything a page can ask of the lab: one map from a command's name to what it takes and gives.
 *
 * The only declaration. The main process and the web server must supply a handler for each (a
 * missing one does not compile), requests are parsed by the schemas here, and pages call through
 * `Bridge`. Pages import types only, so that the schemas stay in the main process.
 */
import { z } from "zod";
import type { CoroutineDescription, ProgramDescription } from "./catalog";
import {
  MAX_AWAITS_AT_ONCE,
  MAX_NAME_LENGTH,
  MAX_TASKS_AT_ONCE,
  MAX_UPLOAD_BYTES,
  MAX_UPLOAD_CHUNK_BYTES,
} from "./command-limits";
import { EXPORT_FORMATS } from "./library";
import type { ExportOutcome, LibraryEntry, OpenedRecording } from "./library";
import type { Result } from "./result";
import type { LoopLook, StepOutcome } from "./loop-look";
import { SESSION_IDS } from "./session";
import type { SessionId, SessionStatus } from "./session";
import { CLOCK_DIALS } from "./session-time";
import { MAX_LATENCY_MS } from "./settings";
import type { Settings } from "./settings";
import type { StreamMessage, StreamRequest } from "./stream";

const MAX_MESSAGE_LENGTH = 200;
const MAX_TEXT_ARGUMENT_LENGTH = 1_000;

/** Longer than any name that is accepted: the lab says itself what is wrong with one. */
const MAX_FILE_NAME_LENGTH = 300;
/** Every three bytes are four characters. */
const MAX_UPLOAD_CHUNK_LENGTH = Math.ceil(MAX_UPLOAD_CHUNK_BYTES / 3) * 4;

const session = z.enum(SESSION_IDS);
const task = z.int().min(1);
const coroutine = z.enum([
  "sleep",
  "fetch-title",
  "fetch-several",
  "fail-after",
  "count",
  "ignore-one-cancel",
  "block-the-loop",
]);
const args = z.record(
  z.string().max(MAX_NAME_LENGTH),
  z.union([z.number(), z.string().max(MAX_TEXT_ARGUMENT_LENGTH)]),
);
const rate = z.number().min(0).max(1);
const milliseconds = z.number().min(0).max(MAX_LATENCY_MS);
/** A name that the page chose for work that takes longer: progress comes under it, and cancels go to it. */
const job = z.string().regex(/^[\w-]{1,64}$/, "a job's name is 1 to 64 letters, digits, - or _");
const recording = z.string().max(MAX_FILE_NAME_LENGTH);
const recordingName = z.string().max(MAX_FILE_NAME_LENGTH);

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
      })
      .partial(),
  }),
  /** The recordings that the lab keeps, the newest first. */
  "recordings.list": z.strictObject({}),
  /** Saves what a session holds now under a name in the library; also the recording that is open. */
  "recordings.save": z.strictObject({ job, session, name: recordingName }),
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
  "recordings.rename": z.strictObject({ recording, name: recordingName }),
  "recordings.delete": z.strictObject({ recording }),
  /** Writes a session or a recording of the library in a format: to a file that the user chooses, or as a download. */
  "recordings.export": z.strictObject({
    job,
    source: z.union([z.strictObject({ session }), z.strictObject({ recording })]),
    format: z.enum(EXPORT_FORMATS),
  }),
  /** Cancels saving, opening or exporting. What it wrote is removed. */
  "recordings.cancel": z.strictObject({ job }),
} as const;

interface CommandOutputs {
  "lab.describe": LabDescription;
  "tasks.create": { firstTask: number; lastTask: number } | { queued: number };
  "tasks.awaitDirectly": { queued: number };
  "tasks.await": { awaiter: number };
  "tasks.cancel": { accepted: boolean };
  "tasks.cancelAll": { accepted: number };
  "programs.run": { epoch: number };
  "session.stop": Record<never, never>;
  "session.clear": { epoch: number };
  "time.pause": Record<never, never>;
  "time.resume": Record<never, never>;
  "time.step": StepOutcome;
  "time.dial": Record<never, never>;
  "loop.look": LoopLook;
  "settings.update": { settings: Settings };
  /** `others` counts the older ones that are left out. */
  "recordings.list": { recordings: readonly LibraryEntry[]; others: number };
  "recordings.save": { recording: string };
  "recordings.open": { opened: OpenedRecording };
  "recordings.openBytes": { received: number; opened: OpenedRecording | null };
  "recordings.rename": { recording: string };
  "recordings.delete": Record<never, never>;
  "recordings.export": ExportOutcome;
  /** False if there is no such work, or it is over. */
  "recordings.cancel": { accepted: boolean };
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
}

/** How a page reaches the lab: implemented by the preload script and by the browser client, and by tests. */
export interface Bridge {
  call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<Result<CommandOutput<K>>>;
  /** Opens the connection over which events come. It opens itself again when it is lost. */
  connect(listener: ConnectionListener): Connection;
}

export interface Connection {
  send(request: StreamRequest): void;
  close(): void;
}

export interface ConnectionListener {
  /** The connection stands, for the first time or again: attach now. */
  onOpen(): void;
  onMessage(message: StreamMessage): void;
  /** The connection is lost; it is being opened again. */
  onLost(): void;
}
