import { CancelOrigin, Channel } from "../../shared/events";
import type { ProgramDescription } from "../../shared/catalog";
import { LabError } from "../../shared/result";
import type { RecordingInfo, SourceFile } from "../../shared/recording/recording";
import type { LoopLook, StepOutcome } from "../../shared/loop-look";
import type { LiveSessionId, SessionStatus } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import type { ClockDial, SessionTime } from "../../shared/session-time";
import { refusal } from "../../shared/texts/refusal";
import { CancelledError, peekError, Runner, shield } from "../scheduler";
import type { Clock, Coroutine, EventLoop, Task } from "../scheduler";
import { DialClock } from "./dial-clock";
import { EventLog } from "./event-log";
import type { LiveSession } from "./live-session";
import { Recorder } from "./recorder";
import { Steering } from "./steering";
import { textOfError, textOfValue } from "./text";
import { equip } from "./tools";
import type { Tools } from "./tools";
import { UnseenErrors } from "./unseen-errors";

export interface SessionOptions {
  readonly id: LiveSessionId;
  readonly epoch: number;
  /** Where events are kept; one within the usual limits if nothing is given. */
  readonly log?: EventLog;
  /** A clock for each run, which then has no dial; one with a dial for all runs if nothing is given. */
  readonly newClock?: (() => Clock) | undefined;
  /** What kind of clock a given one is, as recordings say it; null for one that they have no word for. */
  readonly clock?: RecordingInfo["clock"];
  /** The texts that its events may name lines of, beside the program's; none if nothing is given. */
  readonly files?: readonly SourceFile[];
  /** What the user has set for this session's runs. */
  readonly time?: Pick<SessionTime, "paused" | "dial">;
  /** What coroutines can use to fetch; made once, since requests are recorded. */
  readonly fetcher: (recorder: Recorder) => Tools["fetchPost"];
  /** Told whenever the status changed. */
  readonly onStatus: (status: SessionStatus) => void;
}

/** One run of the scheduler, from its `main` to the end of everybody's clean-up. */
interface Run {
  readonly loop: EventLoop;
  readonly main: Task<unknown>;
  /** In the session's time. */
  readonly began: number;
  /** The time for its clean-up is over. */
  isLetGo: boolean;
  /** Resolves at the end, and never rejects. */
  readonly ended: Promise<void>;
}

/**
 * One epoch of a session: its events, its tasks, and what can be done to them from outside.
 *
 * It runs at most one loop at a time. After a stop it may be started again: its record goes on.
 */
export class Session implements LiveSession {
  readonly id: LiveSessionId;
  readonly epoch: number;
  readonly log: EventLog;
  readonly recorder: Recorder;
  readonly unseen: UnseenErrors;
  readonly #options: SessionOptions;
  readonly #tools: Tools;
  #phase: SessionStatus["phase"] = "empty";
  #program: ProgramDescription | null = null;
  #startedAt: number | null = null;
  #awaiting: SessionStatus["awaiting"] = null;
  #run: Run | null = null;
  #awaiters = 0;
  readonly #dialClock: DialClock | null;
  readonly #steering: Steering;

  constructor(options: SessionOptions) {
    this.id = options.id;
    this.epoch = options.epoch;
    this.log = options.log ?? new EventLog();
    this.#options = options;
    this.recorder = new Recorder(this.log, (task, error) => {
      // What fails while it is stopped is reported by the scheduler.
      if (this.#phase === "running") this.unseen.taskFailed(task, error);
    });
    this.unseen = new UnseenErrors(this.recorder);
    this.#dialClock =
      options.newClock === undefined ? new DialClock(() => this.recorder.openRequests > 0) : null;
    this.#steering = new Steering(this.recorder, this.#dialClock, options.time ?? REAL_TIME);
    this.#tools = {
      print: (text) => this.recorder.print(Channel.OUTPUT, text),
      fetchPost: options.fetcher(this.recorder),
    };
  }

  get status(): SessionStatus {
    const { id, epoch } = this;
    return {
      id,
      epoch,
      phase: this.#phase,
      program: this.#program?.id ?? null,
      source: null,
      end: null,
      blocking: null,
      coroutines: [],
      awaiting: this.#awaiting,
      time: this.time,
      recording: null,
    };
  }

  get timing(): SessionTime {
    return this.time;
  }

  get time(): SessionTime {
    return this.#steering.time;
  }

  /** What kind of clock its times are of, as recordings say it; null for one that they have no word for. */
  get clock(): RecordingInfo["clock"] {
    if (this.#dialClock === null) return this.#options.clock ?? null;
    return this.#dialClock.wasSteered ? null : "real";
  }

  /** What runs or ran last, null for the playground. */
  get program(): ProgramDescription | null {
    return this.#program;
  }

  get files(): readonly SourceFile[] {
    return this.#options.files ?? [];
  }

  /** When the session's time began to run, in milliseconds since 1970; null before the first start. */
  get startedAt(): number | null {
    return this.#startedAt;
  }

  now(): number {
    return this.recorder.now();
  }

  say(channel: Channel, text: string, task = 0): void {
    this.recorder.print(channel, text, task);
  }

  /** What the user awaits directly, null for nothing. */
  set awaiting(awaiting: SessionStatus["awaiting"]) {
    this.#awaiting = awaiting;
    this.#told();
  }

  /**
   * Starts a run. None may be there.
   * @param program what `main` belongs to, null for the playground
   * @returns resolves when the run is over, and never rejects
   */
  start(main: Coroutine<unknown>, program: ProgramDescription | null): Promise<void> {
    this.#startedAt ??= Date.now();
    const clock = this.#dialClock ?? this.#options.newClock?.();
    const runner = new Runner({ clock, observer: this.recorder });
    const loop = runner.getLoop();
    this.#steering.begin(loop);
    loop.setExceptionHandler((_loop, context) => this.unseen.reported(context));
    equip(loop, this.#tools);
    this.recorder.begin(loop);
    this.recorder.labelNextTask("main()");
    const task = loop.createTask(main, { name: "main" });
    this.#program = program;
    const run = { loop, main: task, began: this.now(), isLetGo: false };
    const ended = this.#drive(runner, run);
    this.#run = Object.assign(run, { ended });
    this.#enter("running");
    return ended;
  }

  /** Does nothing while it is being stopped: the clean-up could not run. */
  pause(): void {
    if (this.#phase !== "stopping" && this.#steering.setPaused(true)) this.#told();
  }

  resume(): void {
    if (this.#steering.setPaused(false)) this.#told();
  }

  step(): StepOutcome {
    const outcome = this.#steering.step();
    this.#told();
    return outcome;
  }

  setDial(dial: ClockDial): void {
    this.#steering.setDial(dial);
    this.#told();
  }

  look(): LoopLook {
    return this.#steering.look();
  }

  /**
   * Creates a task that awaits another one, and says on the console what that gave.
   * @returns the new task's number
   * @throws LabError if there is no such task, or nothing runs that could await it
   */
  awaitTask(id: number): number {
    const task = this.#taskOf(id);
    const run = this.#run;
    const awaited = task.getName();
    if (run === null || this.#phase !== "running") {
      throw new LabError("conflict", refusal("cannotAwait", { task: awaited }));
    }
    if (!task.done() && task.getLoop() !== run.loop) {
      throw new LabError("conflict", refusal("pendingForEver", { task: awaited }));
    }
    this.unseen.userAwaits(id);
    this.#awaiters += 1;
    const number = this.recorder.nextTask;
    this.recorder.labelNextTask(`await ${awaited}`);
    const awaiter = run.loop.createTask(this.#awaitOn(task, run), {
      name: `await-${this.#awaiters}`,
    });
    awaiter.addDoneCallback(() => {
      const failure = peekError(awaiter);
      const result =
        failure === null
          ? `gave ${textOfValue(awaiter.result())}`
          : `threw ${textOfError(failure.error)}`;
      this.say(Channel.RESULT, `await ${awaited} ${result}`, number);
      // Now that it was told, its error has been looked at.
      if (!awaiter.cancelled()) awaiter.exception();
    });
    return number;
  }

  *#awaitOn(task: Task<unknown>, run: Run): Coroutine<unknown> {
    if (task !== run.main) return yield* task;
    // A cancel passes on to what a task awaits; but cancelling all tasks leaves `main` alone.
    this.recorder.labelNextWait("await main");
    return yield* shield(task);
  }

  /**
   * Asks a task to cancel itself.
   * @returns whether it accepted: a task that is over does not
   * @throws LabError if there is no such task
   */
  cancelTask(id: number, message?: string): boolean {
    const task = this.#taskOf(id);
    if (!task.done() && task.getLoop() !== this.#run?.loop) {
      throw new LabError("conflict", refusal("notReached", { task: task.getName() }));
    }
    return this.recorder.cancelAs(CancelOrigin.USER, () => task.cancel(message));
  }

  /**
   * Cancels every pending task but `main`, in the order of their creation.
   * @returns how many accepted
   */
  cancelAll(): number {
    const run = this.#run;
    if (run === null) return 0;
    let accepted = 0;
    this.recorder.cancelAs(CancelOrigin.USER, () => {
      for (const task of this.#pending(run.loop)) {
        if (task !== run.main && task.cancel()) accepted += 1;
      }
    });
    return accepted;
  }

  /**
   * Cancels everything, `main` included, and waits until it has cleaned up. Once more, it cancels
   * what is still there.
   * @param timeoutMs after so many milliseconds, what is pending is let go as it is
   */
  async stop(timeoutMs: number): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    this.#enter("stopping");
    // The clean-up could not run.
    this.resume();
    this.cancelAll();
    this.recorder.cancelAs(CancelOrigin.USER, () => run.main.cancel());
    const timer = setTimeout(() => {
      run.isLetGo = true;
      run.loop.stop();
    }, timeoutMs);
    await run.ended;
    clearTimeout(timer);
  }

  async #drive(runner: Runner, run: Omit<Run, "ended">): Promise<void> {
    const { loop, main } = run;
    try {
      await loop.runUntilComplete(main);
    } catch (error) {
      this.#mainFailed(run, error);
    }
    const wasStopped = this.#phase === "stopping";
    if (!wasStopped) this.#enter("stopping");
    this.resume();
    this.unseen.lookAtTold();
    try {
      if (!run.isLetGo) {
        if (!wasStopped) this.unseen.outliving(this.#pending(loop));
        // It asks for the cancels before it waits for anything.
        await this.recorder.cancelAs(CancelOrigin.END, () => runner.close());
      }
    } catch (error) {
      if (!run.isLetGo) this.say(Channel.ERROR, `The clean-up failed. ${textOfError(error)}`);
    }
    this.unseen.pendingAtEnd(this.#pending(loop));
    this.#tellEnd(run, wasStopped);
    loop.close();
    this.#steering.end(loop);
    this.recorder.end();
    this.#run = null;
    this.#awaiting = null;
    this.#enter("ended");
  }

  #mainFailed(run: Omit<Run, "ended">, error: unknown): void {
    if (run.isLetGo || error instanceof CancelledError) return;
    this.say(Channel.ERROR, `main ended with ${textOfError(error)}`, this.recorder.idOf(run.main));
  }

  #tellEnd(run: Omit<Run, "ended">, wasStopped: boolean): void {
    const what = this.#program?.title ?? "The playground";
    const verb = wasStopped ? "was stopped" : run.main.cancelled() ? "was cancelled" : "ended";
    this.say(Channel.LAB, `${what} ${verb} after ${(this.now() - run.began).toFixed(2)} s.`);
  }

  /** @throws LabError ("not-found") */
  #taskOf(id: number): Task<unknown> {
    const task = this.recorder.taskOf(id);
    if (task !== undefined) return task;
    const what =
      id < this.recorder.nextTask
        ? refusal("taskForgotten", { task: String(id) })
        : refusal("noTask", { task: String(id) });
    throw new LabError("not-found", what, "task");
  }

  #pending(loop: EventLoop): Task<unknown>[] {
    const pending: Task<unknown>[] = [];
    for (const task of this.recorder.tasks()) {
      if (!task.done() && task.getLoop() === loop) pending.push(task);
    }
    return pending;
  }

  #enter(phase: SessionStatus["phase"]): void {
    this.#phase = phase;
    this.#told();
  }

  #told(): void {
    this.#options.onStatus(this.status);
  }
}
