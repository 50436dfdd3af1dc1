import { textAt } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import { Channel, EventKind } from "../../shared/events";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type { BlockingProgram, ProgramEnd, ProgramSource } from "../../shared/own-program";
import { RECORDING_LIMITS } from "../../shared/recording/recording";
import type { RecordingInfo } from "../../shared/recording/recording";
import { LabError } from "../../shared/result";
import type { SessionStatus } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import type { ClockDial, SessionTime } from "../../shared/session-time";
import type { Gateway } from "../programs/gateway";
import { ProgramError } from "../programs/program-process";
import type { ProgramProcess } from "../programs/program-process";
import type { Blocking } from "../programs/protocol";
import { EventLog } from "./event-log";
import type { LiveSession, RunningProgram } from "./live-session";
import { ProgramTime } from "./program-time";

export interface SourceSessionOptions {
  readonly epoch: number;
  readonly source: ProgramSource;
  readonly text: string;
  readonly clock: "real" | "virtual";
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
  readonly #options: SourceSessionOptions;
  readonly #time = new ProgramTime();
  /** Of the last event. */
  #lastTime = 0;
  #phase: SessionStatus["phase"] = "running";
  #coroutines: readonly string[] = [];
  #blocking: BlockingProgram | null = null;
  #end: ProgramEnd | null = null;
  readonly #ended: Promise<void>;

  /**
   * Begins to run it.
   */
  constructor(options: SourceSessionOptions) {
    const { epoch, source, text, clock, programs, gateway } = options;
    this.#options = options;
    this.epoch = epoch;
    this.text = text;
    // A recording takes no longer ones.
    const kept = text.length <= RECORDING_LIMITS.text ? text : null;
    this.program = { id: source.file, title: source.title, source: kept };
    const listener = {
      onEvents: (batch: EventBatch) => this.#take(batch),
      onStarted: (coroutines: readonly string[]) => {
        this.#coroutines = coroutines;
        this.#time.goesOn(clock === "real" ? 1 : 0);
        this.#told();
      },
      onBlocking: (blocking: Blocking | null) => this.#blocks(blocking),
    };
    const { language, file } = source;
    this.#ended = programs
      .start(text, language, listener, { gateway, file, clock })
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
      coroutines: this.#coroutines,
      awaiting: null,
      time: this.time,
      recording: null,
    };
  }

  get time(): SessionTime {
    return { ...REAL_TIME, at: this.now() };
  }

  get clock(): RecordingInfo["clock"] {
    return this.#options.clock;
  }

  now(): number {
    return this.#time.now();
  }

  say(channel: Channel, text: string, task = 0): void {
    this.log.append(EventKind.PRINTED, this.#lastTime, task, channel, 0, text);
  }

  /** @param args plain data. @returns the new task's number */
  createTask(coroutine: string, args: readonly unknown[]): Promise<number> {
    return asked(this.#options.programs.createTask(coroutine, args));
  }

  awaitTask(task: number): Promise<number> {
    return asked(this.#options.programs.awaitTask(task));
  }

  cancelTask(task: number, message?: string): Promise<boolean> {
    return asked(this.#options.programs.cancelTask(task, message));
  }

  cancelAll(): Promise<number> {
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

  pause(): never {
    throw cannotSteer();
  }

  resume(): void {
    // It is never held.
  }

  step(): StepOutcome {
    throw cannotSteer();
  }

  setDial(_dial: ClockDial): never {
    throw cannotSteer();
  }

  look(): LoopLook {
    throw cannotSteer();
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
    this.#coroutines = [];
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

function cannotSteer(): LabError {
  return new LabError("conflict", "A program in a process of its own cannot be paused yet.");
}
