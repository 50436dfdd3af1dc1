import { active } from "./context";
import { realClock } from "./clock";
import type { Clock } from "./clock";
import { isCoroutine } from "./coroutine";
import type { Coroutine } from "./coroutine";
import { RuntimeError } from "./errors";
import { reportToHost, tellHandler } from "./exception-handler";
import type { ExceptionContext, ExceptionHandler } from "./exception-handler";
import { FailureLog } from "./failure-log";
import { Future } from "./future";
import { Handle, TimerHandle } from "./handle";
import { HostTurns } from "./host-turns";
import { BUSY, runIterations, runNextEntry, STOPPED } from "./iterations";
import type { SliceEnd } from "./iterations";
import { CreationLog } from "./never-awaited";
import { notifyCreated, notifyDone, notifyReady } from "./notify";
import { WaitKind } from "./observer";
import type { Observer } from "./observer";
import { pause, resume, stepPaused } from "./pause";
import { OP_HANDLE, OP_NOTIFY, OP_STEP, ReadyQueue } from "./ready-queue";
import { running, setRunning } from "./running";
import type { Sleep } from "./sleep";
import { step } from "./step";
import { Task } from "./task";
import type { TaskOptions } from "./task";
import { TaskList } from "./task-list";
import { TimerHeap } from "./timer-heap";
import { forgetFinished } from "./traps";
import type { Listener, Waitable } from "./waitable";

/** In debug mode, a step that takes longer is reported; in seconds. */
const SLOW_CALLBACK_SECONDS = 0.1;

export interface LoopOptions {
  /** The real clock if nothing is given. */
  readonly clock?: Clock | undefined;
  readonly observer?: Observer | undefined;
  /** Report steps that take longer than `slowCallbackDuration`. */
  readonly debug?: boolean | undefined;
}

/**
 * Runs callbacks and the steps of tasks, one at a time.
 *
 * One iteration moves the timers that are due into the ready queue, then runs what was ready when
 * it began; what that adds runs in the next one. Many iterations share one macrotask of the host,
 * for about a millisecond.
 *
 * @example
 * function* main() {
 *   const loop = getRunningLoop();
 *   loop.callSoon(print, "later"); // later
 *   print("first"); // first
 *   yield* sleep(0);
 * }
 * await run(main());
 */
export class EventLoop {
  /** In debug mode, a step or a callback that takes longer is reported; in seconds. */
  slowCallbackDuration = SLOW_CALLBACK_SECONDS;
  readonly clock: Clock;

  /** The task whose step runs now. */
  _current: Task<unknown> | null = null;
  _observer: Observer | null;
  /** The time that observers are told: read once a step. A number from the start: in a field that began as undefined, engines make an object of each. */
  _now = NaN;
  readonly _tasks = new TaskList();
  readonly _failures = new FailureLog();
  readonly _created = new CreationLog();
  readonly _timers = new TimerHeap<TimerHandle | Sleep<unknown>>();
  readonly _ready = new ReadyQueue();
  /** How many entries of the ready queue belong to the present iteration. */
  _remaining = 0;
  /** The rest of the iteration in which an entry paused the loop. */
  _setAside = 0;
  _stopping = false;
  _paused = false;
  /** Whether the loop is stopping or paused: what has to be asked in every iteration, as one field. */
  _isInterrupted = false;
  _asleep = false;
  /** How much is under way outside that will call back. */
  _hostWork = 0;
  _debug: boolean;
  /** Whether a run that nothing can bring to its end ends in an error. */
  _endsInDeadlock = false;

  private isLooping = false;
  private closed = false;
  private tasksNamed = 0;
  private exceptionHandler: ExceptionHandler | null = null;
  private whenStopped: ((error: unknown) => void) | null = null;
  private readonly stopListening: () => void;
  private readonly turns = new HostTurns(() => this.runSlice());

  constructor(options: LoopOptions = {}) {
    this.clock = options.clock ?? realClock();
    this._observer = options.observer ?? null;
    this._debug = options.debug ?? false;
    this._now = this.clock.time();
    this.stopListening = this.clock.onChange?.(() => this.wake()) ?? (() => undefined);
  }

  /** The loop's time, in seconds. */
  time(): number {
    return this.clock.time();
  }

  /** Calls `callback(...args)` in the next iteration. */
  callSoon<A extends readonly unknown[]>(callback: (...args: A) => unknown, ...args: A): Handle {
    this.checkOpen();
    const handle = new Handle(this, callback, args, null);
    this._pushHandle(handle);
    return handle;
  }

  /** Calls `callback(...args)` after `delay` seconds. */
  callLater<A extends readonly unknown[]>(
    delay: number,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimerHandle {
    return this.callAt(this.time() + delay, callback, ...args);
  }

  /** Calls `callback(...args)` once the loop's time is `when`, in seconds. */
  callAt<A extends readonly unknown[]>(
    when: number,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimerHandle {
    this.checkOpen();
    if (when !== when) throw new RangeError("Invalid time: NaN (not a number)");
    const handle = new TimerHandle(this, when, callback, args, null);
    this._timers.add(when, handle);
    if (this._asleep) this.wake();
    return handle;
  }

  /**
   * A future of this loop.
   * @param kind what observers are told that a task waits for
   */
  createFuture<T>(kind: WaitKind = WaitKind.FUTURE): Future<T> {
    return new Future<T>(this, kind);
  }

  /** Runs `coroutine` as a task. Its first step is in the next iteration, unless it starts eagerly. */
  createTask<T>(coroutine: Coroutine<T>, options?: TaskOptions): Task<T> {
    this.checkOpen();
    if (!isCoroutine(coroutine)) {
      throw new TypeError(`a coroutine was expected, got ${String(coroutine)}`);
    }
    const isEager = options?.eagerStart === true && this.isLooping;
    if (isEager && options.context !== undefined && options.context === active.context) {
      throw new RuntimeError("cannot enter context: it is already entered");
    }
    const name = options?.name ?? ++this.tasksNamed;
    const task = new Task<T>(this, coroutine, name, options?.context);
    this._tasks.add(task as Task<unknown>);
    if (this._observer !== null) notifyCreated(this, task as Task<unknown>);
    if (isEager) this.startEagerly(task as Task<unknown>);
    else this._scheduleStep(task as Task<unknown>);
    return task;
  }

  /** Ends the run once the present iteration is over. */
  stop(): void {
    this._stopping = true;
    this._isInterrupted = true;
    if (this._asleep) this.wake();
  }

  /**
   * Holds the loop where it is: no callback and no step runs, and no timer fires. Called by an entry
   * of the ready queue, it holds once that is over. What is scheduled meanwhile, also by the host,
   * joins the queue and waits. Time goes on, unless the clock is stopped as well.
   */
  pause(): void {
    pause(this);
  }

  /** Goes on from where the loop was paused. */
  resume(): void {
    resume(this);
  }

  isPaused(): boolean {
    return this._paused;
  }

  /**
   * Runs the next entry of the ready queue of a paused loop, before it returns. If nothing is ready,
   * timers that are due are; a virtual clock jumps to the first one.
   * @returns whether there was an entry
   * @throws RuntimeError if the loop does not run, is not paused, or while another entry runs
   */
  step(): boolean {
    return stepPaused(this);
  }

  isRunning(): boolean {
    return this.isLooping;
  }

  isClosed(): boolean {
    return this.closed;
  }

  getDebug(): boolean {
    return this._debug;
  }

  setDebug(enabled: boolean): void {
    this._debug = enabled;
  }

  /** What is told about errors that nobody else hears of; null: the default, which reports them to the host's console. */
  setExceptionHandler(handler: ExceptionHandler | null): void {
    this.exceptionHandler = handler;
  }

  getExceptionHandler(): ExceptionHandler | null {
    return this.exceptionHandler;
  }

  /** Tells the exception handler about something that nobody else hears of. */
  callExceptionHandler(context: ExceptionContext): void {
    tellHandler(this.exceptionHandler, this, context);
  }

  /** Reports to the host's console; for a handler that passes on what it does not want. */
  defaultExceptionHandler(context: ExceptionContext): void {
    reportToHost(context);
  }

  /** Runs until `stop` is called. */
  runForever(): Promise<void> {
    this.checkStart();
    return this.startLooping(false);
  }

  /**
   * Runs until `future` is done, and gives its result.
   * @throws DeadlockError under a virtual clock, if nothing can happen any more
   */
  async runUntilComplete<T>(future: Future<T>): Promise<T> {
    this.checkStart();
    const stopper: Listener = { _futureDone: () => this.stop(), _awaiter: () => null };
    future._addListener(stopper);
    try {
      await this.startLooping(true);
    } finally {
      future._removeListener(stopper);
    }
    if (!future.done()) throw new RuntimeError("Event loop stopped before Future completed.");
    return future.result();
  }

  /** Ends the loop for good. It must not be running. */
  close(): void {
    if (this.isLooping) throw new RuntimeError("Cannot close a running event loop");
    if (this.closed) return;
    this.closed = true;
    this.stopListening();
    this._ready.clear();
    this._timers.clear();
  }

  /**
   * Announces that something outside of the loop is under way that will call back into it. Until
   * it is over, a virtual clock does not call the program stuck, and lets timers wait.
   * @returns ends the announcement; works once
   */
  beginHostWork(): () => void {
    this._hostWork++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this._hostWork--;
      if (this._asleep) this.wake();
    };
  }

  // --- For this folder ---

  _scheduleStep(task: Task<unknown>): void {
    this._ready.push(OP_STEP, task);
    if (this._asleep) this.wake();
    if (this._observer !== null) notifyReady(this, task);
  }

  /** The listeners of a future that just got done: one entry for all of them. */
  _scheduleListeners(future: Waitable): void {
    this._ready.push(OP_NOTIFY, future);
    if (this._asleep) this.wake();
    if (this._observer !== null) {
      for (const listener of future._listeners()) {
        if (listener instanceof Task) notifyReady(this, listener);
      }
    }
  }

  _pushHandle(handle: Handle): void {
    this._ready.push(OP_HANDLE, handle);
    if (this._asleep) this.wake();
  }

  _addSleep(when: number, sleep: Sleep<unknown>): void {
    this._timers.add(when, sleep);
  }

  _taskEnded(task: Task<unknown>): void {
    this._tasks.remove(task);
    if (this._observer !== null) notifyDone(this, task);
  }

  /** Runs `count` iterations, whether or not anything is ready. */
  async _iterate(count: number): Promise<void> {
    let left = count;
    const next = (): void => {
      left--;
      if (left === 0) this.stop();
      else this.callSoon(next);
    };
    this.callSoon(next);
    await this.runForever();
  }

  /** Nothing is to be done for `seconds` of the host, or until somebody wakes the loop. */
  _fallAsleep(seconds: number): void {
    this._asleep = true;
    this.turns.takeIn(seconds);
  }

  _endSleep(): void {
    this._asleep = false;
    this.turns.cancelTimer();
  }

  /** Runs on as soon as the host has had its turn. */
  _queueSlice(): void {
    this.turns.takeSoon();
  }

  /** Runs a slice, or the next entry alone, as the running loop. */
  _runInside(onlyOneEntry: boolean): void {
    const outerContext = active.context;
    setRunning(this);
    let outcome: SliceEnd = STOPPED;
    let failure: unknown = null;
    try {
      outcome = onlyOneEntry ? runNextEntry(this) : runIterations(this);
    } catch (error) {
      // Only an error of the scheduler itself comes here, or the end of a program that is stuck.
      failure = error;
    }
    setRunning(null);
    active.context = outerContext;
    forgetFinished();
    if (outcome === BUSY) this._queueSlice();
    else if (outcome === STOPPED) this._finishLooping(failure);
  }

  /** @param error what the run ends with; null if it was stopped */
  _finishLooping(error: unknown): void {
    this.isLooping = false;
    this._stopping = false;
    this._isInterrupted = this._paused;
    this._remaining = 0;
    this._setAside = 0;
    this.whenStopped?.(error);
  }

  private checkStart(): void {
    this.checkOpen();
    if (this.isLooping) throw new RuntimeError("This event loop is already running");
    if (running.loop !== null) {
      throw new RuntimeError("Cannot run the event loop while another loop is running");
    }
  }

  private startLooping(endsInDeadlock: boolean): Promise<void> {
    this.isLooping = true;
    this._endsInDeadlock = endsInDeadlock;
    this._queueSlice();
    return new Promise((resolve, reject) => {
      this.whenStopped = (error) => (error === null ? resolve() : reject(error));
    });
  }

  private runSlice(): void {
    if (this._paused) return;
    this._asleep = false;
    this._runInside(false);
  }

  private wake(): void {
    if (!this._asleep) return;
    this._endSleep();
    this._queueSlice();
  }

  private startEagerly(task: Task<unknown>): void {
    const outer = running.loop;
    setRunning(this);
    // The creator's bare values would not survive the step in the middle of its own.
    this._current?.getContext();
    try {
      step(task);
    } finally {
      setRunning(outer);
    }
    // Called from outside of the loop, it may wait for a timer that the loop knows nothing of yet.
    if (this._asleep) this.wake();
  }

  private checkOpen(): void {
    if (this.closed) throw new RuntimeError("Event loop is closed");
  }
}
