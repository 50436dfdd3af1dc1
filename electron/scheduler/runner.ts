import { copyContext } from "./context";
import type { Context } from "./context";
import { isCoroutine } from "./coroutine";
import type { Awaitable, Coroutine } from "./coroutine";
import { awaiting } from "./coroutine-function";
import { reportLeftOvers } from "./diagnostics";
import { CancelledError, RuntimeError } from "./errors";
import { EventLoop } from "./event-loop";
import type { LoopOptions } from "./event-loop";
import { gather } from "./gather";
import type { AbortSignalLike } from "./host";
import { running } from "./running";
import type { Task } from "./task";

export interface RunOptions extends LoopOptions {
  /** Aborting it cancels the coroutine; the run then ends with the signal's reason. */
  readonly signal?: AbortSignalLike | undefined;
}

/**
 * Runs `main` in a loop of its own, and gives what it returned. At the end, the tasks that are left
 * over are cancelled, in the order of their creation, and their `finally` blocks run.
 * @throws RuntimeError inside of a running loop: await the coroutine there
 * @throws what `main` throws
 *
 * @example
 * function* main() {
 *   yield* sleep(1);
 *   return "done";
 * }
 * print(await run(main(), { clock: virtualClock() })); // done
 */
export async function run<T>(main: Awaitable<T>, options: RunOptions = {}): Promise<T> {
  if (running.loop !== null) {
    throw new RuntimeError("run() cannot be called from a running event loop");
  }
  const runner = new Runner(options);
  try {
    return await runner.run(main, { signal: options.signal });
  } finally {
    await runner.close();
  }
}

/**
 * A loop for several runs, one after the other: what they leave behind lives until `close`.
 *
 * @example
 * const runner = new Runner({ clock: virtualClock() });
 * await runner.run(sleep(1));
 * await runner.run(sleep(1));
 * print(runner.getLoop().time()); // 2
 * await runner.close();
 */
export class Runner {
  private readonly options: LoopOptions;
  private loop: EventLoop | null = null;
  private context: Context | null = null;
  private isClosed = false;

  constructor(options: LoopOptions = {}) {
    this.options = options;
  }

  /** The loop; it is made when it is first needed. */
  getLoop(): EventLoop {
    return this.open().loop;
  }

  /**
   * Runs `main` as a task, and gives what it returned.
   * @param options.context where it runs; all runs of a runner share one if nothing is given
   */
  async run<T>(
    main: Awaitable<T>,
    options: {
      readonly context?: Context | undefined;
      readonly signal?: AbortSignalLike | undefined;
    } = {},
  ): Promise<T> {
    if (running.loop !== null) {
      throw new RuntimeError("Runner.run() cannot be called from a running event loop");
    }
    const { loop, context } = this.open();
    // Before the task is made: it would run in the other run's loop.
    if (loop.isRunning()) throw new RuntimeError("This event loop is already running");
    const coroutine = coroutineFor(main);
    const { signal } = options;
    if (signal?.aborted === true) throw signal.reason;
    const task = loop.createTask(coroutine, { context: options.context ?? context });
    let aborts = 0;
    const abort = () => {
      if (task.cancel()) aborts++;
    };
    signal?.addEventListener("abort", abort);
    try {
      return await loop.runUntilComplete(task);
    } catch (error) {
      const isAborted = error instanceof CancelledError && aborts > 0 && task.uncancel() === 0;
      throw isAborted ? signal?.reason : error;
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /**
   * Cancels what is left over, lets it clean up, reports what nobody looked at, and closes the loop.
   * @throws RuntimeError while a run is under way
   */
  async close(): Promise<void> {
    const { loop } = this;
    if (loop === null || this.isClosed) return;
    if (loop.isRunning()) throw new RuntimeError("Cannot close a running event loop");
    this.isClosed = true;
    try {
      await cancelAll(loop);
    } finally {
      reportLeftOvers(loop);
      loop.close();
    }
  }

  private open(): { loop: EventLoop; context: Context } {
    if (this.isClosed) throw new RuntimeError("Runner is closed");
    this.loop ??= new EventLoop(this.options);
    this.context ??= copyContext();
    return { loop: this.loop, context: this.context };
  }
}

function coroutineFor<T>(main: Awaitable<T>): Coroutine<T> {
  if (isCoroutine(main)) return main as Coroutine<T>;
  if (typeof main === "object" && main !== null && Symbol.iterator in main) return awaiting(main);
  throw new TypeError("A coroutine, a future or another awaitable is required");
}

async function cancelAll(loop: EventLoop): Promise<void> {
  const tasks = loop._tasks.toArray();
  if (tasks.length > 0) {
    for (const task of tasks) task.cancel();
    await loop.runUntilComplete(gather(tasks, { returnExceptions: true }));
    for (const task of tasks) reportShutdownError(loop, task);
  }
  // asyncio runs two more tasks here, for generators and threads: callbacks that are left over get
  // as many iterations.
  await loop._iterate(2);
  await loop._iterate(2);
}

function reportShutdownError(loop: EventLoop, task: Task<unknown>): void {
  if (task.cancelled()) return;
  const exception = task.exception();
  if (exception === null) return;
  loop.callExceptionHandler({
    message: "unhandled exception during run() shutdown",
    exception,
    task,
  });
}
