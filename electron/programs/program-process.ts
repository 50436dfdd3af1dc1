import type { EventBatch } from "../../shared/batch";
import { BatchBuilder } from "../../shared/batch-builder";
import { Channel, EventKind } from "../../shared/events";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type { SourceProblem } from "../../shared/own-program";
import { REAL_TIME } from "../../shared/session-time";
import type { Gateway } from "./gateway";
import { EXIT_MS, IDLE_MS, PROGRAM_LIMITS, START_MS } from "./limits";
import type { ProgramLimits } from "./limits";
import { OpenQuestions } from "./open-questions";
import type {
  Blocking,
  CommandAnswer,
  FromHost,
  HttpRequest,
  Language,
  OpenLine,
  ProgramCommand,
  ProgramEnd,
  ProgramTiming,
} from "./protocol";
import type { Transport } from "./transport";

export interface StartOptions {
  /** Through which it fetches. */
  readonly gateway: Gateway;
  /** What errors call the program; `program.ts` or `program.py` if nothing is given. */
  readonly file?: string;
  readonly clock?: "real" | "virtual";
  /** How it begins; as the host's time goes if nothing is given. */
  readonly time?: ProgramTiming;
  /** Those that differ from `PROGRAM_LIMITS`. */
  readonly limits?: Partial<ProgramLimits>;
}

/** What a program does, as it does it. */
export interface ProgramListener {
  /** Its events, numbered from 0 without a gap: tasks, printed lines, requests, and the lab's own remarks. */
  onEvents(batch: EventBatch): void;
  /** The names of the coroutines that `createTask` takes. */
  onStarted?(coroutines: readonly string[]): void;
  /** It does not yield, and where it stands; null when it does again. Comes again while it blocks, with the line of that moment. */
  onBlocking?(blocking: Blocking | null): void;
  /** All lines that it has begun to print and not ended, whenever they are other ones or longer. */
  onOpenLines?(lines: readonly OpenLine[]): void;
  /** Whether its time goes on, if it is not paused. */
  onClock?(runs: boolean): void;
  /** It was paused, and goes on without having been asked to: its clean-up begins. */
  onResumed?(): void;
}

type CommandValue = Extract<CommandAnswer, { value: unknown }>["value"];

/** Thrown when a command cannot be carried out: a sentence for the user. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
}

interface Run {
  readonly listener: ProgramListener;
  readonly gateway: Gateway;
  readonly requests: Map<number, AbortController>;
  readonly commands: Map<number, (answer: CommandAnswer) => void>;
  readonly end: (end: ProgramEnd) => void;
  readonly ended: Promise<ProgramEnd>;
  readonly killMs: number;
  nextSeq: number;
  time: number;
  openLines: readonly OpenLine[];
  killTimer: NodeJS.Timeout | undefined;
}

/**
 * A process of its own in which programs run, one at a time. It is started when it is first needed,
 * ended when nothing was asked of it for `IDLE_MS`, and started anew after it ended or died.
 *
 * @example
 * const programs = new ProgramProcess(() => forkTransport(folder));
 * const listener = { onEvents: (batch) => log.take(batch) };
 * const ended = programs.start("print(1)", "python", listener, { gateway });
 * programs.stop();
 * const { outcome, sentence } = await ended;
 */
export class ProgramProcess {
  readonly #open: () => Transport;
  readonly #idleMs: number;
  readonly #startMs: number;
  #transport: Transport | null = null;
  /** The last one that was killed. What it had sent until then is heard. */
  #killed: Transport | null = null;
  /** Whether the process has said anything. */
  #hasBegun = false;
  #run: Run | null = null;
  #lastCommand = 0;
  readonly #questions = new OpenQuestions();
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /**
   * @param open starts the process
   * @param idleMs see `IDLE_MS`, the default
   * @param startMs see `START_MS`, the default
   */
  constructor(open: () => Transport, idleMs = IDLE_MS, startMs = START_MS) {
    this.#open = open;
    this.#idleMs = idleMs;
    this.#startMs = startMs;
  }

  get isRunning(): boolean {
    return this.#run !== null;
  }

  /** Loads what programs of `language` need, ahead of the first one. Resolves when it is there, or cannot be had. */
  prepare(language: Language): Promise<void> {
    const transport = this.#connect();
    if (this.#run === null) this.#restFrom();
    return this.#questions.prepare(transport, language);
  }

  /**
   * Lets CPython read a program in Python without running it.
   * @returns what is wrong with it; null if CPython is not to be had now, because a program runs in it
   */
  check(source: string, file: string): Promise<readonly SourceProblem[] | null> {
    const transport = this.#connect();
    if (this.#run === null) this.#restFrom();
    return this.#questions.check(transport, source, file);
  }

  /**
   * Runs a program.
   * @returns how it ended; never rejects
   * @throws ProgramError while another one runs
   */
  start(
    source: string,
    language: Language,
    listener: ProgramListener,
    options: StartOptions,
  ): Promise<ProgramEnd> {
    if (this.#run !== null) throw new ProgramError("A program runs already: stop it first.");
    const transport = this.#connect();
    clearTimeout(this.#idleTimer);
    const { gateway, clock = "real", time = REAL_TIME } = options;
    const { file = `program.${language === "python" ? "py" : "ts"}` } = options;
    const { postsUrl } = gateway;
    const limits = { ...PROGRAM_LIMITS, ...options.limits };
    let end: Run["end"] = () => undefined;
    const ended = new Promise<ProgramEnd>((resolve) => (end = resolve));
    this.#run = {
      listener,
      gateway,
      requests: new Map(),
      commands: new Map(),
      end,
      ended,
      killMs: limits.stop.kill,
      nextSeq: 0,
      time: 0,
      openLines: [],
      killTimer: undefined,
    };
    transport.send({
      type: "start",
      program: { language, source, file, clock, time, limits, postsUrl },
    });
    return ended;
  }

  /**
   * Asks the program to stop: its `main` is cancelled, as Ctrl+C does. What does not end by itself
   * is ended, in any case within a second.
   * @returns how it ended; null if none runs
   */
  async stop(): Promise<ProgramEnd | null> {
    const run = this.#run;
    if (run === null) return null;
    this.#transport?.send({ type: "stop" });
    run.killTimer ??= setTimeout(() => this.#kill(), run.killMs);
    return run.ended;
  }

  /**
   * Creates a task of one of the program's coroutines.
   * @param args plain data
   * @returns the task's number
   * @throws ProgramError with a sentence for the user
   */
  async createTask(coroutine: string, args: readonly unknown[] = []): Promise<number> {
    return Number(await this.#perform({ do: "create", coroutine, args }));
  }

  /**
   * Creates a task that awaits another one, and prints what that gave.
   * @returns the new task's number
   * @throws ProgramError with a sentence for the user
   */
  async awaitTask(task: number): Promise<number> {
    return Number(await this.#perform({ do: "await", task }));
  }

  /**
   * Asks a task to cancel itself.
   * @returns whether it accepted
   * @throws ProgramError with a sentence for the user
   */
  async cancelTask(task: number, message: string | null = null): Promise<boolean> {
    return Boolean(await this.#perform({ do: "cancel", task, message }));
  }

  /**
   * Cancels every pending task but `main`.
   * @returns how many accepted
   * @throws ProgramError with a sentence for the user
   */
  async cancelAll(): Promise<number> {
    return Number(await this.#perform({ do: "cancel-all" }));
  }

  /**
   * Holds the program's loop and clock, or lets them go on, and sets the clock's dial.
   * @throws ProgramError with a sentence for the user
   */
  async steer(time: ProgramTiming): Promise<void> {
    await this.#perform({ do: "steer", time });
  }

  /**
   * Runs one entry of the ready queue of the paused program.
   * @throws ProgramError with a sentence for the user
   */
  async step(): Promise<StepOutcome> {
    return (await this.#perform({ do: "step" })) as StepOutcome;
  }

  /**
   * What the program's loop has before it.
   * @throws ProgramError with a sentence for the user
   */
  async look(): Promise<LoopLook> {
    return (await this.#perform({ do: "look" })) as LoopLook;
  }

  /** Ends the process, and with it what runs. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    this.#kill();
  }

  /** Ends the process. One that does not even tell that it is gone is taken for gone. */
  #kill(): void {
    const transport = this.#transport;
    if (transport === null) return;
    this.#killed = transport;
    transport.kill();
    // With nothing in it, nothing is to be heard of it, and the next program gets another one.
    if (this.#run === null) this.#gone(transport);
    else setTimeout(() => this.#gone(transport), EXIT_MS).unref();
  }

  #connect(): Transport {
    if (this.#isClosed) throw new ProgramError("The lab is closing: no program can be started.");
    if (this.#transport !== null) return this.#transport;
    const transport = this.#open();
    this.#transport = transport;
    this.#hasBegun = false;
    const late = setTimeout(() => {
      if (this.#transport === transport) this.#kill();
    }, this.#startMs);
    transport.onMessage((message) => {
      clearTimeout(late);
      if (this.#transport !== transport) return;
      this.#hasBegun = true;
      this.#hear(message);
    });
    transport.onExit(() => {
      clearTimeout(late);
      this.#gone(transport);
    });
    return transport;
  }

  async #perform(command: ProgramCommand): Promise<CommandValue> {
    const run = this.#run;
    if (run === null) throw new ProgramError("No program runs.");
    const id = (this.#lastCommand += 1);
    const answer = await new Promise<CommandAnswer>((resolve) => {
      run.commands.set(id, resolve);
      this.#transport?.send({ type: "command", id, command });
    });
    if ("error" in answer) throw new ProgramError(answer.error);
    return answer.value;
  }

  #hear(message: FromHost): void {
    const run = this.#run;
    if (this.#questions.hear(message) || run === null) return;
    switch (message.type) {
      case "started":
        run.listener.onStarted?.(message.coroutines);
        return;
      case "events":
        this.#take(run, message.batch);
        return;
      case "blocking":
        run.listener.onBlocking?.(message.blocking);
        return;
      case "open-lines":
        this.#takeOpenLines(run, message.lines);
        return;
      case "clock":
        run.listener.onClock?.(message.runs);
        return;
      case "resumed":
        run.listener.onResumed?.();
        return;
      case "answer":
        run.commands.get(message.id)?.(message.answer);
        run.commands.delete(message.id);
        return;
      case "http":
        void this.#fetch(run, message);
        return;
      case "http-abort":
        run.requests.get(message.id)?.abort();
        return;
      case "ended":
        if (message.isSpent) this.#kill();
        this.#end(run, message.end);
    }
  }

  #take(run: Run, batch: EventBatch): void {
    run.nextSeq = batch.firstSeq + batch.length;
    run.time = batch.time[batch.length - 1] ?? run.time;
    run.listener.onEvents(batch);
  }

  #takeOpenLines(run: Run, lines: readonly OpenLine[]): void {
    run.openLines = lines;
    run.listener.onOpenLines?.(lines);
  }

  async #fetch(run: Run, request: HttpRequest): Promise<void> {
    const abort = new AbortController();
    run.requests.set(request.id, abort);
    const answer = await run.gateway.get(request, abort.signal, (text) =>
      this.#transport?.send({ type: "remark", text }),
    );
    run.requests.delete(request.id);
    if (this.#run === run) this.#transport?.send({ type: "http-answer", id: request.id, answer });
  }

  /** From now on nothing is asked of the process, until something is. */
  #restFrom(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#kill(), this.#idleMs);
    this.#idleTimer.unref();
  }

  /** Nothing is heard of the process any more; the next program gets another one. */
  #leaveProcess(): void {
    this.#transport = null;
    clearTimeout(this.#idleTimer);
    this.#questions.giveUp();
  }

  #gone(transport: Transport): void {
    if (this.#transport !== transport) return;
    this.#leaveProcess();
    const run = this.#run;
    if (run === null) return;
    const wasStopped = run.killTimer !== undefined || this.#isClosed;
    const end: ProgramEnd = wasStopped
      ? { outcome: "killed", sentence: KILLED, exitCode: 130 }
      : { outcome: "crashed", sentence: this.#hasBegun ? CRASHED : NEVER_BEGAN, exitCode: 1 };
    const sentence = { channel: wasStopped ? Channel.LAB : Channel.ERROR, text: end.sentence };
    for (const line of [...run.openLines, sentence]) {
      this.#take(run, batchOf(run.nextSeq, run.time, line));
    }
    if (run.openLines.length > 0) this.#takeOpenLines(run, []);
    this.#end(run, end);
  }

  #end(run: Run, end: ProgramEnd): void {
    clearTimeout(run.killTimer);
    // Before anybody hears of the end: the next program is not to begin there.
    if (this.#killed === this.#transport) this.#leaveProcess();
    this.#run = null;
    this.#restFrom();
    for (const request of run.requests.values()) request.abort();
    for (const answer of run.commands.values()) answer({ error: "The program has ended." });
    run.end(end);
  }
}

const KILLED = "It did not react to being stopped, so its process was ended.";
const NEVER_BEGAN =
  "The process for programs did not begin: a part of the lab may be missing, or the machine is out of memory.";
const CRASHED =
  "Its process ended without a word: it may have used up the machine's memory, or met an error in the engine that runs it.";

/** A batch of one printed line. */
function batchOf(seq: number, time: number, { channel, text }: OpenLine): EventBatch {
  const builder = new BatchBuilder(seq, 1);
  builder.append(EventKind.PRINTED, time, 0, channel, 0, text);
  return builder.slice();
}
