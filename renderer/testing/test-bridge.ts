import type { Bridge, Connection, ConnectionListener } from "../../shared/bridge";
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  LabDescription,
} from "../../shared/contract";
import { failure, failureOf, LabError, ok } from "../../shared/result";
import type { Result } from "../../shared/result";
import type { SessionId } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import { DEFAULT_SETTINGS } from "../../shared/settings";
import type { StreamMessage, StreamRequest } from "../../shared/stream";
import { decodeFrame, encodeFrame } from "../../shared/wire";

type AnyHandler = (input: never) => unknown;

/**
 * A lab in the test's own hands. Payloads are cloned and frames go through their bytes, as on the
 * real ways, so that what cannot travel fails here as well.
 */
export class TestBridge implements Bridge {
  /** Every command, in the order in which they came. */
  readonly calls: { name: CommandName; input: unknown }[] = [];
  /** Every request on the stream. */
  readonly requests: StreamRequest[] = [];
  #listener: ConnectionListener | null = null;
  readonly #handlers = new Map<CommandName, AnyHandler>();

  constructor(description: LabDescription = testDescription()) {
    this.on("lab.describe", () => description);
    this.on("recordings.list", () => ({ recordings: [], others: 0 }));
    this.on("runs.list", () => ({ runs: [] }));
    this.on("lessons.list", () => ({
      lessons: [],
      problems: [],
      progress: { language: "python", lessons: {} },
      folder: "",
    }));
    this.on("sources.list", () => ({ examples: [], sources: [], drafts: [], others: 0 }));
  }

  /** Answers a command. A handler may throw a `LabError`. */
  on<K extends CommandName>(
    name: K,
    handler: (input: CommandInput<K>) => CommandOutput<K> | Promise<CommandOutput<K>>,
  ): this {
    this.#handlers.set(name, handler as AnyHandler);
    return this;
  }

  async call<K extends CommandName>(
    name: K,
    input: CommandInput<K>,
  ): Promise<Result<CommandOutput<K>>> {
    const cloned = structuredClone(input);
    this.calls.push({ name, input: cloned });
    const handler = this.#handlers.get(name);
    if (handler === undefined) return failure("unknown-command", `No handler for ${name}.`);
    try {
      const answer = (await handler(cloned as never)) as CommandOutput<K>;
      return structuredClone(ok(answer));
    } catch (error) {
      if (error instanceof LabError) return { ok: false, error: failureOf(error) };
      throw error;
    }
  }

  connect(listener: ConnectionListener): Connection {
    this.#listener = listener;
    return {
      send: (request) => this.requests.push(structuredClone(request)),
      close: () => {
        this.#listener = null;
      },
    };
  }

  open(): void {
    this.#listener?.onOpen();
  }

  /** @param reason what the lab said, if it closed the connection itself */
  lose(reason = ""): void {
    this.#listener?.onLost(reason);
  }

  emit(message: StreamMessage): void {
    this.#listener?.onMessage(
      "batch" in message ? decodeFrame(encodeFrame(message)) : structuredClone(message),
    );
  }
}

/** A lab with two coroutines and a program, in a browser. */
export function testDescription(): LabDescription {
  const status = (id: SessionId, phase: "running" | "empty") => ({
    id,
    epoch: 0,
    phase,
    program: null,
    source: null,
    end: null,
    blocking: null,
    coroutines: [],
    awaiting: null,
    time: REAL_TIME,
    recording: null,
  });
  return {
    host: "browser",
    version: "1.2.3",
    runtime: "Node 20",
    coroutines: [
      {
        id: "sleep",
        title: "sleep",
        summary: "Waits.",
        source: "function* sleepFor(seconds) {}",
        file: "sleep-for.ts",
        parameters: [
          { kind: "number", name: "seconds", label: "for", default: 1, min: 0, max: 60, unit: "s" },
        ],
      },
      {
        id: "fail-after",
        title: "fail after",
        summary: "Fails.",
        source: "function* failAfter(seconds, message) {}",
        file: "fail-after.ts",
        parameters: [
          {
            kind: "number",
            name: "seconds",
            label: "after",
            default: 0.5,
            min: 0,
            max: 60,
            unit: "s",
          },
          { kind: "text", name: "message", label: "message", default: "no", maxLength: 10 },
        ],
      },
    ],
    programs: [
      {
        id: "two",
        title: "Two tasks",
        summary: "Both.",
        source: "function* main() {}",
        file: "two.ts",
      },
    ],
    settings: { ...DEFAULT_SETTINGS, tourSeen: true },
    postsUrl: "http://127.0.0.1:4000",
    sessions: {
      playground: status("playground", "running"),
      program: status("program", "empty"),
      recording: status("recording", "empty"),
    },
    updates: { kind: "unavailable", why: "browser" },
  };
}
