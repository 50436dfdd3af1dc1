import { active } from "./context";
import { realClock } from "./clock";
import type { Clock } from "./clock";
import { isCoroutine } from "./coroutine";
import type { Coroutine } from "./coroutine";
import { deadlockError } from "./deadlock";
import { RuntimeError } from "./errors";
import { reportToHost, tellHandler } from "./exception-handler";
import type { ExceptionContext, ExceptionHandler } from "./exception-handler";
import { FailureLog } from "./failure-log";
import { WAITER_MASK } from "./flags";
import { Future } from "./future";
import { Handle, TimerHandle } from "./handle";
import { host } from "./host";
import { CreationLog } from "./never-awaited";
import { notifyCreated, notifyDone, notifyReady } from "./notify";
import { WaitKind } from "./observer";
import type { Observer } from "./observer";
import { OP_HANDLE, OP_NOTIFY, OP_STEP, OP_WAKE_SLEEP, ReadyQueue } from "./ready-queue";
import { running, setRunning } from "./running";
import type { Sleep } from "./sleep";
import { step } from "./step";
import { Task } from "./task";
import type { TaskOptions } from "./task";
import { TaskList } from "./task-list";
import { TimerHeap } from "./timer-heap";
import { forgetFinished } from "./traps";
import type { Listener, Waitable } from "./waitable";

/** For how long the loop runs before the host gets its turn, in seconds of the host. */
const SLICE_SECONDS = 0.001;
/** A clock reading costs as much as a step: it is shared by this many. */
const ENTRIES_PER_READING = 64;
/** Timers less than this apart, in seconds, are due together: asyncio's clock resolution. */
const CLOCK_RESOLUTION = 1e-9;
/** In debug mode, a step that takes longer is reported; in seconds. */
const SLOW_CALLBACK_SECONDS = 0.1;

export interface LoopOptions {
  /** The real clock if nothing is given. */
  readonly clock?: Clock | undefined;
  readonly observer?: Observer | undefined;
  /** Report steps that take longer than `slowCallbackDuration`. */
  readonly debug?: boolean | undefined;
}

/** How a slice ended. */
const BUSY = 0;
const STOPPED = 1;
const ASLEEP = 2;
const PAUSED = 3;

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
  readonly _timers = new TimerHeap<TimerHandle | Sleep<unknown>>();
  readonly _tasks = new TaskList();
  readonly _failures = new FailureLog();
  readonly _created = new CreationLog();
  private readonly ready = new ReadyQueue();
  /** The time that observers are told: read once a step. */
  _now: number;
  /** How many entries of the ready queue belong to the present iteration. */
  private remaining = 0;
  private tasksNamed = 0;
  private hostWork = 0;
  private exceptionHandler: ExceptionHandler | null = null;
  private debug: boolean;
  private isLooping = false;
  private stopping = false;
  private paused = false;
  /** Whether the loop is stopping or paused: what has to be asked in every iteration, as one field. */
  private isInterrupted = false;
  /** The rest of the iteration in which an entry paused the loop. */
  private setAside = 0;
  private closed = false;
  private asleep = false;
  private hostTimer: unknown = null;
  private whenStopped: ((error: unknown) => void) | null = null;
  private endsInDeadlock = false;
  private readonly stopListening: () => void;
  private isSliceQueued = false;
  private readonly slice = () => {
    this.isSliceQueued = false;
    this.runSlice();
  };
  private readonly timerFired = () => {
    this.hostTimer = null;
    if (!this.isSliceQueued) this.runSlice();
  };

  constructor(options: LoopOptions = {}) {
    this.clock = options.clock ?? realClock();
    this._observer = options.observer ?? null;
    this.debug = options.debug ?? false;
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
    if (this.asleep) this.wake();
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
    this.stopping = true;
    this.isInterrupted = true;
    if (this.asleep) this.wake();
  }

  /**
   * Holds the loop where it is: no callback and no step runs, and no timer fires. Called by an entry
   * of the ready queue, it holds once that is over. What is scheduled meanwhile, also by the host,
   * joins the queue and waits. Time goes on, unless the clock is stopped as well.
   */
  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.isInterrupted = true;
    if (this.asleep) this.endSleep();
    else if (running.loop === this) {
      this.setAside = this.remaining;
      this.remaining = 0;
    }
  }

  /** Goes on from where the loop was paused. */
  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    this.isInterrupted = this.stopping;
    this.takeUp();
    if (this.isLooping && running.loop !== this && !this.isSliceQueued) this.queueSlice();
  }

  isPaused(): boolean {
    return this.paused;
  }

  /**
   * Runs the next entry of the ready queue of a paused loop, before it returns. If nothing is ready,
   * timers that are due are; a virtual clock jumps to the first one.
   * @returns whether there was an entry
   * @throws RuntimeError if the loop does not run, is not paused, or while another entry runs
   */
  step(): boolean {
    if (!this.isLooping || !this.paused) throw new RuntimeError("This event loop is not paused");
    if (running.loop !== null) {
      throw new RuntimeError("Cannot step an event loop while another entry runs");
    }
    this.takeUp();
    if (this.remaining === 0) this.beginSteppedIteration();
    const hasEntry = this.remaining > 0;
    if (hasEntry) this.runInside(true);
    else if (this.stopping) this.finishLooping(null);
    return hasEntry;
  }

  isRunning(): boolean {
    return this.isLooping;
  }

  isClosed(): boolean {
    return this.closed;
  }

  getDebug(): boolean {
    return this.debug;
  }

  setDebug(enabled: boolean): void {
    this.debug = enabled;
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
    this.ready.clear();
    this._timers.clear();
  }

  /**
   * Announces that something outside of the loop is under way that will call back into it. Until
   * it is over, a virtual clock does not call the program stuck, and lets timers wait.
   * @returns ends the announcement; works once
   */
  beginHostWork(): () => void {
    this.hostWork++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.hostWork--;
      if (this.asleep) this.wake();
    };
  }

  // --- For this folder ---

  _scheduleStep(task: Task<unknown>): void {
    this.ready.push(OP_STEP, task);
    if (this.asleep) this.wake();
    if (this._observer !== null) notifyReady(this, task);
  }

  /** The listeners of a future that just got done: one entry for all of them. */
  _scheduleListeners(future: Waitable): void {
    this.ready.push(OP_NOTIFY, future);
    if (this.asleep) this.wake();
    if (this._observer !== null) {
      for (const listener of future._listeners()) {
        if (listener instanceof Task) notifyReady(this, listener);
      }
    }
  }

  _pushHandle(handle: Handle): void {
    this.ready.push(OP_HANDLE, handle);
    if (this.asleep) this.wake();
  }

  /** What is ready, and how much of it belongs to the present iteration. */
  _queued(): { readonly queue: ReadyQueue; readonly inIteration: number } {
    return { queue: this.ready, inIteration: this.remaining + this.setAside };
  }

  _addSleep(when: number, sleep: Sleep<unknown>): void {
    this._timers.add(when, sleep);
  }

  _taskEnded(task: Task<unknown>): void {
    this._tasks.remove(task);
    if (this._observer !== null) notifyDone(this, task);
  }

  /** Runs `count` iterations, whether or not anything is ready. */
  async _runIterations(count: number): Promise<void> {
    let left = count;
    const next = (): void => {
      left--;
      if (left === 0) this.stop();
      else this.callSoon(next);
    };
    this.callSoon(next);
    await this.runForever();
  }

  // --- Iterations ---

  private checkStart(): void {
    this.checkOpen();
    if (this.isLooping) throw new RuntimeError("This event loop is already running");
    if (running.loop !== null) {
      throw new RuntimeError("Cannot run the event loop while another loop is running");
    }
  }

  private startLooping(endsInDeadlock: boolean): Promise<void> {
    this.isLooping = true;
    this.endsInDeadlock = endsInDeadlock;
    this.queueSlice();
    return new Promise((resolve, reject) => {
      this.whenStopped = (error) => (error === null ? resolve() : reject(error));
    });
  }

  private finishLooping(error: unknown): void {
    this.isLooping = false;
    this.stopping = false;
    this.isInterrupted = this.paused;
    this.remaining = 0;
    this.setAside = 0;
    this.whenStopped?.(error);
  }

  private runSlice(): void {
    if (this.paused) return;
    this.asleep = false;
    this.runInside(false);
  }

  private runInside(onlyOneEntry: boolean): void {
    const outerContext = active.context;
    setRunning(this);
    let outcome: number = STOPPED;
    let failure: unknown = null;
    try {
      outcome = onlyOneEntry ? this.runOneEntry() : this.runIterations();
    } catch (error) {
      // Only an error of the scheduler itself comes here, or the end of a program that is stuck.
      failure = error;
    }
    setRunning(null);
    active.context = outerContext;
    forgetFinished();
    if (outcome === BUSY) this.queueSlice();
    else if (outcome === STOPPED) this.finishLooping(failure);
  }

  private runIterations(): typeof BUSY | typeof STOPPED | typeof ASLEEP | typeof PAUSED {
    const { ready, clock } = this;
    const sliceEnd = host.now() + SLICE_SECONDS;
    let untilReading = ENTRIES_PER_READING;
    this._now = clock.time();
    for (;;) {
      if (this.remaining === 0) {
        if (ready.length === 0 && !this.stopping && !this.awaitTimer()) return ASLEEP;
        this.beginIteration();
      }
      while (this.remaining > 0) {
        this.remaining--;
        const operation = ready.peekOperation();
        const subject = ready.shift();
        if (this.debug) this.runTimed(operation, subject);
        else if (operation === OP_STEP) step(subject as Task<unknown>);
        else runEntry(operation, subject);
        if (--untilReading === 0) {
          untilReading = ENTRIES_PER_READING;
          this._now = clock.time();
          if (host.now() >= sliceEnd && (this.remaining > 0 || !this.stopping)) return BUSY;
        }
      }
      if (this.isInterrupted) return this.stopping && this.setAside === 0 ? STOPPED : PAUSED;
    }
  }

  private beginIteration(): void {
    const { ready, _timers: timers } = this;
    for (;;) {
      const timer = timers.takeBefore(this._now + CLOCK_RESOLUTION);
      if (timer === null) break;
      ready.push(timer instanceof TimerHandle ? OP_HANDLE : OP_WAKE_SLEEP, timer);
    }
    this.remaining = ready.length;
  }

  /** The same for a paused loop. Without anything ready, it asks the clock for the first timer. */
  private beginSteppedIteration(): void {
    this._now = this.clock.time();
    this.beginIteration();
    const when = this._timers.nextTime();
    if (this.remaining > 0 || this.stopping || when === Infinity) return;
    if (this.clock.wait(when, this.hostWork > 0) > 0) return;
    this._now = this.clock.time();
    this.beginIteration();
  }

  private runOneEntry(): typeof BUSY | typeof STOPPED | typeof PAUSED {
    const { ready } = this;
    this._now = this.clock.time();
    this.remaining--;
    const operation = ready.peekOperation();
    const subject = ready.shift();
    if (this.debug) this.runTimed(operation, subject);
    else if (operation === OP_STEP) step(subject as Task<unknown>);
    else runEntry(operation, subject);
    if (this.stopping && this.remaining === 0) return STOPPED;
    return this.paused ? PAUSED : BUSY;
  }

  /** The rest of the iteration that was set aside is the present one again. */
  private takeUp(): void {
    this.remaining += this.setAside;
    this.setAside = 0;
  }

  /** Nothing is ready. Returns whether the first timer is due now; if not, the loop sleeps. */
  private awaitTimer(): boolean {
    const when = this._timers.nextTime();
    const { clock } = this;
    if (when === Infinity && this.endsInDeadlock && clock.isVirtual && this.hostWork === 0) {
      throw deadlockError(this._tasks.toArray());
    }
    const seconds = clock.wait(when, this.hostWork > 0);
    if (seconds === 0) {
      this._now = clock.time();
      return true;
    }
    this.asleep = true;
    if (seconds < Infinity) this.hostTimer = host.startTimer(seconds, this.timerFired);
    return false;
  }

  private wake(): void {
    if (!this.asleep) return;
    this.endSleep();
    this.queueSlice();
  }

  private endSleep(): void {
    this.asleep = false;
    if (this.hostTimer !== null) host.cancelTimer(this.hostTimer);
    this.hostTimer = null;
  }

  private queueSlice(): void {
    this.isSliceQueued = true;
    host.soon(this.slice);
  }

  private runTimed(operation: number, subject: unknown): void {
    const before = host.now();
    if (operation === OP_STEP) step(subject as Task<unknown>);
    else runEntry(operation, subject);
    const seconds = host.now() - before;
    if (seconds < this.slowCallbackDuration) return;
    const message = `Executing ${String(subject)} took ${seconds.toFixed(3)} seconds`;
    this.callExceptionHandler(subject instanceof Task ? { message, task: subject } : { message });
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
  }

  private checkOpen(): void {
    if (this.closed) throw new RuntimeError("Event loop is closed");
  }
}

function runEntry(operation: number, subject: unknown): void {
  if (operation === OP_NOTIFY) notifyListeners(subject as Waitable);
  else if (operation === OP_WAKE_SLEEP) (subject as Sleep<unknown>)._wake();
  else (subject as Handle)._run();
}

function notifyListeners(future: Waitable): void {
  const waiter = future._waiter;
  future._waiter = null;
  future._flags &= ~WAITER_MASK;
  if (Array.isArray(waiter)) {
    for (const listener of waiter) listener._futureDone(future);
  } else {
    waiter?._futureDone(future);
  }
}
