/**
 * Everything a page can ask of the lab: one map from a command's name to what it takes and gives.
 *
 * The only declaration. The main process and the web server must supply a handler for each (a
 * missing one does not compile), requests are parsed by the schemas here, and pages call through
 * `Bridge`. Pages import types only, so that the schemas stay in the main process.
 */
import { z } from "zod";
import type { CoroutineDescription, ProgramDescription } from "./catalog";
import { MAX_AWAITS_AT_ONCE, MAX_NAME_LENGTH, MAX_TASKS_AT_ONCE } from "./command-limits";
import type { Result } from "./result";
import type { SessionId, SessionStatus } from "./session";
import { MAX_LATENCY_MS } from "./settings";
import type { Settings } from "./settings";
import type { StreamMessage, StreamRequest } from "./stream";

const MAX_MESSAGE_LENGTH = 200;
const MAX_TEXT_ARGUMENT_LENGTH = 1_000;

const session = z.enum(["playground", "program"]);
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
  /** Stops a session and forgets what it recorded. The playground starts anew. */
  "session.clear": z.strictObject({ session }),
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
  "settings.update": { settings: Settings };
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
