import { textAt } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import { Channel, EventKind } from "../../shared/events";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type {
  BlockingProgram,
  OpenLine,
  ProgramEnd,
  ProgramSource,
} from "../../shared/own-program";
import { RECORDING_LIMITS } from "../../shared/recording/recording";
import type { RecordingInfo } from "../../shared/recording/recording";
import { LabError } from "../../shared/result";
import type { SessionStatus } from "../../shared/session";
import { rateOf, REAL_TIME } from "../../shared/session-time";
import type { ClockDial, SessionTime } from "../../shared/session-time";
import { refusal } from "../../shared/texts/refusal";
import type { Gateway } from "../programs/gateway";
import { ProgramError } from "../programs/program-process";
import type { ProgramProcess } from "../programs/program-process";
import type { Blocking, ProgramTiming } from "../programs/protocol";
import { EventLog } from "./event-log";
import type { LiveSession, RunningProgram } from "./live-session";
import { NOTHING_BEFORE } from "./loop-look";
import { ProgramTime } from "./program-time";

export interface SourceSessionOptions {
  readonly epoch: number;
  readonly source: ProgramSource;
  readonly text: string;
  readonly clock: "real" | "virtual";
  /** How it begins. */
  readonly timing: ProgramTiming;
  /** Where it runs. Nothing else may run there. */
  readonly programs: ProgramProcess;
  /** Through which it fetches. */
  readonly gateway: Gateway;
  /** Told whenever the status changed. */
  readonly onStatus: (status: SessionStatus) => void;
}

/**
 * One epoch of the session `program` in which a program of the user's own runs, in a process apart.
 * What happens there becomes this session's events, as it comes.
 */
export class SourceSession implements LiveSession {
  readonly id = "program";
  readonly epoch: number;
  readonly log = new EventLog();
  readonly program: RunningProgram;
  readonly text: string;
  readonly startedAt = Date.now();
  /** All of it is in one file. */
  readonly files = [];
  readonly #options: SourceSessionOptions;
  readonly #time = new ProgramTime();
  /** Of the last event. */
  #lastTime = 0;
  #timing: ProgramTiming;
  #wasSteered: boolean;
  /** A loop runs, and with it the program's time. */
  #runs = false;
  #looking: Promise<LoopLook> | null = null;
  #phase: SessionStatus["phase"] = "running";
  #coroutines: readonly string[] = [];
  #blocking: BlockingProgram | null = null;
  #openLines: readonly OpenLine[] = [];
  #end: ProgramEnd | null = null;
  readonly #ended: Promise<void>;

  /** Begins to run it. */
  constructor(options: SourceSessionOptions) {
    const { epoch, source, text, clock, timing, programs, gateway } = options;
    this.#options = options;
    this.epoch = epoch;
    this.text = text;
    this.#timing = timing;
    this.#wasSteered = isSteered(timing);
    // A recording takes no longer ones.
    const kept = text.length <= RECORDING_LIMITS.text ? text : null;
    this.program = { id: source.file, title: source.title, file: source.file, source: kept };
    const listener = {
      onEvents: (batch: EventBatch) => this.#take(batch),
      onStarted: (coroutines: readonly string[]) => {
        this.#coroutines = coroutines;
        this.#told();
      },
      onClock: (runs: boolean) => {
        this.#runs = runs;
        this.#setClock();
      },
      onResumed: () => {
        this.#timing = { ...this.#timing, paused: false };
        this.#setClock();
        this.#told();
      },
      onBlocking: (blocking: Blocking | null) => this.#blocks(blocking),
      onOpenLines: (lines: readonly OpenLine[]) => {
        this.#openLines = lines;
        this.#told();
      },
    };
    const { language, file } = source;
    const time = this.#isVirtual ? { ...timing, dial: REAL_TIME.dial } : timing;
    this.#ended = programs
      .start(text, language, listener, { gateway, file, clock, time })
      .then((end) => this.#ends(end));
  }

  get status(): SessionStatus {
    const { source } = this.#options;
    return {
      id: this.id,
      epoch: this.epoch,
      phase: this.#phase,
      program: null,
      source,
      end: this.#end,
      blocking: this.#blocking,
      openLines: this.#openLines,
      coroutines: this.#coroutines,
      awaiting: null,
      time: this.time,
      recording: null,
    };
  }

  get time(): SessionTime {
    const { paused, dial } = this.#timing;
    return { paused, dial: this.#isVirtual ? "jump" : dial, at: this.now() };
  }

  get timing(): ProgramTiming {
    return this.#timing;
  }

  get clock(): RecordingInfo["clock"] {
    if (this.#isVirtual) return "virtual";
    return this.#wasSteered ? null : "real";
  }

  get #isVirtual(): boolean {
    return this.#options.clock === "virtual";
  }

  now(): number {
    return this.#time.now();
  }

  say(channel: Channel, text: string, task = 0): void {
    this.log.append(EventKind.PRINTED, this.#lastTime, task, channel, 0, text);
  }

  /** @param args plain data. @returns the new task's number */
  async createTask(coroutine: string, args: readonly unknown[]): Promise<number> {
    this.#requireTurns();
    return asked(this.#options.programs.createTask(coroutine, args));
  }

  async awaitTask(task: number): Promise<number> {
    this.#requireTurns();
    return asked(this.#options.programs.awaitTask(task));
  }

  async cancelTask(task: number, message?: string): Promise<boolean> {
    this.#requireTurns();
    return asked(this.#options.programs.cancelTask(task, message));
  }

  async cancelAll(): Promise<number> {
    this.#requireTurns();
    return asked(this.#options.programs.cancelAll());
  }

  /** It is over within a second, whatever it does and whatever `timeoutMs` says. */
  async stop(_timeoutMs: number): Promise<void> {
    if (this.#phase === "ended") return;
    if (this.#phase === "running") {
      this.#phase = "stopping";
      this.#told();
    }
    await this.#options.programs.stop();
    await this.#ended;
  }

  pause(): Promise<void> {
    // Its clean-up could not run.
    if (this.#phase === "stopping") return Promise.resolve();
    return this.#steer({ ...this.#timing, paused: true });
  }

  resume(): Promise<void> {
    return this.#steer({ ...this.#timing, paused: false });
  }

  async setDial(dial: ClockDial): Promise<void> {
    if (this.#isVirtual && this.#phase !== "ended") {
      throw new LabError("conflict", refusal("virtualTime"), "dial");
    }
    await this.#steer({ ...this.#timing, dial });
  }

  async step(): Promise<StepOutcome> {
    if (this.#phase === "ended") {
      throw new LabError("conflict", refusal("nothingRuns"));
    }
    if (!this.#timing.paused) {
      throw new LabError("conflict", refusal("notPaused"));
    }
    const outcome = await asked(this.#options.programs.step());
    this.#told();
    return outcome;
  }

  /** While the program does not yield, it answers nobody. */
  look(): Promise<LoopLook> {
    const runs = this.#phase !== "ended";
    const nothing: LoopLook = {
      at: this.now(),
      runs,
      stepped: null,
      ...NOTHING_BEFORE,
      requests: 0,
    };
    if (!runs || this.#blocking !== null) return Promise.resolve(nothing);
    this.#looking ??= this.#options.programs
      .look()
      .catch(() => nothing)
      .finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #steer(timing: ProgramTiming): Promise<void> {
    if (this.#phase !== "ended") {
      this.#requireTurns();
      // A virtual clock has no dial: what is set holds for the next run.
      const dial = this.#isVirtual ? REAL_TIME.dial : timing.dial;
      await asked(this.#options.programs.steer({ paused: timing.paused, dial }));
    }
    this.#timing = timing;
    this.#wasSteered ||= isSteered(timing);
    this.#setClock();
    this.#told();
  }

  /** @throws LabError ("conflict") if the program does not yield, and so would not hear of it */
  #requireTurns(): void {
    if (this.#blocking === null) return;
    const { line } = this.#blocking;
    throw new LabError(
      "conflict",
      line === null ? refusal("noYield") : refusal("noYieldAt", { line: String(line) }),
    );
  }

  /** Lets the time that is told go as the program's does. */
  #setClock(): void {
    if (!this.#runs || this.#timing.paused) this.#time.stands();
    else this.#time.goesOn(this.#isVirtual ? 0 : rateOf(this.#timing.dial));
  }

  #take(batch: EventBatch): void {
    const { log } = this;
    const { length, kind, time, task, detail, a } = batch;
    for (let index = 0; index < length; index += 1) {
      this.#lastTime = time[index]!;
      log.append(
        kind[index]!,
        this.#lastTime,
        task[index]!,
        detail[index]!,
        a[index]!,
        textAt(batch, index),
      );
    }
    this.#time.heard(this.#lastTime);
  }

  #blocks(blocking: Blocking | null): void {
    const before = this.#blocking;
    if (blocking === null) this.#blocking = null;
    else {
      const { line, functionName, seconds } = blocking;
      const since = before?.since ?? Math.max(this.#lastTime, this.now() - seconds);
      if (before !== null && before.line === line && before.functionName === functionName) return;
      this.#blocking = { line, functionName, since };
    }
    this.#told();
  }

  #ends(end: ProgramEnd): void {
    this.#end = end;
    this.#blocking = null;
    // As after any run: a pause ends with it.
    this.#timing = { ...this.#timing, paused: false };
    const verb = end.outcome === "finished" || end.outcome === "failed" ? "ended" : "was ended";
    const how = end.outcome === "stopped" ? "was stopped" : verb;
    this.say(Channel.LAB, `${this.program.title} ${how} after ${this.#lastTime.toFixed(2)} s.`);
    this.#time.end();
    this.#phase = "ended";
    this.#told();
  }

  #told(): void {
    this.#options.onStatus(this.status);
  }
}

/** What the process refuses is a sentence for the user already. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProgramError) throw new LabError("conflict", error.message);
    throw error;
  }
}

function isSteered({ paused, dial }: ProgramTiming): boolean {
  return paused || dial !== REAL_TIME.dial;
}
