import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { eventsOf } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import type { CommandInput, CommandName, CommandOutput } from "../../shared/contract";
import type { Channel, TaskEvent } from "../../shared/events";
import { TaskTable } from "../../shared/reduce";
import type { Failure, Result } from "../../shared/result";
import type { SessionId, SessionStatus } from "../../shared/session";
import type { Push, StreamFrame, StreamRequest } from "../../shared/stream";
import { decodeFrame } from "../../shared/wire";
import { dispatch } from "./dispatch";
import { createLab } from "./lab";
import type { Lab, LabOptions } from "./lab";

/** How long a test waits for what has to come, in milliseconds: far longer than it takes. */
const PATIENCE_MS = 50_000;

/** A lab of a test's own: its profile in a folder of its own, its commands through the one door. */
export class TestLab {
  readonly lab: Lab;
  readonly profile: string;
  /** What the lab told its host's log. */
  readonly logged: string[];

  private constructor(lab: Lab, profile: string, logged: string[]) {
    this.lab = lab;
    this.profile = profile;
    this.logged = logged;
  }

  static async open(options: Partial<LabOptions> = {}): Promise<TestLab> {
    const profile = options.profile ?? (await mkdtemp(join(tmpdir(), "tasklab test ")));
    const logged: string[] = [];
    const log = {
      warn: (message: string) => void logged.push(message),
      error: (message: string, error: unknown) => void logged.push(`${message} ${String(error)}`),
    };
    const openProgramHost = () => {
      throw new Error("This test's lab has no process for programs.");
    };
    const own = {
      host: "browser",
      version: "1.2.3",
      runtime: "a test",
      profile,
      log,
      facts: { runtimes: [], logs: { path: "tasklab.log", end: () => "" } },
      lessons: resolve(import.meta.dirname, "../../lessons"),
      openProgramHost,
    } as const;
    return new TestLab(await createLab({ ...own, ...options }), profile, logged);
  }

  /** Sends a command as it would come over a wire. */
  call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<Result<CommandOutput<K>>> {
    const log = {
      warn: () => undefined,
      error: (message: string) => void this.logged.push(message),
    };
    return dispatch(this.lab.handlers, name, structuredClone(input), log) as never;
  }

  /** Sends a command that has to work. */
  async do<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
    const result = await this.call(name, input);
    if (!result.ok) throw new Error(`${name} failed: ${result.error.message}`);
    return result.value;
  }

  /** Sends a command that has to be refused. */
  async refused<K extends CommandName>(name: K, input: CommandInput<K>): Promise<Failure> {
    const result = await this.call(name, input);
    if (result.ok) throw new Error(`${name} was not refused: ${JSON.stringify(result.value)}`);
    return result.error;
  }

  follow(session: SessionId = "playground"): TestPage {
    return new TestPage(this.lab, session);
  }

  async close(): Promise<void> {
    await this.lab.close();
    await rm(this.profile, { recursive: true, force: true });
  }
}

/** A page that follows a session and keeps everything that it hears. */
export class TestPage {
  readonly statuses: SessionStatus[] = [];
  readonly pushes: Push[] = [];
  table = new TaskTable();
  epoch = 0;
  snapshots = 0;
  dropped = 0;
  /** Events that the lab still has, and that it let go of. */
  kept = 0;
  evicted = 0;
  readonly #events: TaskEvent[] = [];
  /** Not yet among the events: as objects they cost much, and not every test looks at them. */
  #unread: EventBatch[] = [];
  readonly #session: SessionId;
  readonly #send: (request: StreamRequest) => void;
  #watchers: (() => void)[] = [];

  constructor(lab: Lab, session: SessionId) {
    this.#session = session;
    const subscription = lab.publisher.subscribe({ send: (data) => this.#take(data) });
    this.#send = (request) => subscription.receive(JSON.stringify(request));
    this.#send({ type: "attach", session, from: null });
  }

  get events(): readonly TaskEvent[] {
    for (const batch of this.#unread) for (const event of eventsOf(batch)) this.#events.push(event);
    this.#unread = [];
    return this.#events;
  }

  get status(): SessionStatus | undefined {
    return this.statuses.at(-1);
  }

  /** The lines of a channel, each with its time and who printed it. */
  lines(channel: Channel): { time: number; task: number; text: string }[] {
    return this.events.flatMap((event) =>
      event.kind === "printed" && event.channel === channel
        ? [{ time: event.time, task: event.task, text: event.text }]
        : [],
    );
  }

  texts(channel: Channel): string[] {
    return this.lines(channel).map((line) => line.text);
  }

  of<K extends TaskEvent["kind"]>(kind: K, task?: number): Extract<TaskEvent, { kind: K }>[] {
    return this.events.filter(
      (event): event is Extract<TaskEvent, { kind: K }> =>
        event.kind === kind && (task === undefined || event.task === task),
    );
  }

  /** The result or error of a task that is over. */
  resultOf(task: number): string | undefined {
    return this.of("task-done", task)[0]?.text;
  }

  /** Resolves once `condition` holds; looks at every frame and push. */
  async until(what: string, condition: () => boolean): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (condition()) resolve();
      };
      timer = setTimeout(() => reject(new Error(`Waited in vain until ${what}.`)), PATIENCE_MS);
      this.#watchers.push(look);
      look();
    });
    clearTimeout(timer);
    this.#watchers = [];
  }

  untilDone(...tasks: number[]): Promise<void> {
    return this.until(`${tasks.join(", ")} were over`, () =>
      tasks.every((task) => this.of("task-done", task).length > 0),
    );
  }

  untilPhase(phase: SessionStatus["phase"]): Promise<void> {
    return this.until(`the phase was ${phase}`, () => this.status?.phase === phase);
  }

  #take(data: ArrayBuffer | string): void {
    if (typeof data === "string") {
      const push = JSON.parse(data) as Push;
      this.pushes.push(push);
      if (push.type === "session" && push.status.id === this.#session) {
        this.statuses.push(push.status);
      }
    } else this.#takeFrame(decodeFrame(data));
    for (const look of this.#watchers) look();
  }

  #takeFrame(frame: StreamFrame): void {
    if (frame.type === "snapshot") {
      this.table = new TaskTable();
      this.#events.length = 0;
      this.#unread = [];
      this.epoch = frame.epoch;
      this.snapshots += 1;
    }
    this.table.applyAll(frame.batch);
    this.#unread.push(frame.batch);
    this.dropped = frame.dropped;
    this.kept = frame.seq - frame.firstRetained;
    this.evicted = frame.evicted.events;
    const { session, epoch, seq } = frame;
    setImmediate(() => this.#send({ type: "ack", session, epoch, seq }));
  }
}
